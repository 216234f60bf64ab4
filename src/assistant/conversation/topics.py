"""What was being talked about: the names and words that a follow-up with a pronoun is completed with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.conversation.names import (
    ARTICLE,
    NAMED,
    PERSONAL,
    QUESTION_WORDS,
    is_plain,
    name_spans,
    names_but_months,
    names_in,
    opens,
)
from assistant.conversation.pronouns import AUXILIARY, PERSON, WHO_DOES, refers
from assistant.conversation.requests import without_request
from assistant.conversation.slots import TIMES, is_measure
from assistant.conversation.years import YEAR, compares
from assistant.english.dates import MONTH_NAMES, MONTHS, YEAR_DIGITS, is_month
from assistant.indexing.lexical import STOP_WORDS, content_terms
from assistant.schema import Turn

_DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:(?:{MONTH_NAMES}) )?{YEAR.pattern}|\b(?:\d{{1,2}} )?(?:{MONTH_NAMES})\b")
_LABEL = r"\b(?:round|phase|stage|band|lot|zone|level|tier|year|grade|table|figure|option|priority) \d{1,3}\b(?![\d/%])"
_WORD = re.compile(rf"{_DATE.pattern}|(?i:{_LABEL})|[\w&'’£%/-]+")
_FIRST_MARKER = re.compile(r"\s*\[1\]")
"""The end of an answer's first statement: those after it are of other things more often."""
_BRACKETS = re.compile(r"\(([^()]*)\)")
_HEADING = re.compile(r"\s*:\s")
"""What follows a column's heading in a row of a table, and the name of an entry."""
_WEAK = frozenset(
    content_terms("more less fewer most least year before after later earlier previous following next same one ones")
)
"""Words of a comparison or a distance: they say nothing of what it is about."""
_MANNER = frozenset(content_terms("briefly roughly approximately precisely exactly behind"))
"""Words for how an answer is wanted, and of "who is behind it": nothing that it is about."""
_TIMELESS = re.compile(r"^\W*(?:and |but |so )*(?:who|whom|whose|where|when|why|since when|from when)\b", re.IGNORECASE)
"""Questions for which the year that was talked about is no condition ("When will it open?")."""
_DEFINITE = re.compile(
    r"\b(?P<asks>(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might) )?"
    r"(?P<front>[Tt]h(?:e|at|is) )(?P<thing>[A-Za-z][a-z]{2,})(?P<behind>(?! of\b| for [A-Za-z])(?: \w+)?)"
)
"""A thing that is called by what it is: "who chairs the fund?", "what does the hub do?"; not "the office for tides"."""
_SUM = re.compile(r"[£$€]\d+(?:[.,]\d+)*(?:bn|m|k| (?:million|billion|thousand))?\b")
_MAY_BE_A_SUM = re.compile(
    r"\b(?:it|that|this)\b.*\b(?:pay|buy|cover|fund|collect|cheap|repa|rais|shar|split)[a-z]*\b"
    r"|\b(?:it|that|this)\b.*\b(?:com(?:es?|ing)|came|go(?:es|ing)?|went|gone)\b"
    r"|\b(?:pays?|paid|spen[dt]) .*\b(?:it|that|this)\b|\b(?:of|from) (?:it|that|this)\b",
    re.IGNORECASE,
)
"""Asks of money, for which a pronoun may stand: "What does it pay for?", "How much of that came from the levy?"."""
_JOINER = re.compile(r" (?:of|for|in|on) ")
_IT = re.compile(r"\bits?\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere\b", re.IGNORECASE)
"""Stands for a place, and for no other thing that was answered."""
_ASKS_THING = re.compile(r"\W*(?:(?:and|but|so|ok)\b[\s,]*)*(?:what|which)\b", re.IGNORECASE)
_ASKS_WHETHER_ANY = re.compile(r"\b(?:is|are|was|were) there\b|\bany(?:thing|one|body)?\b", re.IGNORECASE)
_OF_ITS_KIND = re.compile(r"\bthe (?!(?:first|second|third|last)\b)[\w’'-]+ one\b", re.IGNORECASE)
"""Names one of the things that were talked about: "the Huddersfield one"."""
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_AT_THE_END = re.compile(rf"(?: (?:in|at|of|for|by|from|since|during) (?:the )?(?:{NAMED}|{YEAR.pattern}))+$")
_PREDICATE = re.compile(
    r"(?P<until>\W*(?:(?:and|but|so|ok)\b[\s,]*)*(?:what|which|who|how|when|where|why)\b.*\b"
    r"(?:(?:do|does|did|will|would|can|could|should) "
    rf"(?:(?!(?:in|on|at|for|of|by|with|to|from|about|into)\b)\S+ |(?:in|of|for|since|by) {YEAR_DIGITS} ){{1,6}}"
    r"(?=[a-z]+$)"
    r"|(?:is|are|was|were) (?:\S+ ){1,8}(?=(?:[a-z]+ed|worth|like|called|made|built|held|run|led)$)))[a-z]+$",
    re.IGNORECASE,
)
"""Ends in what is asked of a thing: "what did the audit recommend", "what is the zone worth"."""
_ABOUT = re.compile(
    r"\W*(?:(?i:and|but|so|ok|please|(?:can|could) you)\b[\s,]*)*"
    r"(?i:tell me (?:more |something )?about|what about|describe|explain|what (?:is|are|was|were)) "
    r"(?P<thing>(?:the )?[a-z][\w-]*(?: [a-z][\w-]*){0,6}?) (?:at|of|in|for|from) (?:the )?(?=[A-Z])"
)
"""Asks about a thing that is called by words, of or at a name: "the harbour challenge at Saltham"."""
_ENDS = (
    rf"(?:{AUXILIARY}|and|or|but|that|this|which|who|it|them|of|in|on|at|for|from|by|to|with|since|before|after|worth"
    r"|[a-z]+ed|built|held|led|made|run|set)\b"
)
"""A pattern for what follows the name of a thing, and is no part of it."""
_CALLED_BY = re.compile(
    rf"(?P<asks>(?:^\W*(?i:is|are|was|were)|\b(?i:do|does|did|has|have|had|can|could|will|would|should)) )?"
    rf"\b(?i:the|this|that)(?: [a-z][\w-]*){{0,2}}? (?P<name>{NAMED})"
    rf"(?P<thing>(?: (?!{_ENDS})[a-z][\w-]*){{1,3}}?)(?=\W*$|[,;:.?!]| {_ENDS})"
)
"""A thing that is called by words behind the name of what it is in or of: "the Saltham ring road"."""
_INTRODUCED = 2  # names of an answer that says there is one
_NAMES = 3  # of what was said before: more only bury the one that is meant
_ENOUGH = 3  # words of a question that say what it is about, without those of the one that began
_ANSWER_NAMES = 2  # names of the earlier answer that a pronoun may mean


@dataclass(frozen=True)
class Topic:
    """What was talked about.

    Attributes:
        text: a list with commas; empty if nothing is named.
        lent: names in it that only an answer gave, and whether this said who: they are not what is talked about, and
            stay no longer than a pronoun may mean them.
    """

    text: str
    lent: tuple[tuple[str, bool], ...] = ()


def topic_of(
    question: str,
    before: str,
    root: str,
    answer: str,
    *,
    leaning: bool,
    fronted: bool = False,
    lent: Sequence[tuple[str, bool]] = (),
) -> Topic:
    """Return what was talked about.

    Args:
        question: the follow-up.
        before: the question before it, which stands alone; what it is about may stand in brackets at its end.
        root: the last question that stood alone as it was typed, or with a name or year changed.
        answer: the answer to the question before.
        leaning: whether the follow-up says nothing of what it is about, and so wants the earlier words as well as the
            names, and names of the answer.
        fronted: whether it asks of a thing that it names itself, and says nothing else of what it is about.
        lent: names in the brackets that an answer further back gave, and whether it said who.
    """
    main, carried = _BRACKETS.sub("", before), ", ".join(_BRACKETS.findall(before))
    of_person = bool(PERSON.search(question))
    of_it = _IT.search(question) and not of_person
    gone = {name for name, of_who in lent if not refers(question) or (of_who and of_it)}
    thing = [] if _THERE.search(question) else _answer_thing(main, answer)
    kept = [name for name in carried.split(", ") if name[:1].isupper() and name not in gone]
    if not (leaning or names_in(main) or kept):
        kept = [name for name, _ in lent]  # else nothing would be left
    topic = thing or [*names_in(main), *kept][:_NAMES]
    found = _answer_names(answer, person=of_person)
    people = [name for name in found if of_person and PERSONAL.fullmatch(name)]
    given: list[str] = []
    if leaning:
        asked_of = [name for name in found if _called(name) in main.lower().split()][:1]
        topic += asked_of
        named = bool(topic)
        topic += _said(question, main, root, named=named)
        of_named = named and (_IT.search(question) or _OF_ITS_KIND.search(question))
        of_thing = of_named or (asked_of and not refers(question))
        given = [name for name in (people if of_thing else found) if name not in topic]
        topic += given
        if _MAY_BE_A_SUM.search(question) and not _TIMELESS.search(question):
            topic += _answer_sum(answer)
    elif people and _WHO.search(main):
        given = people[:1]
        topic += given
    elif (fronted or refers(question)) and not _THERE.search(question):
        called = _called_by_words(main)
        things = [called] if called else filter(_is_called, carried.split(", "))
        topic += [thing for thing in things if thing not in question]
    names = distinct(name for name in topic if len(name) > 1 and name not in MONTHS)
    of_who = {**dict(lent), **dict.fromkeys(given, bool(_WHO.search(main)))}
    return Topic(", ".join(names), tuple((name, of_who[name]) for name in names if name in of_who))


def _called_by_words(main: str) -> str:
    """Return what a question calls a thing that has a name only beside it; empty for a measure, a time and a name."""
    about, called = _ABOUT.match(main), _CALLED_BY.search(main)
    found = about or called
    words = ARTICLE.sub("", found["thing"]).split() if found else []
    if called and called["asks"] and not about:
        whole = " " in called["name"] or called["name"].isupper() or is_plain(called["name"])
        words = [] if whole else words[:-1]  # the last is what is asked of it: "did the Kelder tram open"
    thing = " ".join(words)
    return "" if not words or is_measure(thing) or words[-1].removesuffix("s") in TIMES else thing


def _is_called(carried: str) -> bool:
    """Whether words in the brackets are what a thing is called by, and no name or single word."""
    return " " in carried and carried.islower()


def _said(question: str, main: str, root: str, *, named: bool) -> list[str]:
    """Return the words of the question before, and where they are few those of the subject of the one that began.

    Of the first, what is asked more of a thing with a name is not asked of what was asked of it.
    """
    dated = not _TIMELESS.search(question) and not YEAR.search(question)
    asks_more = _IT.search(question) and set(content_terms(question)) - STOP_WORDS and not compares(question)
    said = list(_words(_subject(main) if named and asks_more and root == main else main, dated=dated))
    if root == main or len(said) >= _ENOUGH:
        return said
    return [*said, *_words(_subject(root) if said else root, dated=dated)]  # "when?", "by whom?" ask of what was done


def _subject(question: str) -> str:
    """Return a question without its predicate: what is asked of a thing is not what is talked about from then on."""
    short = _AT_THE_END.sub("", question.rstrip(" ?.!"))
    predicate = _PREDICATE.match(short)
    if predicate and is_measure(short):
        return question  # "cost", "value": a noun as well
    ends = f"{predicate['until']}{question[len(short) :]}" if predicate else question
    return WHO_DOES.sub("", ends)


def _words(text: str, *, dated: bool) -> Iterator[str]:
    """Yield the words that say what a question is about, names whole; dates where they are wanted and not compared."""
    dated, said = dated and not compares(text), without_request(text)
    names = [span for span in name_spans(said) if not any(map(is_month, span[0].split()))]
    for match in _WORD.finditer(said):
        word = next((name for name, start, end in names if start <= match.start() < end), match.group())
        if _DATE.fullmatch(word):
            if dated:
                yield word
        elif not QUESTION_WORDS.match(word) and not set(content_terms(word)) <= _WEAK | _MANNER:
            yield word


def with_names_meant(question: str, turns: Sequence[Turn]) -> str:
    """Return a question with a thing that was called by a name before called so: "the hub" of the Northern Hub.

    A thing is called by the last word of its name, or the one before "of" or "for"; the last turn that has one counts,
    its answer first. Where it has two, nothing is changed.
    """

    def meant(match: re.Match[str]) -> str:
        if match["behind"] and not match["asks"] and match["behind"].strip().lower() not in STOP_WORDS:
            return match.group()  # of another kind: "the water company"
        for turn in reversed(turns):
            for text in (turn.answer, turn.question):
                names = [name for names in names_in(text) for name in _parted(names)]
                found = {name for name in names if _called(name) == match["thing"].lower()}
                if found:
                    name = found.pop()
                    return match.group() if found else f"{match['asks'] or ''}{match['front']}{name}{match['behind']}"
        return match.group()

    return _DEFINITE.sub(meant, question)


def _parted(names: str) -> list[str]:
    """Return the names in one run of capitals: "the Fold and the Harrow Trust", "Kelder Council and York Council"."""
    parts = names.split(" and the ")
    one, joined, other = names.partition(" and ")
    alike = joined and " " in one and " " in other and one.split()[-1] == other.split()[-1]
    return [one, other] if alike else parts


def _called(name: str) -> str:
    """Return the word that a thing of this name is called by; empty for a name of one word."""
    return _JOINER.split(name)[0].split()[-1].lower() if " " in name else ""


def _answer_names(answer: str, *, person: bool) -> list[str]:
    """Return the names of an answer that a pronoun may mean: no date, no heading, no word that opens a sentence."""
    answer = _FIRST_MARKER.split(answer, maxsplit=1)[0]
    found = [
        name
        for name, start, end in name_spans(answer)
        if not is_month(name) and not _HEADING.match(answer[end:]) and not (opens(answer, start) and is_plain(name))
    ]
    if person:
        found.sort(key=lambda name: not PERSONAL.fullmatch(name))
    return found[:_ANSWER_NAMES]


def _answer_thing(asked: str, answer: str) -> list[str]:
    """Return what is talked about from an answer on: the name that it is, where a question asks which thing.

    To a question whether there is any, it may be two names.
    """
    said = _FIRST_MARKER.split(answer, maxsplit=1)[0]
    names = [name for name in names_but_months(said) if not is_plain(name)]
    if _ASKS_WHETHER_ANY.search(asked):
        return names if len(names) <= _INTRODUCED else []
    is_name = len(names) == 1 and 2 * len(names[0].split()) >= len(said.split())
    return names if is_name and _ASKS_THING.match(asked) else []


def _answer_sum(answer: str) -> list[str]:
    """Return the sum of money of an answer that has one alone: "What does it pay for?" may be asked of it."""
    found = _SUM.findall(_FIRST_MARKER.split(answer, maxsplit=1)[0])
    return found if len(found) == 1 else []


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names without those whose words all stand in one before, in whatever form."""
    kept: dict[frozenset[str], str] = {}
    for name in names:
        words = frozenset(content_terms(name) or [name])
        if not any(words <= earlier for earlier in kept):
            kept[words] = name
    return list(kept.values())
