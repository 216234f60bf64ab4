"""A document with two tables, a sentence as a unit, and a reader that finds what it is told to find."""

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.scored import Scored
from assistant.answering.units import Unit, units_of
from assistant.corpus.document import Block, BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage, split_document
from assistant.reading.protocol import Reading
from assistant.retrieval import Candidate

CITIES = """# Cities

Table 1: Firms by city.

| City | Firms | Share of jobs (%) | Note |
| --- | --- | --- | --- |
| Saltham | 1,200 | 4.5 | port |
| Northvale | 980 | 6.1 | hills |
| Kiln Park | 1,310 | 2.0 | flat |
| All cities | 3,490 | 3.9 | |

Another paragraph.

| City | Wards |
| --- | --- |
| Saltham | 3 |
"""


def scored(
    text: str,
    exact: str | None = None,
    *,
    kind: BlockKind = BlockKind.paragraph,
    block: Block | None = None,
    **features: float,
) -> Scored:
    """Return a text as a unit that is all of its passage, with its exact answer and features that are not zero."""
    passage = Passage(text, "one", 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), block.kind if block else kind, text, block)
    at = text.index(exact) if exact is not None else 0
    span = (at, at + len(exact)) if exact is not None else None
    return Scored(unit, span, {**dict.fromkeys(UNIT_FEATURES, 0.0), **features})


def in_document(text: str, exact: str) -> tuple[Scored, Document]:
    """Return the unit of a document that has an exact answer."""
    parsed = load_markdown(text.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Notes"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    unit = next(unit for unit in units if exact in unit.text)
    at = unit.start + unit.text.index(exact)
    return Scored(unit, (at, at + len(exact)), dict.fromkeys(UNIT_FEATURES, 0.0)), document


class ScriptedReader:
    """Finds given words wherever they stand; everything else is no answer."""

    name = "scripted"

    def __init__(self, words: str) -> None:
        self._words = words

    def read(self, question, passages):
        readings = []
        for passage in passages:
            start = passage.text.find(self._words)
            span = (start, start + len(self._words), 6.0) if start >= 0 else (0, 0, -6.0)
            readings.append(Reading(*span, (span,)))
        return readings
