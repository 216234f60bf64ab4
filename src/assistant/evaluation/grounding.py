"""Finds what an answer says that its quotes do not: figures, dates, markers that lead nowhere, inexact quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.evaluation.words import Token, contains, count_words, dates, figures, fold, level, tokens
from assistant.schema import Answer, Citation, Statement

_MARKER = re.compile(r"\[(\d+(?:\s*[,–-]\s*\d+)*)\]")
_MAX_UNCITED_WORDS = 30
"""Words of an answer outside its statements: a lead-in or the source's title and date, not a claim."""
_WHOLE_PASSAGE_WORDS = 50
"""A shorter passage may be one sentence, and quoting it whole an answer (95 % of the corpus's have under 38 words)."""
_WHOLE_PASSAGE_SHARE = 0.9


def shown_text(text: str) -> str:
    """Return an answer's text as it is read: without markers and bold."""
    return " ".join(_MARKER.sub(" ", text).replace("**", "").split())


def ground(answer: Answer, quote_faults: Sequence[str] = ()) -> list[str]:
    """Return what is wrong with an answer's support; nothing is wrong with an empty list.

    Args:
        answer: a record with status `answered`.
        quote_faults: quotes found not to be the stored text at their offsets.
    """
    faults = list(quote_faults)
    by_number = {citation.number: citation for citation in answer.citations}
    if len(by_number) < len(answer.citations):
        faults.append("two citations have the same number")
    if not answer.statements:
        faults.append("no statement")
    faults.extend(markers_out_of_range(answer))
    for statement in answer.statements:
        unknown = [number for number in statement.citations if number not in by_number]
        if unknown:
            faults.append(f"a statement cites {unknown}; there are {len(answer.citations)} citations")
        if not statement.citations:
            faults.append(f"'{_short(statement.text)}' is not cited")
            continue
        faults.extend(
            statement_faults(statement, [by_number[number] for number in statement.citations if number in by_number])
        )
    faults.extend(_outside(answer))
    for citation in answer.citations:
        if fold(citation.quote) not in fold(citation.passage):
            faults.append(f"quote [{citation.number}] is not in the passage shown with it")
    return list(dict.fromkeys(faults))


def markers_out_of_range(answer: Answer) -> Iterator[str]:
    """Yield a fault for each marker in the text that leads to no citation."""
    numbers = {citation.number for citation in answer.citations}
    for match in _MARKER.finditer(answer.text):
        for number in re.findall(r"\d+", match[1]):
            if int(number) not in numbers:
                yield f"the text cites [{number}]; there are {len(numbers)} citations"


def statement_faults(statement: Statement, citations: Sequence[Citation]) -> list[str]:
    """Return the figures and dates of a statement that are in none of its quotes.

    A figure that was computed must be in the statement's `calculated`, and what it was computed from in the quotes.
    """
    quoted = "\n".join(citation.quote for citation in citations)
    held = _keys(quoted)
    worked = _keys(statement.calculated)
    faults = [
        f"'{token.shown}' is in no quote of its statement"
        for token in figures(statement.text)
        if token.key not in held and token.key not in worked
    ]
    if not statement.calculated:
        faults += [
            f"'{date}' is in no quote of its statement" for date in dates(statement.text) if not contains(quoted, date)
        ]
    elif len(worked - held) > 1:
        faults.append("the calculation uses figures that are in no quote")
    context = _keys(
        "\n".join(f"{one.passage}\n{one.locator.table or ''}\n{one.locator.heading or ''}" for one in citations)
    )
    faults += [
        f"'{token.shown}' is in no passage of its statement"
        for token in figures(statement.context)
        if token.key not in context
    ]
    return faults


def _keys(text: str) -> set[str]:
    """Return the figures of a text; the year of "2021/22" may be said alone of neither year."""
    return {token.key for token in figures(text)}


def _outside(answer: Answer) -> Iterator[str]:
    """Yield what the text says that no statement does; sources' titles, publishers, dates and places may be said."""
    text = fold(shown_text(answer.text))
    for statement in sorted(answer.statements, key=lambda statement: -len(statement.text)):
        for said in (statement.text, statement.context, statement.calculated):
            if said.strip():
                text = text.replace(fold(shown_text(said)), " ")
    named = " ".join(
        f"{citation.title} {citation.publisher} {_spoken_date(citation.date)} "
        f"{citation.locator.describe()} {citation.locator.heading or ''}"
        for citation in answer.citations
    )
    allowed = {token.key for token in tokens(named)} | {
        token.key for token in tokens(f"{answer.question} {answer.standalone_question}")
    }
    for token in figures(text):
        if token.key not in allowed:
            yield f"'{token.shown}' is said outside the statements"
    left = [token for token in tokens(text) if token.key not in allowed]
    if len(left) > _MAX_UNCITED_WORDS:
        yield f"{len(left)} words stand outside the statements, uncited"


def _spoken_date(date: str) -> str:
    """Return an ISO date with its parts apart, so that "March 2024" may be said of 2024-03."""
    return f"{date} {date.replace('-', ' ')}"


def repeats_passage(answer: Answer) -> bool:
    """Whether the answer shows nearly the whole of a passage that it cites."""
    shown = _words(shown_text(answer.text))
    for citation in answer.citations:
        passage = _words(citation.passage)
        if len(passage) >= _WHOLE_PASSAGE_WORDS and _share(passage, shown) >= _WHOLE_PASSAGE_SHARE:
            return True
    return False


def _words(text: str) -> list[Token]:
    return list(tokens(text))


def _share(passage: Sequence[Token], shown: Sequence[Token]) -> float:
    """Return the share of the passage's words that the answer shows, each as often as it stands there."""
    left: dict[str, int] = {}
    for token in shown:
        left[token.key] = left.get(token.key, 0) + 1
    kept = 0
    for token in passage:
        if left.get(token.key, 0) > 0:
            left[token.key] -= 1
            kept += 1
    return kept / len(passage)


def _short(text: str, length: int = 60) -> str:
    levelled = level(text)
    return levelled if count_words(levelled) <= 2 or len(levelled) <= length else levelled[: length - 1] + "…"
