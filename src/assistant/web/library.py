"""The page Evidence base as HTML: the documents in a table, how to find one, and how to add, remove and index."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from html import escape
from urllib.parse import quote, urlencode

from assistant.schema import DIGEST, NOT_ORIGINAL
from assistant.users import User
from assistant.web.catalogue import Catalogue, Entry, State, Wanted, select
from assistant.web.indexer import Progress
from assistant.web.library_changes import render_administration
from assistant.web.original import render_original
from assistant.web.text import count_of, date_in_words, show

ROWS = 100
"""Documents shown at once; a page of more is slow to read and to draw."""
_COLUMNS = (
    ("title", "Document"),
    ("publisher", "Publisher"),
    ("date", "Date"),
    ("kind", "Kind"),
    ("", "Places"),
    ("pages", "Pages"),
    ("passages", "Passages"),
    ("ocr", "Scanned"),
    ("state", "State"),
)
_NUMBERS = ("Pages", "Passages", "Scanned")
_NAMES = {"words": "q", "first_year": "from", "last_year": "to", "order": "sort"}
"""What the parts of `Wanted` are called in the page's address, where that is shorter."""


def wanted_from(query: Callable[[str], str]) -> Wanted:
    """Return what an address asks for; `query` returns a parameter's value, "" where it has none."""
    names = asdict(Wanted())
    asked = {name: query(_NAMES.get(name, name)).strip()[:200] for name in names}
    return Wanted(**{name: value or names[name] for name, value in asked.items()})


def render_library(
    catalogue: Catalogue, wanted: Wanted, page: int, progress: Progress, user: User, *, megabytes: int
) -> str:
    """Return the content of the page.

    Args:
        catalogue: all there is.
        wanted: what of it is shown.
        page: which hundred of it, from 1.
        progress: of the index.
        user: an administrator gets what changes the evidence base.
        megabytes: largest file that can be added.
    """
    documents = catalogue.documents
    built = f", indexed {_moment(catalogue.built)}" if catalogue.built else ""
    lead = f"{count_of(len(documents), 'document')}, {count_of(sum(e.passages for e in documents), 'passage')}{built}."
    return (
        f'<p class="lead" id="held">{lead} Every answer comes from these.</p>'
        + (render_administration(progress, megabytes) if user.is_administrator else "")
        + _filters(catalogue.entries, wanted)
        + f'<div id="results">{render_results(catalogue, wanted, page, user)}</div>'
    )


def render_results(catalogue: Catalogue, wanted: Wanted, page: int, user: User) -> str:
    """Return the table and what stands under it: the part that a search changes."""
    found = select((entry for entry in catalogue.entries if entry.state is not State.skipped), wanted)
    total = len(catalogue.entries) - len(catalogue.skipped)
    pages = max(1, -(-len(found) // ROWS))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * ROWS : page * ROWS]
    told = count_of(total, "file") if len(found) == total else f"{len(found):,} of {count_of(total, 'file')}"
    return (
        f'<p class="count" role="status">{told}</p>'
        + (_table(shown, wanted, user) if shown else _nothing(total))
        + _paging(wanted, page, pages)
        + _skipped(catalogue.skipped, user)
        + _warnings(catalogue.warnings)
    )


def _filters(entries: Sequence[Entry], wanted: Wanted) -> str:
    kinds = sorted({entry.kind for entry in entries if entry.kind})
    places = sorted({place for entry in entries for place in entry.places})
    states = [state for state in State if state is not State.skipped and any(e.state is state for e in entries)]
    years = sorted({entry.date[:4] for entry in entries if entry.date[:4].isdigit()})
    order = f'<input type="hidden" name="sort" value="{escape(wanted.order)}">' if wanted.order != "title" else ""
    clear = '<a class="clear" href="/library">Show all</a>' if replace(wanted, order="title") != Wanted() else ""
    return (
        '<form class="filters" id="filters" action="/library" role="search" aria-label="Evidence base">'
        f'<div class="wide"><label for="q">Search titles, publishers, places</label>'
        f'<input id="q" name="q" type="search" value="{escape(wanted.words)}" maxlength="200" autocomplete="off"></div>'
        + _choice("kind", "Kind", [(kind, kind) for kind in kinds], wanted.kind)
        + _choice("place", "Place", [(place, place) for place in places], wanted.place)
        + (_choice("state", "State", [(s, s) for s in states], wanted.state) if len(states) > 1 else "")
        + _choice("from", "From", [(year, year) for year in years], wanted.first_year, every="any year")
        + _choice("to", "To", [(year, year) for year in years], wanted.last_year, every="any year")
        + f'{order}<div class="go"><button>Search</button>{clear}</div></form>'
    )


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, *, every: str = "all") -> str:
    if not options:
        return ""
    inside = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{show(text)}</option>'
        for value, text in options
    )
    return (
        f'<div><label for="{name}">{label}</label><select id="{name}" name="{name}">'
        f'<option value="">{every}</option>{inside}</select></div>'
    )


def _table(entries: Iterable[Entry], wanted: Wanted, user: User) -> str:
    # The roles are those that the elements have anyway: on a narrow screen the rows are laid out as blocks, and
    # browsers then forget that they are a table.
    head = "".join(_column(order, name, wanted) for order, name in _COLUMNS)
    last = '<th role="columnheader" scope="col"><span class="visually-hidden">Change</span></th>'
    rows = "".join(_row(entry, user) for entry in entries)
    return (
        '<div class="scroll"><table class="list" role="table"><caption class="visually-hidden">Documents of the '
        'evidence base</caption><thead role="rowgroup"><tr role="row">'
        f'{head}{last if user.is_administrator else ""}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _column(order: str, name: str, wanted: Wanted) -> str:
    number = ' class="amount"' if name in _NUMBERS else ""
    if not order:
        return f'<th role="columnheader" scope="col">{name}</th>'
    sorted_ = wanted.order == order
    direction = "descending" if order in ("date", "pages", "passages", "ocr") else "ascending"
    state = f' aria-sort="{direction}"' if sorted_ else ""
    address = _address(replace(wanted, order=order))
    return f'<th role="columnheader" scope="col"{number}{state}><a href="{address}">{name}</a></th>'


def _row(entry: Entry, user: User) -> str:
    file = f'<span class="file">{_file(entry)}</span>' if entry.id or entry.file != entry.title else ""
    note = f'<span class="fine">{show(entry.note)}</span>' if entry.note else ""
    when = f'<span class="when">{_moment(entry.indexed)}</span>' if entry.indexed else ""
    scanned = "" if entry.ocr is None else f"{entry.ocr:.0%}"
    cells = [
        ("Publisher", show(entry.publisher), ""),
        ("Date", show(date_in_words(entry.date)), ""),
        ("Kind", show(entry.kind), ""),
        ("Places", ", ".join(show(place) for place in entry.places), ""),
        ("Pages", f"{entry.pages:,}" if entry.pages else "", "amount"),
        ("Passages", f"{entry.passages:,}" if entry.passages else "", "amount"),
        ("Scanned", scanned, "amount"),
        ("State", f'<span class="state {entry.state.name}">{entry.state}</span>{when}{note}', ""),
    ]
    return (
        f'<tr role="row"><th role="rowheader" scope="row"><bdi>{show(entry.title)}</bdi>{file}{_origin(entry)}</th>'
        + "".join(_cell(name, value, kind) for name, value, kind in cells)
        + (_remove(entry) if user.is_administrator else "")
        + "</tr>"
    )


def _origin(entry: Entry) -> str:
    """Return whether the document is a digest, and the way to its original."""
    said = f"<span>{NOT_ORIGINAL}</span>" if entry.form == DIGEST else ""
    origin = f"{said}{render_original(entry.url, entry.title)}"
    return f'<span class="origin">{origin}</span>' if origin else ""


def _file(entry: Entry) -> str:
    name = f"<bdi>{show(entry.file)}</bdi>"
    if not (entry.id and entry.in_folder):
        return name
    address = escape(f"/evidence/{quote(entry.id, safe='')}/file")
    return f'<a href="{address}"><span class="visually-hidden">Open </span>{name}</a>'


def _cell(name: str, value: str, kind: str) -> str:
    empty = " none" if not value else ""
    return f'<td role="cell" class="{kind}{empty}" data-name="{name}">{value or "–"}</td>'


def _remove(entry: Entry) -> str:
    if not entry.in_folder:
        return '<td role="cell" class="none"></td>'
    return f'<td role="cell" class="change">{_removal_link(entry)}</td>'


def _removal_link(entry: Entry) -> str:
    address = f"/library/remove?{urlencode({'file': entry.file})}"
    return f'<a href="{escape(address)}">Remove<span class="visually-hidden"> {show(entry.title)}</span></a>'


def _nothing(total: int) -> str:
    if total:
        return '<p class="empty">No document fits. <a href="/library">Show all</a></p>'
    return '<p class="empty">The evidence base is empty: add a file, or put some into the corpus folder.</p>'


def _paging(wanted: Wanted, page: int, pages: int) -> str:
    if pages == 1:
        return ""
    before = f'<a rel="prev" href="{_address(wanted, page - 1)}">Previous</a>' if page > 1 else ""
    after = f'<a rel="next" href="{_address(wanted, page + 1)}">Next</a>' if page < pages else ""
    return f'<nav class="paging" aria-label="More documents">{before}<span>{page} of {pages}</span>{after}</nav>'


def _skipped(entries: Sequence[Entry], user: User) -> str:
    if not entries:
        return '<section class="under"><h2>Skipped</h2><p>Nothing was skipped: every file was read.</p></section>'
    return (
        f'<section class="under"><h2 id="skipped" tabindex="-1">Skipped '
        f'<span class="quiet">{count_of(len(entries), "file")}</span></h2>'
        f"{_reasons(_reason(entry, user) for entry in entries)}</section>"
    )


def _reason(entry: Entry, user: User) -> tuple[str, str, str]:
    link = f'<span class="change">{_removal_link(entry)}</span>' if user.is_administrator and entry.in_folder else ""
    return entry.file, entry.note, link


def _warnings(warnings: Sequence[tuple[str, str]]) -> str:
    if not warnings:
        return ""
    return (
        f'<details class="under"><summary><h2>Read, with something to know '
        f'<span class="quiet">{count_of(len(warnings), "remark")}</span></h2></summary>'
        f"{_reasons((*pair, '') for pair in warnings)}</details>"
    )


def _reasons(told: Iterable[tuple[str, str, str]]) -> str:
    """Return files with reasons, and HTML of what can be done about each."""
    inside = "".join(
        f"<div><dt><bdi>{show(file)}</bdi></dt><dd>{show(reason)} {link}</dd></div>" for file, reason, link in told
    )
    return f'<dl class="reasons">{inside}</dl>'


def _address(wanted: Wanted, page: int = 1) -> str:
    standard = asdict(Wanted())
    given = {_NAMES.get(name, name): value for name, value in asdict(wanted).items() if value != standard[name]}
    if page > 1:
        given["page"] = str(page)
    return escape(f"/library?{urlencode(given)}" if given else "/library")


def _moment(moment: datetime.datetime) -> str:
    local = moment.astimezone()
    return f'<time datetime="{moment.isoformat(timespec="minutes")}">{local.day} {local:%b %Y, %H:%M}</time>'
