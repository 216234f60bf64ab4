"""Answers as HTML and as text: pure functions, no Gradio.

Every string that came from a document, a file name or a person goes through `show`, `plain` or
`html.escape` on its way in here; nothing from them is read as Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote as quote_url

from assistant.schema import Answer, AnswerStatus, Citation, Statement
from assistant.web.text import attribute, count_of, date_in_words, find_words, plain, show, show_spans

HASH_CHARACTERS = 12
"""How much of a text's SHA-256 a link carries: enough to notice that a document has changed since."""
_HIGH, _FAIR = 0.8, 0.5
"""Confidence is calibrated: 0.8 means that about four in five such answers are right."""

_NO_BREAK = "&#8288;"
"""Keeps a marker on the line of the word before it."""

_AROUND = 160
"""Characters of the passage shown on either side of a quote: a line or two; the evidence itself is a click away."""

NO_ANSWER = "The evidence does not say."
FAULT = "The assistant could not answer: something went wrong on this side. The question was not lost; try it again."
SEARCHING = "Searching the evidence …"


@dataclass(frozen=True)
class Exchange:
    """One question of a conversation and what came of it: an answer, a problem in words, or nothing yet."""

    question: str
    answer: Answer | None = None
    problem: str = ""


def evidence_url(citation: Citation) -> str:
    """Return the address, inside the app, of the place that a citation names."""
    document = quote_url(citation.document, safe="")
    return f"/evidence/{document}/{citation.start}-{citation.end}?text={citation.text_sha256[:HASH_CHARACTERS]}"


def source_line(citation: Citation) -> str:
    """Return title, date and locator of a citation on one line of plain text."""
    return plain(
        ", ".join(part for part in (citation.title, date_in_words(citation.date), citation.locator.describe()) if part)
    )


def confidence_in_words(confidence: float) -> str:
    """Return how sure the assistant is: "high (87%)"."""
    level = "high" if confidence >= _HIGH else "fair" if confidence >= _FAIR else "low"
    return f"{level} ({round(confidence * 100)}%)"


def render_conversation(exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as HTML, oldest first."""
    return "".join(render_exchange(exchange, turn) for turn, exchange in enumerate(exchanges, start=1))


def render_exchange(exchange: Exchange, turn: int) -> str:
    """Return one question and its outcome as HTML; `turn` counts from 1 and makes its ids unique."""
    question = (
        f'<h2 class="question" id="question-{turn}" dir="auto" tabindex="-1">'
        f'<span class="visually-hidden">Question {turn}: </span>{show(exchange.question)}</h2>'
    )
    if exchange.answer:
        outcome = render_answer(exchange.answer, turn)
    elif exchange.problem:
        outcome = f'<div class="outcome problem" data-outcome="problem"><p>{show(exchange.problem)}</p></div>'
    else:
        outcome = f'<div class="outcome pending" data-outcome="pending"><p>{SEARCHING}</p></div>'
    return f'<article class="turn" data-turn="{turn}" aria-labelledby="question-{turn}">{question}{outcome}</article>'


def render_answer(answer: Answer, turn: int) -> str:
    """Return an answer as HTML: what it says, where that stands, how sure it is."""
    if answer.status is AnswerStatus.answered:
        body = _statements(answer, turn) + _sources(answer, turn)
    elif answer.status is AnswerStatus.insufficient_evidence:
        body = _abstention(answer, turn)
    else:
        body = f'<div class="said"><p class="statement">{show(answer.text)}</p></div>'
    foot = "" if answer.status is AnswerStatus.out_of_scope else _footer(answer)
    return (
        f'<div class="outcome {answer.status.value}" data-outcome="{answer.status.value}">'
        f"{_understood_as(answer)}{body}{foot}</div>"
    )


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


def render_welcome(examples: Sequence[str]) -> str:
    """Return what stands in an empty conversation: what to expect, and questions to start from."""
    buttons = "".join(
        f'<li><button type="button" class="example" data-question="{attribute(example)}">{show(example)}</button></li>'
        for example in examples
    )
    start = (
        f'<h2 id="examples">Questions to start from</h2><ul class="examples" aria-labelledby="examples">{buttons}</ul>'
        if examples
        else ""
    )
    return (
        '<section class="welcome"><p class="lead">Ask a question. The answer comes in the words of the evidence, '
        "each sentence with the place it stands. Where the evidence does not say, the assistant says so.</p>"
        f"{start}</section>"
    )


def render_header(documents: int, first_year: str, last_year: str) -> str:
    """Return the head of the page: the name, and how much evidence there is."""
    years = (
        f", {escape(first_year)}" + (f" to {escape(last_year)}" if last_year != first_year else "")
        if first_year
        else ""
    )
    return (
        '<header class="masthead"><img src="/favicon.svg" alt="" width="32" height="32">'
        f"<div><h1>Evidence assistant</h1><p>{count_of(documents, 'document')}{years}</p></div></header>"
    )


def render_note(message: str) -> str:
    """Return a note beside the question box: why a question was not asked."""
    return f'<p class="note" role="alert">{show(message)}</p>' if message else ""


def _understood_as(answer: Answer) -> str:
    standalone = answer.standalone_question
    if not standalone or plain(standalone).casefold() == plain(answer.question).casefold():
        return ""
    return f'<p class="understood">Understood as: {show(standalone)}</p>'


def _statements(answer: Answer, turn: int) -> str:
    if not answer.statements:
        return f'<div class="said"><p class="statement">{show(answer.text)}</p></div>'
    numbered = {citation.number: citation for citation in answer.citations}
    return (
        f'<div class="said">{"".join(_statement(statement, numbered, turn) for statement in answer.statements)}</div>'
    )


def _statement(statement: Statement, citations: dict[int, Citation], turn: int) -> str:
    context = f'<span class="context">{show(statement.context)}</span> ' if statement.context else ""
    words = show_spans(statement.text, [statement.exact] if statement.exact else [], tag="strong")
    markers = "".join(_marker(citations[number], turn) for number in statement.citations if number in citations)
    cited = f'<span class="markers">{_NO_BREAK}{markers}</span>' if markers else ""
    how = f'<span class="calculated">Calculated: {show(statement.calculated)}</span>' if statement.calculated else ""
    return f'<p class="statement" dir="auto">{context}{words}{cited}{how}</p>'


def _marker(citation: Citation, turn: int) -> str:
    line = attribute(source_line(citation))
    return (
        f'<a class="marker" href="{escape(evidence_url(citation))}" data-evidence="{turn}-{citation.number}" '
        f'title="{line}" aria-label="Source {citation.number}: {line}">[{citation.number}]</a>'
    )


def _sources(answer: Answer, turn: int) -> str:
    if not answer.citations:
        return ""
    cards = "".join(_card(citation, turn, numbered=True) for citation in answer.citations)
    return f'<h3>{"Source" if len(answer.citations) == 1 else "Sources"}</h3><ol class="cards">{cards}</ol>'


def _abstention(answer: Answer, turn: int) -> str:
    said = f'<div class="said"><p class="statement"><strong>{NO_ANSWER}</strong></p></div>'
    if not answer.closest:
        return said
    cards = "".join(_card(citation, turn, numbered=False) for citation in answer.closest)
    return f'{said}<h3>Closest evidence, not an answer</h3><ul class="cards closest">{cards}</ul>'


def _card(citation: Citation, turn: int, *, numbered: bool) -> str:
    number = f'<span class="number" aria-hidden="true">{citation.number}</span>' if numbered else ""
    place = " · ".join(show(part) for part in (date_in_words(citation.date), citation.locator.describe()) if part)
    return (
        f'<li class="card" data-card="{turn}-{citation.number}">'
        f'<p class="card-head">{number}<a class="open" href="{escape(evidence_url(citation))}" '
        f'data-evidence="{turn}-{citation.number}">'
        f'<bdi>{show(citation.title)}</bdi><span class="visually-hidden">, open the evidence</span></a></p>'
        f'<p class="place">{place}</p><blockquote dir="auto">{_quoted(citation)}</blockquote></li>'
    )


def _quoted(citation: Citation) -> str:
    """Return the quote marked, with the nearest words of its passage on either side."""
    found = find_words(citation.quote, citation.passage)
    before, after = (
        ("", "") if found is None else (citation.passage[:found], citation.passage[found + len(citation.quote) :])
    )
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    before, quote, after = (re.sub(r"\n{2,}", "\n", part) for part in (before, citation.quote, after))
    return f"{show(before)}<mark>{show(quote)}</mark>{show(after)}"


def _footer(answer: Answer) -> str:
    dated: dict[str, str] = {}
    for citation in answer.citations:
        dated.setdefault(
            citation.document, f"{citation.title} ({date_in_words(citation.date)})" if citation.date else citation.title
        )
    facts = []
    if dated:
        lead = "From" if len(dated) == 1 else f"From {len(dated)} documents:"
        facts.append(f"{lead} {'; '.join(show(name) for name in dated.values())}")
    if answer.status is AnswerStatus.answered:
        facts.append(f"Confidence: {confidence_in_words(answer.confidence)}")
    facts.append(f"Engine: {show(answer.engine)}")
    total = answer.timings_ms.get("total")
    if total is not None:
        facts.append(f"{total / 1000:.2f} seconds")
    line = "".join(f"<li>{fact}</li>" for fact in facts)
    copied = as_text(answer)
    return (
        f'<div class="foot"><ul class="facts">{line}</ul>'
        f'<button type="button" class="copy" data-copy="{escape(copied)}">Copy answer with sources</button></div>'
    )
