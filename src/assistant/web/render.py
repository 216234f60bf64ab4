"""Answers as HTML: pure functions, no Gradio.

Every string that came from a document, a file name or a person goes through `show`, `plain` or
`html.escape` on its way in here; nothing from them is read as Markdown or HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape

from assistant.answering.gaps import not_named
from assistant.conversation.small_talk import LISTED
from assistant.schema import GOES_ON, NOT_ORIGINAL, OMITTED, Answer, AnswerStatus, Citation, Statement, doubt
from assistant.web.exchange import Exchange
from assistant.web.original import render_original
from assistant.web.place import Span, evidence_url
from assistant.web.render_actions import render_actions, render_why
from assistant.web.render_page import render_questions
from assistant.web.saved import save
from assistant.web.text import attribute, count_of, date_in_words, find_words, plain, show, show_spans
from assistant.web.wording import (
    NO_ANSWER,
    confidence_in_words,
    difference,
    gaps_of,
    quote_with_reference,
    source_line,
    tables_of,
)

_NO_BREAK = "&#8288;"
"""Keeps a marker on the line of the word before it."""

_AROUND = 160
"""Characters of the passage shown on either side of a quote: a line or two; the evidence itself is a click away."""

FAULT = "The assistant could not answer: something went wrong on this side. The question was not lost; try it again."


def render_conversation(exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as HTML, oldest first."""
    before = exchanges[0].number - 1 if exchanges else 0
    earlier = f'<p class="earlier">{_earlier(before)}</p>' if before else ""
    return earlier + "".join(render_exchange(exchange, turn) for turn, exchange in enumerate(exchanges, start=1))


def _earlier(count: int) -> str:
    are = "is" if count == 1 else "are"
    return f"{count_of(count, 'earlier question')} of this conversation {are} kept in this browser and not shown here."


def render_exchange(exchange: Exchange, turn: int) -> str:
    """Return one question and its outcome as HTML; `turn` counts from 1 and makes its ids unique."""
    question = (
        f'<h2 class="question" id="question-{turn}" dir="auto" tabindex="-1">'
        f'<span class="visually-hidden">Question {turn}: </span>{show(exchange.question)}</h2>'
    )
    if exchange.filters:
        question += f'<p class="asked-of">Asked only of {show("; ".join(exchange.filters))}</p>'
    if exchange.answer:
        actions = render_actions(exchange, turn) if exchange.answer.status is not AnswerStatus.out_of_scope else ""
        outcome = render_answer(exchange.answer, turn, instead=exchange.instead, texts=exchange.texts, actions=actions)
    elif exchange.problem:
        outcome = (
            f'<div class="outcome problem" data-outcome="problem"><p>{show(exchange.problem)}</p>'
            f"{_was(exchange, turn)}</div>"
        )
    else:
        outcome = (
            f'<div class="outcome pending" data-outcome="pending" data-stage="{exchange.stage.name}">'
            f"<p>{exchange.stage.value}</p></div>"
        )
    if exchange.is_pending:  # in ASCII: nothing hidden in an attribute
        kept = f' data-asked="{escape(json.dumps(exchange.question))}"'
    else:
        kept = f' data-saved="{escape(save(exchange))}"'
    return (
        f'<article class="turn" data-turn="{turn}" data-number="{exchange.number}"{kept} '
        f'aria-labelledby="question-{turn}">{question}{outcome}</article>'
    )


def _was(exchange: Exchange, turn: int) -> str:
    """Return what was answered before the evidence changed, as what it is: nothing that can be cited."""
    if not exchange.was:
        return ""
    return (
        f'<details class="why" id="was-{turn}"><summary>What was answered then</summary>'
        f'<p class="was" dir="auto">{show(exchange.was)}</p></details>'
    )


def render_answer(
    answer: Answer,
    turn: int,
    *,
    instead: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
    actions: str = "",
) -> str:
    """Return an answer as HTML: what it says, where that stands, how sure it is.

    Args:
        answer: the answer record.
        turn: number of the question in its conversation.
        instead: questions that could be asked instead.
        texts: SHA-256 of the stored text, by document, for links to the passages considered.
        actions: HTML of what can be done with the answer.
    """
    if answer.status is AnswerStatus.answered:
        body = _statements(answer, turn) + _sources(answer, turn)
    elif answer.status is AnswerStatus.insufficient_evidence:
        body = _abstention(answer, turn, instead)
    else:
        body = f'<div class="said">{_reply(answer.text)}</div>'
    foot = ""
    if answer.status is not AnswerStatus.out_of_scope:
        foot = f'<div class="foot">{_facts(answer)}{actions}{render_why(answer, turn, texts or {})}</div>'
    return (
        f'<div class="outcome {answer.status.value}" data-outcome="{answer.status.value}">'
        f"{_understood_as(answer)}{body}{foot}</div>"
    )


def _reply(text: str) -> str:
    """Return a reply that claims nothing, what it lists as a list."""
    lines = text.split("\n")
    items = [line.removeprefix(LISTED) for line in lines if line.startswith(LISTED)]
    said = "\n".join(line for line in lines if not line.startswith(LISTED))
    listed = "".join(f'<li dir="auto">{show(item)}</li>' for item in items)
    return f'<p class="statement">{show(said)}</p>' + (f'<ul class="listed">{listed}</ul>' if items else "")


def _understood_as(answer: Answer) -> str:
    standalone = answer.standalone_question
    if not standalone or plain(standalone).casefold() == plain(answer.question).casefold():
        return ""
    return f'<p class="understood">Understood as: {show(standalone)}</p>'


def _statements(answer: Answer, turn: int) -> str:
    if not answer.statements:
        return f'<div class="said"><p class="statement">{show(answer.text)}</p></div>'
    numbered = {citation.number: citation for citation in answer.citations}
    differs = difference(answer)
    told = f'<p class="differs">{show(differs)}</p>' if differs else ""
    said = "".join(
        _statement(statement, numbered, turn, table)
        for statement, table in zip(answer.statements, tables_of(answer), strict=True)
    )
    gaps = "".join(f'<p class="unanswered" role="note">{show(gap)}</p>' for gap in gaps_of(answer))
    unsure = doubt(answer)
    before = f'<p class="doubt" role="note">{unsure}</p>' if unsure else ""
    return f'<div class="said">{before}{said}{told}{gaps}</div>'


def _statement(statement: Statement, citations: dict[int, Citation], turn: int, table: str) -> str:
    context = f'<span class="context">{show(statement.context)}</span> ' if statement.context else ""
    words = show_spans(statement.text, [statement.exact] if statement.exact else [], tag="strong")
    markers = "".join(
        _marker(citations[number], turn, _exact_in(statement, citations[number]))
        for number in statement.citations
        if number in citations
    )
    cited = f'<span class="markers">{_NO_BREAK}{markers}</span>' if markers else ""
    how = f' <span class="calculated">Calculated: {show(statement.calculated)}</span>' if statement.calculated else ""
    where = f' <span class="from-table">{show(table)}</span>' if table else ""
    return f'<p class="statement" dir="auto">{context}{words}{cited}{how}{where}</p>'


def _exact_in(statement: Statement, citation: Citation) -> Span | None:
    """Return where the exact answer stands in a citation's quote, if the statement is that quote or parts of it."""
    if statement.exact is None or statement.text == citation.quote:
        return statement.exact
    first, last = statement.exact
    start = statement.text.rfind(OMITTED, 0, first) + len(OMITTED) if OMITTED in statement.text[:first] else 0
    part = statement.text[start:].split(OMITTED)[0].removesuffix(GOES_ON)
    if citation.quote.count(part) != 1:
        return None
    offset = citation.quote.index(part) - start
    return first + offset, last + offset


def _marker(citation: Citation, turn: int, exact: Span | None) -> str:
    return (
        f'<a class="marker" href="{escape(evidence_url(citation, exact))}" data-evidence="{turn}-{citation.number}" '
        f'aria-label="Source {citation.number}: {attribute(source_line(citation))}">[{citation.number}]</a>'
    )


def _sources(answer: Answer, turn: int) -> str:
    if not answer.citations:
        return ""
    exact = {
        number: words
        for statement in answer.statements
        for number in statement.citations
        for citation in answer.citations
        if citation.number == number and (words := _exact_in(statement, citation))
    }
    cards = "".join(
        _card(citation, turn, numbered=True, exact=exact.get(citation.number)) for citation in answer.citations
    )
    return f'<h3>{"Source" if len(answer.citations) == 1 else "Sources"}</h3><ol class="cards">{cards}</ol>'


def _abstention(answer: Answer, turn: int, instead: Sequence[str]) -> str:
    said = f'<div class="said"><p class="statement"><strong>{NO_ANSWER}</strong></p></div>'
    buttons = render_questions(instead)
    asked = (
        f'<h3 id="instead-{turn}">What it does say: questions to ask instead</h3>'
        f'<ul class="examples" aria-labelledby="instead-{turn}">{buttons}</ul>'
        if instead
        else ""
    )
    if not answer.closest:
        return said + asked
    cards = "".join(
        _card(citation, turn, numbered=False, lacks=not_named(answer.standalone_question or answer.question, citation))
        for citation in answer.closest
    )
    return f'{said}<h3>Closest evidence, not an answer</h3><ul class="cards closest">{cards}</ul>{asked}'


def _card(
    citation: Citation, turn: int, *, numbered: bool, exact: Span | None = None, lacks: Sequence[str] = ()
) -> str:
    number = f'<span class="number" aria-hidden="true">{citation.number}</span>' if numbered else ""
    place = " · ".join(show(part) for part in (date_in_words(citation.date), citation.locator.describe()) if part)
    copied = escape(quote_with_reference(citation))
    gap = f'<p class="lacks">Does not name {show(", ".join(lacks))}.</p>' if lacks else ""
    of = f" of source {citation.number}" if numbered else f" from {attribute(citation.title)}"
    return (
        f'<li class="card" data-card="{turn}-{citation.number}">'
        f'<p class="card-head">{number}<a class="open" href="{escape(evidence_url(citation, exact))}" '
        f'data-evidence="{turn}-{citation.number}">'
        f'<bdi>{show(citation.title)}</bdi><span class="visually-hidden">, open the evidence</span></a></p>'
        f'<p class="place">{place}</p>{_origin(citation)}'
        f'<blockquote dir="auto">{_quoted(citation, exact)}</blockquote>{gap}'
        f'<button type="button" class="copy small" data-copy="{copied}">Copy quote'
        f'<span class="visually-hidden">{of}</span></button></li>'
    )


def _origin(citation: Citation) -> str:
    """Return whether the words are the publisher's own, and the way to the original."""
    said = f"<span>{NOT_ORIGINAL}</span>" if citation.is_digest else ""
    origin = f"{said}{render_original(citation.url, citation.title)}"
    return f'<p class="origin">{origin}</p>' if origin else ""


def _quoted(citation: Citation, exact: Span | None) -> str:
    """Return the quote marked, its exact answer in bold, with the nearest words of its passage on either side."""
    found = find_words(citation.quote, citation.passage)
    before, after = (
        ("", "") if found is None else (citation.passage[:found], citation.passage[found + len(citation.quote) :])
    )
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    first, last = exact or (0, 0)
    parts = (before, citation.quote[:first], citation.quote[first:last], citation.quote[last:], after)
    before, head, words, tail, after = (show(re.sub(r"\n{2,}", "\n", part)) for part in parts)
    return f"{before}<mark>{head}{f'<strong>{words}</strong>' if words else ''}{tail}</mark>{after}"


def _dated(citation: Citation) -> str:
    digest = "a digest of " if citation.is_digest else ""
    return f"{digest}{citation.title} ({date_in_words(citation.date) or 'no date'})"


def _facts(answer: Answer) -> str:
    dated: dict[str, str] = {}
    for citation in answer.citations:
        dated.setdefault(citation.document, _dated(citation))
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
    return f'<ul class="facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'
