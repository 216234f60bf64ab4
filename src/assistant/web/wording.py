"""Answers in words, as plain text: for lines under an answer and for pasting into a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.holders import PERSON, asked_role
from assistant.answering.periods import only_date_in
from assistant.conflicts.quantities import Quantity, agree, find_quantities
from assistant.schema import FAIR_CONFIDENCE, NOT_FOUND, Answer, AnswerStatus, Citation, Statement, doubt
from assistant.web.original import original_address
from assistant.web.text import date_in_words, plain

NO_ANSWER = "The evidence does not say."
_HIGH = 0.8
"""Confidence is calibrated: 0.8 means that about four in five such answers are right."""
_SEVERAL_PEOPLE = re.compile(r"^(?:and |so )?who are\b", re.IGNORECASE)


def _named(citation: Citation) -> str:
    """Return what a source is called: a digest is not called by its original's title alone."""
    return f"Digest of: {citation.title}" if citation.is_digest else citation.title


def source_line(citation: Citation) -> str:
    """Return title, date and locator of a citation on one line of plain text."""
    return _listed(_named(citation), date_in_words(citation.date), citation.locator.describe())


def confidence_in_words(confidence: float) -> str:
    """Return how sure the assistant is: "high (87%)"."""
    level = "high" if confidence >= _HIGH else "fair" if confidence >= FAIR_CONFIDENCE else "low"
    return f"{level} ({round(confidence * 100)}%)"


def quote_with_reference(citation: Citation) -> str:
    """Return a quote with its reference, for pasting into a letter."""
    address = original_address(citation.url)
    original = f". Original: {address}" if address else ""
    return f"“{plain(citation.quote)}” ({_reference(citation)}{original})"


def as_text(answer: Answer) -> str:
    """Return an answer with its question and sources as plain text, for pasting into a letter."""
    sources = sources_as_text(answer)
    parts = [f"Question: {plain(answer.question)}", answer_as_text(answer), f"Sources\n{sources}" if sources else ""]
    return "\n\n".join(part for part in parts if part)


def answer_as_text(answer: Answer) -> str:
    """Return what an answer says as plain text, each statement with its markers on a line of its own."""
    if answer.status is AnswerStatus.insufficient_evidence:
        return NO_ANSWER
    if not answer.statements:
        return plain(answer.text)
    known = {citation.number for citation in answer.citations}
    unsure = doubt(answer)
    lines = [unsure, ""] if unsure else []
    for statement, table in zip(answer.statements, tables_of(answer), strict=True):
        markers = " ".join(f"[{number}]" for number in statement.citations if number in known)
        words = " ".join(part for part in (plain(statement.context), plain(statement.text), markers) if part)
        words += f" (Calculated: {plain(statement.calculated)})" if statement.calculated else ""
        lines.append(f"{words} ({plain(table)})" if table else words)
    differs = difference(answer)
    lines += ["", plain(differs)] if differs else []
    gaps = [plain(gap) for gap in gaps_of(answer)]
    lines += ["", *gaps] if gaps else []
    return "\n".join(lines)


def gaps_of(answer: Answer) -> list[str]:
    """Return a line for each part of the question that the answer leaves open."""
    return [f"{NOT_FOUND} {question}" for question in answer.unanswered]


def tables_of(answer: Answer) -> list[str]:
    """Return for each statement which table its row stands in: its caption, or the heading it stands under.

    Cells say nothing without what their table is about. "" for a statement that is no row of a table, and for one
    before another of the same table.
    """
    numbered = {citation.number: citation for citation in answer.citations}
    names = []
    for statement in answer.statements:
        cited = [numbered[number].locator for number in statement.citations if number in numbered]
        first = cited[0] if cited and all(locator.table is not None for locator in cited) else None
        heading = (first.heading or "").rsplit(" > ", 1)[-1] if first else ""
        names.append((first.table or (f"Table under “{heading}”" if heading else "")) if first else "")
    return ["" if name == following else name for name, following in zip(names, [*names[1:], ""], strict=True)]


def sources_as_text(answer: Answer) -> str:
    """Return the sources of an answer as plain text: a numbered line and a quote each; "" where there are none."""
    lines = []
    for citation in answer.citations:
        publisher = f". {plain(citation.publisher)}" if citation.publisher else ""
        said = _reference(citation) if citation.is_digest else f"{source_line(citation)}{publisher}"
        address = original_address(citation.url)
        original = f". Original: {address}" if address else ""
        lines += [f"[{citation.number}] {said}. File: {plain(citation.file)}{original}"]
        lines += [f"    “{plain(citation.quote)}”"]
    return "\n".join(lines)


def difference(answer: Answer) -> str:
    """Return a sentence that says that sources give different figures or name different people; "" where they do not.

    Only exact answers of different documents are compared: figures of one kind (amounts of money with amounts of money,
    percentages with percentages, counts of companies with counts of companies), and people where the question asks who
    holds a role. Figures that agree by their bounds or by rounding are not different, nor are two that one sentence of
    the answer says together.
    """
    return _differing_figures(answer) or _differing_people(answer)


def _differing_people(answer: Answer) -> str:
    """Return a sentence that says that sources name different holders of the role that is asked for, with dates."""
    question = answer.standalone_question or answer.question
    if not asked_role(question) or _SEVERAL_PEOPLE.match(question):
        return ""
    said: dict[str, _Said] = {}
    for statement, citation in _cited(answer):
        words = statement.text[slice(*statement.exact)] if statement.exact else ""
        if PERSON.fullmatch(words):
            said.setdefault(words.split()[-1].lower(), _Said(words, statement, citation))
    if len({one.citation.document for one in said.values()}) < 2:
        return ""
    each = "; ".join(one.in_source() for one in said.values())
    return f"The sources name different people: {each}. Look at the dates."


def _differing_figures(answer: Answer) -> str:
    figures = [
        (quantity, _Said(words, statement, citation))
        for statement, citation in _cited(answer)
        for quantity, words in _exact_figure(statement)
    ]
    together = [find_quantities(f"{statement.context} {statement.text}") for statement in answer.statements]
    different = [
        said
        for quantity, said in figures
        if any(
            said.citation.document != other.citation.document
            and _differ(quantity, against)
            and not any(_holds(quantity, held) and _holds(against, held) for held in together)
            for against, other in figures
        )
    ]
    if not different:
        return ""
    each = "; ".join(one.in_source() for one in {said.words: said for said in different}.values())
    return f"The sources give different figures: {each}. Look at the date and the place each is about."


def _cited(answer: Answer) -> Iterator[tuple[Statement, Citation]]:
    numbered = {citation.number: citation for citation in answer.citations}
    for statement in answer.statements:
        citation = numbered.get(next(iter(statement.citations), 0))
        if citation:
            yield statement, citation


@dataclass(frozen=True)
class _Said:
    """What a cited statement answers in so many words."""

    words: str
    statement: Statement
    citation: Citation

    def in_source(self) -> str:
        """Return it with its source and its date: the one its own words name, else that of the document."""
        date = only_date_in(self.statement.text) or only_date_in(self.citation.quote)
        issued = date_in_words(plain(self.citation.date))
        when = f" ({date})" if date else f" (document of {issued})" if issued else ""
        return f"{self.words} in source {self.citation.number}{when}"


def _exact_figure(statement: Statement) -> Iterator[tuple[Quantity, str]]:
    """Yield the one figure in a statement's exact answer, with its words: "over 300" is not 300."""
    text, (first, last) = statement.text, statement.exact or (0, 0)
    found = [
        one
        for one in find_quantities(text)
        if one.start < last and first < one.end and any(map(str.isdigit, text[one.start : one.end]))
    ]
    if len(found) == 1:
        end = found[0].end + text.startswith("+", found[0].end)
        yield found[0], text[found[0].lead : end]


def _differ(one: Quantity, other: Quantity) -> bool:
    """Whether two figures of one kind cannot both be true of one thing."""
    counts_alike = not (one.counted and other.counted) or one.counted == other.counted
    return one.unit == other.unit and counts_alike and not agree(one, other)


def _holds(one: Quantity, held: Sequence[Quantity]) -> bool:
    """Whether a sentence says a figure: two that it says together are not two values of one thing."""
    return any((one.unit, one.low, one.high) == (other.unit, other.low, other.high) for other in held)


def _reference(citation: Citation) -> str:
    """Return whose words a quote is, and where they stand; of a digest, that they are not the publisher's."""
    date, place = date_in_words(citation.date), citation.locator.describe()
    if not citation.is_digest:
        return _listed(citation.publisher, citation.title, date, place)
    original = _listed(_named(citation), citation.publisher, date)
    return f"{original}; not the original's words. In the digest: {plain(place)}"


def _listed(*parts: str) -> str:
    return plain(", ".join(part for part in parts if part))
