"""What the register says to a question about the documents themselves.

"When was it published?", "Who published the panel paper?", "Which page is Table A.4 on?", "What is the latest
document?", "Which documents are about Bradford?". Whatever is not plainly one of these is left to the evidence: a
question about an opening or a launch is about what a document says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.periods import published
from assistant.answering.register.naming import find_document, points_at_document, readable_date
from assistant.answering.register.questions import (
    ABOUT,
    BY,
    DATED,
    LATEST,
    NOUN,
    OF_DATE,
    PAGES,
    PLACE,
    PUBLISHED,
    TITLE,
    WHO,
)
from assistant.corpus.document import Block, BlockKind, Document, Source
from assistant.english.counts import count_of
from assistant.english.dates import with_whole_months
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import content_terms

_TOPIC = re.compile(r"\(([^()]+)\)\s*\??\s*$")
_AUTHORS = re.compile(r"^authors?\b", re.IGNORECASE)
_AUTHOR_LINE = re.compile(r"(?:authors?(?:\(s\))?:|written by) +", re.IGNORECASE)
_NEXT_LABEL = re.compile(r"[.;,]? +[A-Z][\w-]*(?: [a-z][\w-]*){0,2}: ")
"""Where another entry of the same line begins: " Contact: "."""
_AUTHOR_CHARACTERS = range(3, 121)
_PLURAL = re.compile(r"(?<=s|x|z|h)es\b")
"""An ending that the index takes only the "s" from ("buses")."""
_OLDEST = ("oldest", "earliest")
_TITLE_BLOCKS = 20  # from the beginning; a cover has few
_LOOKED_THROUGH = 200  # documents that are read for a table whose document is not named: each takes milliseconds
_MOST = 12  # documents named in one reply
_CAPTION = re.compile(r"\s*[:.–—-]|\s+[A-Z“\"]|$")
"""What follows the number in a caption or heading, but not in a sentence ("Table A.4 shows")."""


class Register(Protocol):
    """What is asked of a passage store."""

    def sources(self) -> list[tuple[Source, int, int]]:
        """Return each document's source, its pages that were read and its passages."""

    @property
    def document(self) -> Callable[[str], Document]:
        """Return a document by its id."""


@dataclass(frozen=True)
class RegisterStatement:
    """One sentence about a document, with the words of the document that it points at.

    Attributes:
        text: the sentence.
        exact: start and end of the exact answer within `text`.
        start, end: offsets in the stored text of the title, caption or row that is quoted.
        basis: what the sentence was made from, for `Statement.calculated`.
    """

    text: str
    exact: tuple[int, int]
    document: Document
    start: int
    end: int
    basis: str


def register_reply(
    question: str, register: Register, *, documents: Sequence[str] = ()
) -> tuple[RegisterStatement, ...] | None:
    """Return what the register and the structure say; None for a question that is not about the documents themselves.

    Args:
        question: a standalone question; what it is about may stand in brackets at its end.
        register: the passage store.
        documents: ids of the only documents that may answer; empty for all.
    """
    topic = _TOPIC.search(question)
    plain = with_whole_months(question[: topic.start()].strip() if topic else question.strip())
    for pattern, answer in _ANSWERS:
        match = pattern.match(plain)
        if match:
            sources = [source for source, _, _ in register.sources() if not documents or source.id in documents]
            asked = _Asked(match, sources, register, topic.group(1) if topic else "")
            return tuple(answer(asked)) or None
    return None


@dataclass(frozen=True)
class _Asked:
    """A question that matched, and what may answer it."""

    match: re.Match[str]
    sources: Sequence[Source]
    register: Register
    topic: str

    def group(self, *names: str) -> str:
        """Return the first of these groups that took part in the match."""
        return next((found for name in names if (found := self.match.group(name))), "")

    def named(self, phrase: str) -> Document | None:
        """Return the document a phrase names, or points at where the topic names it or there is only one."""
        found = find_document(phrase, self.sources)
        if found is None and points_at_document(phrase):
            subjects = [part.strip() for part in self.topic.split(",")]
            hits = self._hits(part for part in subjects if NOUN.search(part)) or self._hits(subjects)
            candidates = hits or (list(self.sources) if not self.topic else [])
            found = candidates[0] if len(candidates) == 1 else None
        return self.register.document(found.id) if found else None

    def _hits(self, phrases: Iterable[str]) -> list[Source]:
        """Return the documents that phrases name, one each."""
        found = (find_document(phrase, self.sources) for phrase in phrases)
        return list({source.id: source for source in found if source}.values())


def _published(asked: _Asked) -> Iterator[RegisterStatement]:
    yield from _date(asked.named(asked.group("what")))


def _dated(asked: _Asked) -> Iterator[RegisterStatement]:
    """Yield a date only where the question names a document as one: "How old is Nexus?" asks about a building."""
    phrase = asked.group("a", "b", "c")
    document = asked.named(phrase)
    if document is None:
        return
    title = content_terms(document.source.title.split(":")[0])
    if points_at_document(phrase) or NOUN.search(phrase) or set(title) == set(content_terms(phrase)):
        yield from _date(document)


def _date(document: Document | None) -> Iterator[RegisterStatement]:
    if document is not None and document.source.date:
        date = readable_date(document.source.date)
        yield _about(document, f"{_name(document)} is dated ", date, ".", "the register's date")


def _publisher(asked: _Asked) -> Iterator[RegisterStatement]:
    document = asked.named(asked.group("a", "b", "c"))
    if document is None:
        return
    verb = asked.group("verb", "verb2", "verb3").lower()
    if verb.startswith(("wrote", "writt", "author")):
        row = _author_row(document)
        if row is not None:
            yield row
            return
    if document.source.publisher:
        text = f"{_name(document)} was published by "
        yield _about(document, text, document.source.publisher, ".", "the register's publisher")


def _author_row(document: Document) -> RegisterStatement | None:
    """Return the table row or the line that names the authors, as it stands."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is BlockKind.table_row and len(block.cells) > 1 and _AUTHORS.search(block.row or ""):
            exact = (block.cells[1].start - block.start, block.cells[1].end - block.start)
            return RegisterStatement(text, exact, document, block.start, block.end, "")
        names = _authors_in(text) if block.kind is BlockKind.paragraph else None
        if names:
            return RegisterStatement(text, names, document, block.start, block.end, "")
    return None


def _authors_in(text: str) -> tuple[int, int] | None:
    """Return where the authors stand in a line that names them: up to its next entry, or the end of the sentence."""
    line = _AUTHOR_LINE.match(text)
    if line is None or "\n" in text.strip():
        return None
    start, end = split_sentences(text, start=line.end())[0] if line.end() < len(text) else (0, 0)
    following = _NEXT_LABEL.search(text, start, end)
    end = following.start() if following else end
    end -= text[start:end].endswith(".")
    return (start, end) if end - start in _AUTHOR_CHARACTERS else None


def _pages(asked: _Asked) -> Iterator[RegisterStatement]:
    document = asked.named(asked.group("a", "b"))
    if document is None:
        return
    if document.pages:
        count = count_of(document.pages[-1].number, "page")
        yield _about(document, f"{_name(document)} has ", count, ".", "the pages of the file")
    else:
        yield _about(document, f"{_name(document)} is stored as ", "text without pages", ".", "the file")


def _place(asked: _Asked) -> Iterator[RegisterStatement]:
    """Yield where each table, figure or appendix of that number stands."""
    label, of = asked.group("label"), asked.match["of"]
    if of:
        document = asked.named(of)
        among = [document] if document else []
    elif len(asked.sources) <= _LOOKED_THROUGH:
        among = [asked.register.document(source.id) for source in asked.sources]
    else:
        return
    for document in among:
        span = _caption(document, label)
        if span is None:
            continue
        locator = document.locate(*span)
        heading = locator.heading.rsplit(" > ", 1)[-1] if locator.heading else ""
        if locator.page is not None:
            printed = locator.page_label if locator.page_label != str(locator.page) else None
            where = f"on page {locator.page}" + (f" (printed {printed})" if printed else "")
        elif heading and not heading.lower().startswith(label.lower()):
            where = f"under “{heading}”; the file has no pages"
        else:
            continue
        start = f"{label[0].upper()}{label[1:]} of {_name(document)} is "
        yield RegisterStatement(
            f"{start}{where}.", (len(start), len(start) + len(where)), document, *span, "the structure of the file"
        )


def _caption(document: Document, label: str) -> tuple[int, int] | None:
    """Return the caption or heading that begins with a label, else the first row of the table it belongs to."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is not BlockKind.table_row and _begins_with(text, label):
            return block.start, block.end
    for block in document.blocks:
        if block.table and _begins_with(block.table, label):
            return block.start, block.end
    return None


def _begins_with(text: str, label: str) -> bool:
    return text.lower().startswith(label.lower()) and bool(_CAPTION.match(text[len(label) :]))


def _latest(asked: _Asked) -> Iterator[RegisterStatement]:
    by, about = asked.group("by", "body"), asked.group("about")
    among = _by(asked, by) if by else _of_topic(asked.sources, about) if about else asked.sources
    dated = [source for source in among if source.date]
    oldest = asked.group("way", "way2").lower() in _OLDEST
    of = f" by {by}" if by else f" about {about}" if about else ""
    which = f"{'oldest' if oldest else 'latest'} of {len(among)} documents" if len(among) > 1 else "only document"
    found = _last_or_first(dated, first=oldest)
    for source in found[:_MOST]:
        document = asked.register.document(source.id)
        lead = f"{'Among the' if len(found) > 1 else 'The'} {which}{of} is "
        rest = f", dated {readable_date(source.date)}."
        yield _about(document, lead, _name(document), rest, "the register's dates")


def _last_or_first(sources: Sequence[Source], *, first: bool) -> list[Source]:
    """Return the documents that none is surely later than, or before: one of 2024 may be later than one of May 2024."""
    moments = [published(source.date) for source in sources]
    return [
        source
        for source, own in zip(sources, moments, strict=True)
        if not any(own.after(other) if first else other.after(own) for other in moments)
    ]


def _on(asked: _Asked) -> Iterator[RegisterStatement]:
    """Yield the documents whose places or title name what is asked, newest first."""
    yield from _listed(asked, _of_topic(asked.sources, asked.group("about")), "the register's places and titles")


def _of_topic(sources: Sequence[Source], topic: str) -> list[Source]:
    """Return the documents of which a place is what is asked, or whose title names it, in the singular or plural."""
    wordings = [set(content_terms(wording)) for wording in (topic, _PLURAL.sub("", topic))]
    return [
        source
        for source in sources
        for places in [[set(content_terms(place)) for place in source.geography]]
        if any(about and (about in places or about <= set(content_terms(source.title))) for about in wordings)
    ]


def _of_date(asked: _Asked) -> Iterator[RegisterStatement]:
    """Yield the documents of a year or month, newest first."""
    wanted = " ".join(asked.group("date").lower().split())
    fitting = [source for source in asked.sources if f" {readable_date(source.date)}".lower().endswith(f" {wanted}")]
    yield from _listed(asked, fitting, "the register's dates")


def _written_by(asked: _Asked) -> Iterator[RegisterStatement]:
    yield from _listed(asked, _by(asked, asked.group("by")), "the register's publishers and the authors' lines")


def _by(asked: _Asked, name: str) -> list[Source]:
    """Return the documents of a publisher, else those whose author's line or row has every word of a name."""
    wanted = set(content_terms(name))
    if not wanted:
        return []
    published = [source for source in asked.sources if wanted <= set(content_terms(source.publisher))]
    if published or len(asked.sources) > _LOOKED_THROUGH:
        return published
    rows = [(source, _author_row(asked.register.document(source.id))) for source in asked.sources]
    return [source for source, row in rows if row and wanted <= set(content_terms(row.text[slice(*row.exact)]))]


def _titled(asked: _Asked) -> Iterator[RegisterStatement]:
    by, about = asked.group("by"), asked.group("about")
    if by or about:
        fitting = _by(asked, by) if by else _of_topic(asked.sources, about)
        yield from _listed(asked, fitting, "the register's titles")
        return
    document = asked.named(asked.group("what"))
    if document is not None:
        yield from _listed(asked, [document.source], "the register's titles")


def _listed(asked: _Asked, sources: Sequence[Source], basis: str) -> Iterator[RegisterStatement]:
    """Yield each document with its date, newest first."""
    for source in sorted(sources, key=lambda source: source.date, reverse=True)[:_MOST]:
        document = asked.register.document(source.id)
        rest = f" ({readable_date(source.date)})" if source.date else ""
        yield _about(document, "", _name(document), f"{rest}.", basis)


_ANSWERS: tuple[tuple[re.Pattern[str], Callable[[_Asked], Iterator[RegisterStatement]]], ...] = (
    (PUBLISHED, _published),
    (DATED, _dated),
    (WHO, _publisher),
    (PAGES, _pages),
    (PLACE, _place),
    (LATEST, _latest),
    (OF_DATE, _of_date),
    (BY, _written_by),
    (TITLE, _titled),
    (ABOUT, _on),
)


def _about(document: Document, before: str, exact: str, after: str, basis: str) -> RegisterStatement:
    """Return a statement that quotes the document's own title."""
    span = (len(before), len(before) + len(exact))
    return RegisterStatement(f"{before}{exact}{after}", span, document, *_title(document), basis)


def _title(document: Document) -> tuple[int, int]:
    """Return where the document writes its title: the block near its beginning that is most like it."""
    wanted = set(content_terms(document.source.title))

    def likeness(block: Block) -> float:
        terms = set(content_terms(document.text[block.start : block.end]))
        return len(terms & wanted) / len(terms | wanted) if terms else 0.0

    best = max(document.blocks[:_TITLE_BLOCKS], key=likeness, default=None)
    return (best.start, best.end) if best else (0, len(document.text))


def _name(document: Document) -> str:
    return f"“{document.source.title}”"
