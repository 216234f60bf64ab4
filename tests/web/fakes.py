"""A fake assistant with real documents, and the citations and answers it gives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.corpus.document import Block, BlockKind, Cell, Document, Source
from assistant.documents import DocumentSummary
from assistant.errors import UsageError
from assistant.progress import Progress, Stage
from assistant.schema import OMITTED, Answer, AnswerStatus, Citation, Filters, Retrieved, Statement, Turn

SENTENCE = "The panel counted 250 healthtech companies in Leeds City Region in 2020."
FAR_DOWN = "The last lighthouse was built in 1911."
NEWER = "Now there are 316 companies."
HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> [click](javascript:window.hacked=1) "
    "![dot](http://192.0.2.1/dot.png) {{7*7}} ${window.hacked=1} "
    "\u202egnp.exe\u202c \u200b\U000e0041 \x1b[31mred 91 companies."
)


def make_document(
    paragraphs: Sequence[str],
    *,
    id: str = "panel",
    title: str = "Panel report",
    heading: str = "The sector",
    rows: Sequence[tuple[str, str]] = (),
    file: str = "panel.md",
    form: str = "",
    url: str = "",
) -> Document:
    """Return a document of one section: a heading, paragraphs, and a table of two columns."""
    text = heading
    blocks = [Block(BlockKind.heading, 0, len(heading), headings=(heading,), level=1)]
    for number, paragraph in enumerate(paragraphs, start=1):
        start = len(text) + 2
        text += f"\n\n{paragraph}"
        blocks.append(Block(BlockKind.paragraph, start, len(text), headings=(heading,), paragraph=number))
    for index, (name, value) in enumerate(rows):
        text += "\n\n" if index == 0 else "\n"
        start = len(text)
        text += f"Place: {name}; Companies: {value}"
        cells = (Cell("Place", start + 7, start + 7 + len(name)), Cell("Companies", len(text) - len(value), len(text)))
        blocks.append(
            Block(
                BlockKind.table_row,
                start,
                len(text),
                headings=(heading,),
                table="Table 1: Companies",
                row=name,
                cells=cells,
            )
        )
    source = Source(
        id=id,
        file=file,
        title=title,
        publisher="The Panel",
        date="2020-09-08",
        kind="report",
        geography=("Leeds City Region",),
        form=form,
        url=url,
    )
    return Document(source, text, tuple(blocks))


def cite(document: Document, quote: str, number: int = 1) -> Citation:
    """Return a citation of a quote that stands in a document."""
    start = document.text.index(quote)
    end = start + len(quote)
    block = document.block_at(start)
    assert block is not None
    source = document.source
    return Citation(
        number=number,
        document=source.id,
        file=source.file,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        locator=document.locate(start, end),
        quote=quote,
        start=start,
        end=end,
        passage=document.text[block.start : max(block.end, end)],
        text_sha256=document.text_sha256,
        form=source.form,
        url=source.url,
    )


def considered(document: Document, words: str) -> Retrieved:
    """Return a passage that was considered for an answer."""
    start = document.text.index(words)
    end = start + len(words)
    scores = {"lexical": 0.7, "dense": 0.5, "fused": 1.2, "reader": 6.0}
    return Retrieved(document.id, document.source.file, document.locate(start, end), start, end, words, scores)


def answer_with(question: str, citation: Citation, *, exact: str = "") -> Answer:
    """Return an answer of one statement, the quote of its citation."""
    at = citation.quote.find(exact) if exact else -1
    statement = Statement(citation.quote, (citation.number,), exact=(at, at + len(exact)) if at >= 0 else None)
    return Answer(
        id=hashlib.sha256(question.encode()).hexdigest()[:12],
        question=question,
        standalone_question=question,
        status=AnswerStatus.answered,
        text=f"{citation.quote} [1]",
        statements=(statement,),
        citations=(citation,),
        confidence=0.87,
        generation="g1",
        timings_ms={"total": 42.0},
    )


def shortened(answer: Answer) -> Answer:
    """Return an answer by a row of a table with what stands between its first and last cell left out."""
    first, _, last = answer.citations[0].quote.partition("; ")
    text = f"{first}{OMITTED}{last}"
    exact = (text.rindex(": ") + 2, len(text))
    return replace(answer, text=f"{text} [1]", statements=(Statement(text, (1,), exact=exact),))


def in_conflict(answer: Answer, other: Citation) -> Answer:
    """Return an answer with a second source that gives another figure, and a part that neither answers."""
    at = other.quote.index("316")
    said = (*answer.statements, Statement(other.quote, (other.number,), exact=(at, at + 3)))
    return replace(answer, statements=said, citations=(*answer.citations, other), unanswered=("who counted them?",))


def no_answer(question: str, closest: Citation | None = None) -> Answer:
    """Return an abstention."""
    return Answer(
        id="none",
        question=question,
        standalone_question=question,
        status=AnswerStatus.insufficient_evidence,
        text="The evidence does not say.",
        closest=(closest,) if closest else (),
        confidence=0.2,
        generation="g1",
        timings_ms={"total": 30.0},
    )


@dataclass
class FakeBackend:
    """Answers by a word of the question: `companies`, `hostile`, `page`, `boom`; abstains on the rest."""

    library: dict[str, Document]
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    filters: list[Filters] = field(default_factory=list)
    pause: Callable[[], None] = lambda: None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        id: str = "",
        progress: Progress = lambda stage: None,
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        self.filters.append(filters or Filters())
        progress(Stage.reading)
        self.pause()
        panel = self.library["panel"]
        if "unknown" in question:
            raise UsageError("There is no document 'unknown'.")
        if "boom" in question:
            raise RuntimeError("secret detail")
        if "hostile" in question:
            return answer_with(question, cite(self.library["hostile"], HOSTILE))
        if "page" in question and "pdf" in self.library:
            document = self.library["pdf"]
            return answer_with(
                question, cite(document, document.text[document.blocks[0].start : document.blocks[0].end])
            )
        if "huge" in question:
            huge = make_document(["Huge words. " * 450_000], id="huge")
            self.library["huge"] = huge
            return answer_with(question, cite(huge, "Huge words. " * 20))
        if "far down" in question:
            above = [f"Lighthouse {number} has a keeper. " + "It was painted again. " * 12 for number in range(6)]
            far = make_document([*above, FAR_DOWN], id="far", title="Lighthouses")
            self.library["far"] = far
            return answer_with(question, cite(far, FAR_DOWN))
        if "cells" in question:
            document = self.library["table" if "drawn" in question else "panel"]
            return shortened(answer_with(question, cite(document, "Place: Leeds; Companies: 120")))
        if "table" in question and "table" in self.library:
            table = self.library["wide" if "wide" in question else "table"]
            return answer_with(
                question, cite(table, table.text[table.text.index("Place") :].split("\n")[0]), exact="120"
            )
        if "Nexus" in question and "nexus" in self.library:
            nexus = self.library["nexus"]
            return answer_with(question, cite(nexus, nexus.text[nexus.blocks[1].start : nexus.blocks[1].end]))
        if "Leeds row" in question:
            return answer_with(question, cite(panel, "Place: Leeds; Companies: 120"))
        if "compan" in question:
            answer = replace(
                answer_with(question, cite(panel, SENTENCE), exact="250"), retrieved=(considered(panel, SENTENCE),)
            )
            answer = in_conflict(answer, cite(self.library["newer"], NEWER, 2)) if "by both" in question else answer
            answer = replace(answer, confidence=0.24) if "perhaps" in question else answer
            return replace(answer, standalone_question=f"{question} in Leeds?") if history else answer
        return no_answer(question, cite(panel, SENTENCE))

    def documents(self) -> list[DocumentSummary]:
        return [
            DocumentSummary(
                d.id,
                d.source.file,
                d.source.title,
                d.source.publisher,
                d.source.date,
                d.source.kind,
                d.source.geography,
                len(d.pages),
                3,
                form=d.source.form,
                url=d.source.url,
            )
            for d in self.library.values()
        ]

    def document(self, id: str) -> Document:
        if id not in self.library:
            raise UsageError(f"There is no document '{id}'.")
        return self.library[id]
