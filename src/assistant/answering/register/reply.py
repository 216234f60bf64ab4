"""What the register says to a question about the documents themselves.

"When was it published?", "Who published the panel paper?", "Which page is Table A.4 on?", "What is the latest
document?", "Which documents are about Bradford?". Whatever is not plainly one of these is left to the evidence: a
question about an opening or a launch is about what a document says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answering.register.authors import author_row
from assistant.answering.register.lists import latest, of_date, on_topic, titled, written_by
from assistant.answering.register.naming import points_at_document, readable_date
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
from assistant.answering.register.statements import (
    LOOKED_THROUGH,
    Asked,
    Register,
    RegisterStatement,
    of_title,
    quoted_title,
)
from assistant.corpus.document import BlockKind, Document, Source
from assistant.english.counts import count_of
from assistant.english.dates import with_whole_months
from assistant.indexing.lexical import content_terms

_TOPIC = re.compile(r"\(([^()]+)\)\s*\??\s*$")
_OF_TEXTS = re.compile(r"\b(?:publish\w*|wrote|written|author\w*)\b", re.IGNORECASE)
"""Said of texts alone: people, funds and licences are issued or released, too."""
_ARTICLE = re.compile(r"^(?:the|an?|this) ", re.IGNORECASE)
_CAPTION = re.compile(r"\s*[:.–—-]|\s+[A-Z“\"]|$")
"""What follows the number in a caption or heading, but not in a sentence ("Table A.4 shows")."""


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
            asked = Asked(match, sources, register, topic.group(1) if topic else "")
            return tuple(answer(asked)) or None
    return None


def _published(asked: Asked) -> Iterator[RegisterStatement]:
    document = _named_as_document(asked, asked.group("what", "what2"))
    if document is not None and _may_be_by(document.source, asked.group("by")):
        yield from _date(document)


def _may_be_by(source: Source, body: str) -> bool:
    """Whether a document may be of who is asked to have published it: its publisher, or nobody that is named."""
    known = f"{source.publisher} {source.title} {' '.join(source.geography)}"
    return set(content_terms(body)) <= set(content_terms(known))


def _dated(asked: Asked) -> Iterator[RegisterStatement]:
    yield from _date(_named_as_document(asked, asked.group("a", "b", "c")))


def _named_as_document(asked: Asked, phrase: str) -> Document | None:
    """Return a document where a phrase names it as one, not by what it is about.

    "How old is Nexus?" asks about a building, "Who issued the licence?" about no review of licences.
    """
    document = asked.named(phrase)
    if document is None:
        return None
    title = content_terms(document.source.title.split(":")[0])
    is_named = points_at_document(phrase) or NOUN.search(phrase) or set(title) == set(content_terms(phrase))
    is_text = _OF_TEXTS.search(asked.match.group()) and _is_name_in(document.source.title, phrase)
    return document if is_named or is_text else None


def _is_name_in(title: str, phrase: str) -> bool:
    """Whether a phrase is a name of several words that stands in a title: "the Best Harbour Ambition"."""
    name = _ARTICLE.sub("", phrase)
    return name[:1].isupper() and " " in name and name in title


def _date(document: Document | None) -> Iterator[RegisterStatement]:
    if document is not None and document.source.date:
        date = readable_date(document.source.date)
        yield of_title(document, f"{quoted_title(document)} is dated ", date, ".", "the register's date")


def _publisher(asked: Asked) -> Iterator[RegisterStatement]:
    document = _named_as_document(asked, asked.group("a", "b", "c"))
    if document is None:
        return
    verb = asked.group("verb", "verb2", "verb3").lower()
    if verb.startswith(("wrote", "writt", "author")):
        row = author_row(document)
        if row is not None:
            yield row
            return
    if document.source.publisher:
        text = f"{quoted_title(document)} was published by "
        yield of_title(document, text, document.source.publisher, ".", "the register's publisher")


def _pages(asked: Asked) -> Iterator[RegisterStatement]:
    document = asked.named(asked.group("a", "b"))
    if document is None:
        return
    if document.pages:
        count = count_of(document.pages[-1].number, "page")
        yield of_title(document, f"{quoted_title(document)} has ", count, ".", "the pages of the file")
    else:
        yield of_title(document, f"{quoted_title(document)} is stored as ", "text without pages", ".", "the file")


def _place(asked: Asked) -> Iterator[RegisterStatement]:
    """Yield where each table, figure or appendix of that number stands."""
    label, of = asked.group("label"), asked.match["of"]
    if of:
        document = asked.named(of)
        among = [document] if document else []
    elif len(asked.sources) <= LOOKED_THROUGH:
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
        start = f"{label[0].upper()}{label[1:]} of {quoted_title(document)} is "
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


_ANSWERS: tuple[tuple[re.Pattern[str], Callable[[Asked], Iterator[RegisterStatement]]], ...] = (
    (PUBLISHED, _published),
    (DATED, _dated),
    (WHO, _publisher),
    (PAGES, _pages),
    (PLACE, _place),
    (LATEST, latest),
    (OF_DATE, of_date),
    (BY, written_by),
    (TITLE, titled),
    (ABOUT, on_topic),
)
