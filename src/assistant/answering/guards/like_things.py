"""Things of one kind with names of their own: what is told of Westgate library tells nothing of Eastgate library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.clauses import clause_of_exact
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.conversation.openers import opens_as_name
from assistant.corpus.document import BlockKind, Document
from assistant.english.dates import MONTHS
from assistant.english.people import TITLES
from assistant.english.spelling import english_words
from assistant.indexing.lexical import STOP_WORDS, content_terms, stem

_KIND_BEHIND = re.compile(rf"(?P<name>{PHRASE.pattern})(?: (?P<kind>[a-z]{{4,}}))?")
_AT_NAME = re.compile(rf"\b(?P<noun>[a-z]{{4,}}) at (?:the )?(?P<name>{PHRASE.pattern})")
"""What is at a named thing. "In" may tell more closely where it is: the hospital in Tarn Road may be that of Crale."""
_SUBJECT = re.compile(r"(?:(?:The|A|An|Its|Their) )?(?:[\w-]+ ){0,3}")
_HAS = "have|has|had|employs?|employed|own(?:s|ed)?|contain(?:s|ed)?|hold(?:s)?|held"
_ASKS_HAS = re.compile(rf"\b(?:do|does|did) (?:the )?(?P<name>{PHRASE.pattern}) (?:now |currently )?(?:{_HAS})\b")
_OTHER_HAS = re.compile(rf"(?:The )?(?P<name>{PHRASE.pattern}) (?:now |currently )?(?:{_HAS})\b")
_LEANS = re.compile(
    r"\b(?:it|its|they|their|them|there|here|the (?:two|same|former|latter)|this|these|both)\b", re.IGNORECASE
)
"""Words that lean on the sentence before."""
_ARTICLES = re.compile(r"^(?:The|A|An|Our|This|That|Its|Their|All|Both|Each|Every|Other) ")
_AUXILIARY = re.compile(r"\b(?:do|does|did|will|would|can|could|should|ha[sd]|have)\s+(?:the )?$", re.IGNORECASE)
"""In front of a name whose next word is what it does: "did Kiln Mill raise"."""
_LINKS = frozenset(("of", "for", "the", "&"))
"""Words inside a name whose last word is not its kind: "University of Crale"."""
_PLAIN_ENDING = re.compile(r"(?:s|ing|ed|al|ar|ary|ic|ous|ive|ble|an|ly)$")
"""How plurals and adjectives end, which a sentence begins with more often than names: "Neighbouring"."""
_OF_PEOPLE = frozenset(title.lower() for title in TITLES) | frozenset(
    "alderman chair chairman chairwoman leader deputy secretary commissioner director president".split()
)
"""What stands before a surname: "Mayor Moss" may be Ada Moss."""
_CLAUSE_END = re.compile(r"; | – | — ")
_MONTHS = frozenset(content_terms(" ".join(MONTHS)))
_RARE = 1000
"""Times in the speller's dictionary up to which a word is a rare one: "tarn" has 216, "rural" 3,997; set by hand."""
_SHORT = 3
"""Letters up to which a word in capitals alone is taken for no name of one thing: "NHS", "UK"."""


def is_of_like_thing(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a figure or date of a thing is asked for, and a sentence begins with another thing of its kind instead.

    "Westgate library employs 41" of Eastgate library, "the cancer centre at Westmere" of that at Lanner, "Tarn has 12
    surgeries" of Wick. Under a heading that names the asked one it may be of that, and so may a sentence that only
    compares with the other ("ahead of Pern University") or answers with its name.
    """
    unit = entry.unit
    if question.several or unit.kind is BlockKind.table_row or question.type not in {*FIGURES, AnswerType.date}:
        return False
    others = list(_others(question, unit.text))
    if not others:
        return False
    around = [unit.text, unit.candidate.passage.context, *(unit.block.headings if unit.block else ())]
    if unit.block and _LEANS.search(unit.text):
        around.append(document(unit.candidate.passage.document).text[unit.block.start : unit.start])
    held = frozenset(content_terms(" ; ".join(around)))
    return any(question.lacks_all(asked, held) for asked in others)


def is_in_clause_of_another(question: Question, entry: Scored) -> bool:
    """Whether a clause gives the figure or date of one thing, and another clause of its sentence names the asked one.

    "The Senn crossing was rebuilt for £214,000; the bridge at Gill Foot is still shut" says nothing of its cost.
    """
    unit, said = entry.unit, clause_of_exact(entry, _CLAUSE_END)
    if question.several or unit.kind is BlockKind.table_row or question.type not in {*FIGURES, AnswerType.date}:
        return False
    named, own = question.names & unit.terms, frozenset(content_terms(said))
    if not named or named & own or _LEANS.search(said):
        return False
    names = (frozenset(content_terms(_ARTICLES.sub("", found.group()))) for found in PHRASE.finditer(said))
    return any(name and name.isdisjoint(question.terms) and not name <= _MONTHS for name in names)


def _others(question: Question, text: str) -> Iterator[frozenset[str]]:
    """Yield the terms of the asked thing's own name, for each other thing that a sentence names in its place."""
    known = frozenset(question.terms)
    for kind, asked in _kinds(question.text):
        if asked and any(other == kind and name and name.isdisjoint(known) for other, name in _kinds(text, first=True)):
            yield asked
    for at in _AT_NAME.finditer(question.text):
        asked = _terms(at["name"], inside=True)
        for beside in _AT_NAME.finditer(text):
            is_subject = _SUBJECT.fullmatch(text[: beside.start()])
            is_alike = is_subject and stem(beside["noun"]) == stem(at["noun"])
            its = _terms(beside["name"], inside=True)
            if is_alike and asked and its and its.isdisjoint(known):
                yield asked
    has, other_has = _ASKS_HAS.search(question.text), _OTHER_HAS.match(text)
    if has and other_has:
        asked, its = _terms(has["name"], inside=True), _terms(other_has["name"], inside=False)
        if asked and its and its.isdisjoint(known):
            yield asked


def _kinds(text: str, *, first: bool = False) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the stem of the kind and the terms of the own name of each named thing: "Eastgate library", "Kiln Mill".

    Args:
        first: whether only what the text begins with is meant.
    """
    for found in _KIND_BEHIND.finditer(text):
        if first and found.start():
            return
        words = _ARTICLES.sub("", found["name"]).split()
        inside = bool(found.start()) or len(words) < len(found["name"].split())
        if len(words) > 1 and _LINKS.isdisjoint(words):
            yield stem(words[-1].lower()), _terms(" ".join(words[:-1]), inside=inside)
        if found["kind"] and found["kind"] not in STOP_WORDS and not _AUXILIARY.search(text[: found.start()]):
            yield stem(found["kind"]), _terms(" ".join(words), inside=inside)


def _terms(name: str, *, inside: bool) -> frozenset[str]:
    """Return the terms of a name; none of a word that only begins its sentence, nor of a short one in capitals."""
    words = [word for word in _ARTICLES.sub("", name).split() if word.rstrip(".").lower() not in _OF_PEOPLE]
    if words and not inside and not _is_name(words[0]):
        words = words[1:]
    return frozenset(content_terms(" ".join(word for word in words if not (word.isupper() and len(word) <= _SHORT))))


def _is_name(word: str) -> bool:
    """Whether the first word of a sentence is a name: no dictionary has it, or hardly anybody uses it."""
    return opens_as_name(word) or (english_words().get(word.lower(), 0) < _RARE and not _PLAIN_ENDING.search(word))
