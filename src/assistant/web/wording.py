"""Answers in words, as plain text: for lines under an answer and for pasting into a letter."""

from __future__ import annotations

import re

from assistant.schema import Answer, AnswerStatus, Citation, Statement
from assistant.web.text import date_in_words, plain

NO_ANSWER = "The evidence does not say."
_HIGH, _FAIR = 0.8, 0.5
"""Confidence is calibrated: 0.8 means that about four in five such answers are right."""
_FIGURE = re.compile(r"(?P<sign>[£$€])?(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<unit>%|per cent|bn|billion|m|million|k)?\b")
_UNITS = {"per cent": "%", "billion": "bn", "million": "m"}


def source_line(citation: Citation) -> str:
    """Return title, date and locator of a citation on one line of plain text."""
    return plain(
        ", ".join(part for part in (citation.title, date_in_words(citation.date), citation.locator.describe()) if part)
    )


def confidence_in_words(confidence: float) -> str:
    """Return how sure the assistant is: "high (87%)"."""
    level = "high" if confidence >= _HIGH else "fair" if confidence >= _FAIR else "low"
    return f"{level} ({round(confidence * 100)}%)"


def quote_with_reference(citation: Citation) -> str:
    """Return a quote with its reference, for pasting into a letter."""
    return f"“{plain(citation.quote)}” ({_reference(citation)})"


def as_text(answer: Answer) -> str:
    """Return an answer with its sources as plain text, for pasting into a letter."""
    known = {citation.number for citation in answer.citations}
    lines = [f"Question: {plain(answer.question)}", ""]
    if answer.status is AnswerStatus.insufficient_evidence:
        lines.append(NO_ANSWER)
    elif answer.statements:
        for statement in answer.statements:
            markers = " ".join(f"[{number}]" for number in statement.citations if number in known)
            words = " ".join(part for part in (plain(statement.context), plain(statement.text), markers) if part)
            lines.append(f"{words} (Calculated: {plain(statement.calculated)})" if statement.calculated else words)
    else:
        lines.append(plain(answer.text))
    if answer.citations:
        lines += ["", "Sources"]
    for citation in answer.citations:
        publisher = f"{plain(citation.publisher)}. " if citation.publisher else ""
        lines += [f"[{citation.number}] {source_line(citation)}. {publisher}File: {plain(citation.file)}"]
        lines += [f"    “{plain(citation.quote)}”"]
    return "\n".join(lines)


def difference(answer: Answer) -> str:
    """Return a sentence that says that sources give different figures; "" where they do not, or it cannot be told.

    Only exact answers of different documents are compared, and only figures of one kind: amounts of money with
    amounts of money, percentages with percentages, counts with counts.
    """
    numbered = {citation.number: citation for citation in answer.citations}
    said: dict[str, dict[str, Citation]] = {}
    for statement in answer.statements:
        figure, citation = _exact_figure(statement), numbered.get(next(iter(statement.citations), 0))
        if figure and citation:
            kind, number = figure
            said.setdefault(kind, {}).setdefault(number, citation)
    for figures in said.values():
        sources = {citation.document for citation in figures.values()}
        if len(figures) > 1 and len(sources) > 1:
            each = "; ".join(
                f"{number} in source {citation.number}"
                + (f" ({date_in_words(plain(citation.date))})" if citation.date else "")
                for number, citation in figures.items()
            )
            return f"The sources give different figures: {each}. Look at the date and the place each is about."
    return ""


def _exact_figure(statement: Statement) -> tuple[str, str] | None:
    """Return kind and number of the one figure in a statement's exact answer."""
    words = statement.text[slice(*statement.exact)] if statement.exact else ""
    found = list(_FIGURE.finditer(words))
    if len(found) != 1:
        return None
    figure = found[0]
    unit = _UNITS.get(figure["unit"] or "", figure["unit"] or "")
    is_year = not figure["sign"] and not unit and re.fullmatch(r"(?:19|20)\d\d", figure["number"])
    if is_year:
        return None
    return "%" if unit == "%" else figure["sign"] or "", figure[0].strip()


def _reference(citation: Citation) -> str:
    parts = (citation.publisher, citation.title, date_in_words(citation.date), citation.locator.describe())
    return plain(", ".join(part for part in parts if part))
