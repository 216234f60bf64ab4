"""The source that a question asks after: "according to the annual report", "in the 2024 report", "the 2017 audit"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from assistant.answering.question import PHRASE, Question
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.title_page import read_title_page
from assistant.english.dates import MONTH_NAMES, MONTHS, YEAR_DIGITS
from assistant.indexing.lexical import analyse, content_terms

_ACCORDING = re.compile(
    r"\b(?:according to|as (?:stated|given|reported|said) (?:in|by)) (?:the |its |their |our )?"
    r"(?P<source>[^,?;]+?)(?=[,?;]|$| (?:how|what|which|who|when|where|is|are|was|were|do|does|did|has|have|had)\b)",
    re.IGNORECASE,
)
_DOCUMENT = (
    "report|paper|analysis|study|review|audit|strategy|framework|plan|prospectus|digest|brochure|survey|statement"
    "|evaluation"
)
_IN = re.compile(
    r"\b(?:in|by|from|of|to|behind) (?:the|its|their|our|this) "
    rf"(?P<source>(?:[\w’'&-]+ ){{1,5}}?(?:{_DOCUMENT}))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"\b{YEAR_DIGITS}\b")
_DATED = re.compile(rf" (?:(?:in|of|from) )?(?:(?:{MONTH_NAMES}) )?{_YEAR.pattern}", re.IGNORECASE)
_OF_YEAR = re.compile(
    r"\b(?:the|its|their|our|this) "
    rf"(?P<named>(?:[\w’'&-]+ ){{0,5}}?(?:{_DOCUMENT}|assessment|accounts?|agreement|memorandum)\b"
    rf"(?! (?:report|paper|review|group|team|board)\b)(?:{_DATED.pattern})?)",
    re.IGNORECASE,
)
"""A document named by its kind, and perhaps by its year in front of that or behind it."""
_OF_PLACE = re.compile(
    r"\b(?:Council|Authority|Region|County|Borough|District|Partnership|Government|Assembly|Parliament|Mayor|Police"
    r"|Constabulary|Board|Commission|Zone)\b"
)
"""What a body is called whose reports are of the place that it is called after."""
_NAME_LINE = rf"(?:The )?{PHRASE.pattern}(?: and {PHRASE.pattern})*(?: \([A-Z][\w&-]+\))?"
_BODY = re.compile(
    rf"(?:^|(?<= [·•|] )|(?<=, ))(?P<alone>{_NAME_LINE})(?=$| [·•|] |, )"
    rf"|^(?:[\w’'-]+ ){{0,4}}(?i:{_DOCUMENT}|accounts) of (?:the )?(?P<owner>{_NAME_LINE})"
)
"""A body in a line of a title page: the line itself or a part of it, or whose strategy or report it is."""
_SHORT = 3_500
"""Characters of a document that tells of one thing, such as a piece of news: a page; set by hand."""
_LEAD = 250
"""Characters in which it says of what, to the end of the paragraph, or twice as many."""
_IS_SENTENCE = re.compile(r"[.!?][\"'”’)]*$")
_NO_LETTERS = re.compile(r"[^A-Za-z]+")
GENERIC = frozenset(content_terms("document page publication text website article study source figures data"))
"""Words for a source that its title need not hold."""
_MONTH = re.compile(r"\d{4}-(?P<month>0[1-9]|1[0-2])")


def asked_source(question: str) -> frozenset[str]:
    """Return the terms of the source that a question asks after; empty for none."""
    found = _ACCORDING.search(question) or _IN.search(question)
    return frozenset(content_terms(found["source"])) - GENERIC if found else frozenset()


def without_own_year(question: str, source: Source, passage: str) -> str:
    """Return a question as it is asked of a source that it names by its year: "what did the 2017 audit ask for?".

    To the audit of 2017 the year is nothing that a passage must hold: it is left out where it is not there. Any other
    year stays.
    """
    for found in _OF_YEAR.finditer(question):
        years = _YEAR.findall(found[0])
        if len(years) != 1 or years[0] in passage:
            continue
        if is_called(frozenset(content_terms(found["named"])), source):
            return question[: found.start()] + _DATED.sub("", found[0]) + question[found.end() :]
    return question


def is_called(asked: frozenset[str], source: Source) -> bool:
    """Whether a source goes by a name: its title, publisher, kind, date (the month by name) and file hold its terms."""
    return bool(asked) and asked <= names_of(source)


def title_lines(document: Document) -> tuple[str, ...]:
    """Return what stands on a document's title page below its title: its subtitle, body, authors and date."""
    page = read_title_page(document.text, document.blocks)
    return (page.subtitle, *page.lines) if page.subtitle else page.lines


def title_names(question: Question, lines: Iterable[str]) -> Iterator[str]:
    """Yield the bodies that the lines of a title page name and that a question may mean by its own names.

    Those are what a line is, or a part of it, and of whom something is: "Strategy of the Crale Trust". It is not about
    who wrote it, for whom or with whose money. Nor is a place meant by a body that is called after it and may be about
    any other: what a report by Westmere University says is not asked for by "in Westmere"; what the council of Westmere
    says is.
    """
    for line in lines:
        for found in _BODY.finditer(line):
            name = found["alone"] or found["owner"]
            first = re.escape(name.split()[0])
            at_place = rf"\b(?:in|across|within|around|near|throughout) (?:the )?{first}\b"
            is_whole = question.names.issuperset(content_terms(name))
            if is_whole or _OF_PLACE.search(name) or not re.search(at_place, question.text):
                yield name


def names_about(question: Question, document: Document) -> Iterator[str]:
    """Yield what a document that names it once is about, as far as the question names it, too.

    It is what stands in the name of its file ("sunflowers-wales-reports.md"), and of a short one, such as a piece of
    news, what it begins with: "The care hub at Chapel Allerton Hospital has been approved".
    """
    if not (question.names or question.phrases):
        return
    stem = _NO_LETTERS.sub(" ", PurePosixPath(document.source.file).stem)
    yield from (word.capitalize() for word in stem.split() if not question.names.isdisjoint(content_terms(word)))
    for found in PHRASE.finditer(_lead(document)):
        terms = frozenset(content_terms(found[0]))
        if terms and (terms <= question.names or any(phrase <= terms for phrase in question.phrases)):
            yield found[0]


def _lead(document: Document) -> str:
    """Return the first sentences of a short document; "" for a long one, which tells of many things."""
    if len(document.text) > _SHORT:
        return ""
    texts = (document.text[block.start : block.end] for block in document.blocks if block.kind is BlockKind.paragraph)
    lead = ""
    for text in filter(_IS_SENTENCE.search, texts):
        lead += f" {text[: 2 * _LEAD]}"
        if len(lead) >= _LEAD:
            break
    return lead


def names_of_document(document: Document) -> frozenset[str]:
    """Return the terms that a document may be called by, those on its title page with them."""
    return names_of(document.source).union(analyse(" ; ".join(title_lines(document))))


def names_of(source: Source) -> frozenset[str]:
    """Return the terms that a source may be called by."""
    dated = _MONTH.match(source.date)
    month = MONTHS[int(dated["month"]) - 1] if dated else ""
    file = re.sub(r"[-_./]", " ", source.file)
    words = f"{source.title} {source.publisher} {source.kind} {source.date.replace('-', ' ')} {month} {file}"
    return frozenset(analyse(words))
