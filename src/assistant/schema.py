"""The answer record: what every front end shows and every evaluation reads.

Documented field by field in `docs/answer-record.md`. Derived from content alone, so that the same question
on the same generation gives the same record (but for the timings).
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class AnswerStatus(StrEnum):
    """How a question ended. All of these are outcomes; faults are exceptions."""

    answered = "answered"
    insufficient_evidence = "insufficient_evidence"
    out_of_scope = "out_of_scope"
    """Small talk or a question about the assistant: replied to, nothing claimed."""
    model_error = "model_error"


@dataclass(frozen=True)
class Locator:
    """A place in a document as a person would look it up.

    Attributes:
        page: physical page of the file, from 1; None for formats without pages.
        page_label: the label printed on that page ("iv", "32").
        page_end, page_end_label: the last page, where the quote runs over a page break.
        section: printed number of the section or numbered paragraph ("3.2.1").
        heading: heading path, joined by " > ".
        paragraph: ordinal of the paragraph within its section, from 1.
        table: caption of the table ("" where it has none); None outside tables.
        row: name of the table row; None outside tables.
        ocr: mean confidence (0 to 1) of the text recognition where the words were read from a picture; else None.
        also_in: files of the corpus that hold the same text word for word.
    """

    page: int | None = None
    page_label: str | None = None
    section: str | None = None
    heading: str | None = None
    paragraph: int | None = None
    table: str | None = None
    row: str | None = None
    page_end: int | None = None
    page_end_label: str | None = None
    ocr: float | None = None
    also_in: tuple[str, ...] = ()

    @property
    def table_name(self) -> str:
        """The table as a place: "Table 3.4", its caption where that has no colon, "table" where it has no caption."""
        return self.table.split(":", 1)[0].rstrip(".") if self.table else "table"

    def describe(self) -> str:
        """Return the place in words: `page 34 (printed 32), 3.2 Funding, Table 3.4, row "Leeds"`."""
        parts = []
        numbered = self.section is not None
        if self.page is not None:
            parts.append(_pages(self.page, self.page_label, self.page_end, self.page_end_label))
        if self.heading:
            leaf = self.heading.rsplit(" > ", 1)[-1]
            numbered = self.section is not None and not self._is_inherited(self.section)
            parts.append(f"{leaf}, paragraph {self.section}" if numbered else leaf)
        elif self.section:
            parts.append(f"paragraph {self.section}")
        if self.table is not None:
            parts.append(self.table_name)
            if self.row:
                parts.append(f'row "{self.row}"')
        elif self.paragraph is not None and not numbered:
            parts.append(f"paragraph {self.paragraph}")
        if self.ocr is not None:
            parts.append(f"read from a scan (OCR, {self.ocr:.0%} sure)")
        if self.also_in:
            parts.append(f"also in {' and '.join(self.also_in)}")
        return ", ".join(parts) or "whole document"

    def _is_inherited(self, number: str) -> bool:
        """Tell the number of a heading above the place from the paragraph's own."""
        headings = (self.heading or "").split(" > ")
        return any(re.match(rf"{re.escape(number)}(?![\w-])(?!\.\w)", heading) for heading in headings)


def _pages(first: int, label: str | None, last: int | None, last_label: str | None) -> str:
    pages = f"pages {first} and {last}" if last else f"page {first}"
    printed = [text for text in (label, last_label) if text]
    differs = printed and printed != [str(number) for number in (first, last) if number]
    return f"{pages} (printed {' and '.join(printed)})" if differs else pages


DIGEST = "digest"
"""The form of a document that restates an original in other words."""
NOT_ORIGINAL = "Digest, not the original's words"
"""What is said of such a document wherever its words are shown or copied."""


@dataclass(frozen=True)
class Citation:
    """The exact words of a document that hold up a statement, and where they stand.

    `quote == stored_text[start:end]`, always, where `stored_text` is the document's text in the generation
    and `text_sha256` its SHA-256. `passage` is the text around the quote. `form` is "digest" where that text restates
    an original, whose title, publisher and date are given, in other words; `url` is the original's address.
    """

    number: int
    document: str
    file: str
    title: str
    publisher: str
    date: str
    locator: Locator
    quote: str
    start: int
    end: int
    passage: str
    text_sha256: str
    form: str = ""
    url: str = ""

    @property
    def is_digest(self) -> bool:
        """The quote is not in the publisher's own words."""
        return self.form == DIGEST


OMITTED = " … "
"""Between the parts of a quote where a statement leaves out what stands between them: a row's other cells."""
GOES_ON = "\n…"
"""Behind the items of a list of which the statement leaves out the rest."""


@dataclass(frozen=True)
class Statement:
    """One sentence of an answer, with the numbers of the citations that hold it up.

    Attributes:
        text: the sentence, without markers; of a table row, its name and the cells that were asked for.
        citations: numbers of citations in the same record.
        exact: start and end of the exact answer within `text`, to be shown in bold; None where it cannot be told.
        context: words that explain it, a pronoun at its head or the unit of a table, in grey, not part of the claim.
        calculated: how a figure was computed from the cited ones; "" for the evidence's own words.
    """

    text: str
    citations: tuple[int, ...]
    exact: tuple[int, int] | None = None
    context: str = ""
    calculated: str = ""


FAIR_CONFIDENCE = 0.5
"""Confidence is calibrated: an answer below it is likelier wrong than right, and is led in by `doubt`."""
NOT_FOUND = "Not found in the evidence:"
"""Before a part of a question that is left open, wherever an answer is shown."""


@dataclass(frozen=True)
class Answer:
    """The whole outcome of one question: the answer record.

    `unanswered` are the parts of an answered question that the evidence does not answer, in the question's words; of a
    comparison, "the same for Bristol".
    """

    id: str
    question: str
    standalone_question: str
    status: AnswerStatus
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    unanswered: tuple[str, ...] = ()
    confidence: float = 0.0
    engine: str = "extractive"
    generation: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    retrieved: tuple[Retrieved, ...] = ()

    def to_record(self, *, explain: bool = False) -> dict[str, Any]:
        """Return the record as plain data for JSON; `retrieved` is in it only when `explain` is set."""
        record = asdict(self)
        if not explain:
            del record["retrieved"]
        return record


def doubt(answer: Answer) -> str:
    """Return what stands before an answer that is less likely right than wrong, wherever one is shown; else ""."""
    if answer.status is not AnswerStatus.answered or answer.confidence >= FAIR_CONFIDENCE:
        return ""
    return f"Perhaps: the assistant is not sure that this answers the question ({round(answer.confidence * 100)}%)."


@dataclass(frozen=True)
class Retrieved:
    """A passage that was considered, with its scores by stage (`lexical`, `dense`, `fused`, `reader`)."""

    document: str
    file: str
    locator: Locator
    start: int
    end: int
    text: str
    scores: dict[str, float]


@dataclass(frozen=True)
class Turn:
    """An earlier question of the conversation and what was answered."""

    question: str
    answer: str = ""


@dataclass(frozen=True)
class Filters:
    """What part of the evidence base may answer: document ids or file names; empty means all of it."""

    documents: tuple[str, ...] = ()
