"""The evidence bases that are learnt from: four invented reports of a region each, and questions on them.

The reports of a region share places, bodies and measures, so that what one of them says is easily taken for what
another is asked. Half of the questions look as if the evidence answered them, and nothing does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assistant.retrieval import OpenIndex

BASES = Path(__file__).with_name("bases")
"""A folder for each part, with one for each region in it: Markdown reports, and `questions.jsonl`."""

Part = Literal["trained", "fitted", "tested"]
"""The reader is trained on the first, the weights are fitted on the second, for the reader is surer of what it has
learnt; nothing learns from the third, eight regions drawn by hand, each of an author of its own, before anything was
measured. The last 36 regions that were written, 27, 5 and 4 of the parts, are digests of a sector's reports."""


@dataclass(frozen=True)
class Asked:
    """A question of an evidence base; `document` and `answer` are empty where nothing answers it.

    Attributes:
        reports: ids of all the reports of its region.
        document: id of the one that answers it.
        answer: words of that report within one sentence, list item or row, which a right unit holds.
    """

    region: str
    reports: tuple[str, ...]
    question: str
    document: str
    answer: str
    kind: str

    @property
    def is_answerable(self) -> bool:
        """Whether the evidence answers it."""
        return bool(self.document)


def write_bases(folder: Path, *parts: Part) -> None:
    """Write the reports of each region of these parts into a folder of its own, with ids that tell regions apart."""
    for region in _regions(*parts):
        for report in sorted(region.glob("*.md")):
            target = folder / region.name / report.name
            target.parent.mkdir(parents=True, exist_ok=True)
            text = report.read_text(encoding="utf-8")
            target.write_text(text.replace("---\n", f'---\nid: "{_id(report)}"\n', 1), encoding="utf-8")


def open_bases(work: Path, *parts: Part, count: int) -> OpenIndex:
    """Index the reports of these parts in a folder, as any corpus is, and open the index.

    Args:
        work: kept from an earlier time, it makes this quick.
        count: how many passages are retrieved for a question.
    """
    from assistant.assistant import check_index
    from assistant.indexing.build import build_index
    from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
    from assistant.retrieval import OpenIndex
    from assistant.settings import Settings

    write_bases(work / "corpus", *parts)
    settings = Settings(corpus=work / "corpus", index=work / "index")
    embedder = SentenceTransformerEmbedder()
    build_index(settings.corpus, settings.index, lambda: embedder, embedding_model=DEFAULT_MODEL)
    return OpenIndex(check_index(settings), embedder, count=count)


def read_bases(part: Part) -> Iterator[Asked]:
    """Yield the questions on the regions of a part."""
    for region in _regions(part):
        reports = tuple(_id(report) for report in sorted(region.glob("*.md")))
        for line in (region / "questions.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            document = f"{region.name}-{record['document']}" if record["answer"] else ""
            yield Asked(region.name, reports, record["question"], document, record["answer"], record["kind"])


def answer_span(text: str, answer: str) -> tuple[int, int] | None:
    """Return where a text holds an answer as words of its own, for "12" is not in "2012"; None where it does not."""
    words = r"[\s;/]+".join(map(re.escape, re.split(r"[\s;/]+", answer.strip())))
    match = re.search(rf"(?<![\w.,]){words}(?!\w)", text, re.IGNORECASE)
    return match.span() if match else None


def _regions(*parts: Part) -> list[Path]:
    return sorted(region for part in parts for region in (BASES / part).iterdir())


def _id(report: Path) -> str:
    return f"{report.parent.name}-{report.stem}"
