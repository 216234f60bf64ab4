"""What stands around the conversation, as HTML: the head, the welcome, the note, the filters, past conversations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.web.text import attribute, count_of, date_in_words, show

if TYPE_CHECKING:
    from assistant.documents import DocumentSummary


def render_header(documents: int, first_year: str, last_year: str, *, navigation: str = "", buttons: str = "") -> str:
    """Return the head of the page: where one can go, how much evidence there is, past conversations.

    Args:
        documents: how many are indexed.
        first_year: of the oldest; may be empty.
        last_year: of the newest; may be empty.
        navigation: HTML of the links to the other pages.
        buttons: HTML of more buttons, before that of past conversations.
    """
    years = (
        f", {escape(first_year)}" + (f" to {escape(last_year)}" if last_year != first_year else "")
        if first_year
        else ""
    )
    return (
        f'<a class="skip" href="#question">Skip to the question</a>{navigation}'
        '<div class="masthead"><h1>Ask the evidence</h1>'
        f"<p>{count_of(documents, 'document')}{years}</p>"
        f'<div class="opened-here">{buttons}'
        '<button type="button" class="quiet" id="past-open" aria-haspopup="dialog">Past conversations</button>'
        "</div></div>"
    )


def render_welcome(examples: Sequence[str]) -> str:
    """Return what stands in an empty conversation: what to expect, and questions to start from."""
    start = (
        '<h2 id="start">Questions to start from</h2>'
        f'<ul class="examples" aria-labelledby="start">{render_questions(examples)}</ul>'
        if examples
        else ""
    )
    return (
        '<section class="welcome"><p class="lead">Ask a question. The answer comes in the words of the evidence, '
        "and each sentence leads to the place where it stands. Where the evidence does not say, the assistant says so."
        "</p>"
        f"{start}</section>"
    )


def render_note(message: str) -> str:
    """Return a note beside the question box: why a question was not asked."""
    return f'<p class="note" role="alert">{show(message)}</p>' if message else ""


def render_filters(documents: Sequence[DocumentSummary]) -> str:
    """Return the dialog in which a question is limited to a part of the evidence base.

    What is ticked is kept in the page's address by `filters.js`, and shown beside the question box.
    """
    kinds = sorted({document.kind for document in documents if document.kind})
    places = sorted({place for document in documents for place in document.geography})
    titles = sorted(
        ((document.id, document.title, date_in_words(document.date)) for document in documents),
        key=lambda entry: entry[1].casefold(),
    )
    return (
        '<dialog id="filters" class="sheet-dialog" aria-labelledby="filters-title">'
        '<div class="bar"><h2 id="filters-title" tabindex="-1">Filters</h2>'
        '<button type="button" class="close" data-close="filters">Close</button></div>'
        '<div class="dialog-content"><p class="hint">Ask only a part of the evidence base. The filters stand in the '
        "address of this page, so that it can be shared.</p>"
        f"{_choices('kind', 'Kind of document', ((kind, kind, '') for kind in kinds))}"
        f"{_choices('place', 'Place', ((place, place, '') for place in places))}"
        f"{_DATES}"
        f"{_choices('document', 'Document', titles)}"
        '</div><div class="bar foot-bar"><button type="button" class="close" id="filters-clear">Clear all</button>'
        '<button type="button" class="close primary" data-close="filters">Done</button></div>'
        f"{ANNOUNCER}</dialog>"
    )


def _choices(name: str, legend: str, choices: Iterable[tuple[str, str, str]]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}" data-label="{attribute(label)}">'
        f'<span dir="auto">{show(label)}{f" <small>{show(more)}</small>" if more else ""}</span></label>'
        for value, label, more in choices
    )
    return f'<fieldset class="choices by-{name}"><legend>{legend}</legend>{boxes}</fieldset>' if boxes else ""


def render_questions(questions: Iterable[str]) -> str:
    """Return questions that can be asked by a click, as items of a list."""
    return "".join(
        f'<li><button type="button" class="example" data-question="{attribute(one)}">{show(one)}</button></li>'
        for one in questions
    )


_DATES = (
    '<fieldset class="choices by-date"><legend>Published</legend>'
    '<p class="hint" id="dates-hint">A year or a date, such as 2020 or 2020-09.</p>'
    '<label for="filter-from">From</label>'
    '<input type="text" id="filter-from" name="from" maxlength="10" autocomplete="off" aria-describedby="dates-hint">'
    '<label for="filter-to">To</label>'
    '<input type="text" id="filter-to" name="to" maxlength="10" autocomplete="off" aria-describedby="dates-hint">'
    "</fieldset>"
)

ANNOUNCER = '<div class="visually-hidden announcer" role="status"></div>'
"""What screen readers are told while a dialog is open: they hear nothing of the page behind it."""

PAST = (
    '<dialog id="past" class="sheet-dialog" aria-labelledby="past-title">'
    '<div class="bar"><h2 id="past-title" tabindex="-1">Past conversations</h2>'
    '<button type="button" class="close" data-close="past">Close</button></div>'
    '<div class="dialog-content"><p class="hint">Kept in this browser only, the last 50.</p>'
    '<label for="past-search">Search questions and answers</label>'
    '<input type="search" id="past-search" autocomplete="off" maxlength="200">'
    '<p class="hint" id="past-count" role="status"></p>'
    '<div class="undone" id="past-undone" hidden><p></p>'
    '<button type="button" class="quiet" id="past-undo">Undo</button></div>'
    f'<ul id="past-list"></ul></div>{ANNOUNCER}</dialog>'
)
"""The dialog with the conversations of this browser; `conversations.js` fills it."""

EVIDENCE_PANEL = (
    '<dialog id="evidence" aria-labelledby="evidence-title">'
    '<div class="bar"><span aria-hidden="true">Evidence</span><button type="button" class="close" id="evidence-close">'
    'Close<span class="visually-hidden"> the evidence</span></button></div>'
    '<div class="evidence-content" id="evidence-content"></div>'
    f"{ANNOUNCER}</dialog>"
    '<div class="placeholder"><p>The evidence appears here: choose a marker such as '
    '<span class="marker-sample">[1]</span>, or the title of a source.</p></div>'
)
