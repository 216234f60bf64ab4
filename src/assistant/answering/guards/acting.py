"""Who acted for a body, and at which event: the body itself is no answer, nor who acted for it another time."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.holders import names_somebody
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import Document
from assistant.english.people import TITLES
from assistant.indexing.lexical import content_terms, stem

_ACTED_FOR = re.compile(
    r"^(?:and |so )?(?i:who) (?:(?:signed|spoke|wrote|negotiated|acted|replied|attended|appeared)\b[^?]*? for"
    rf"|[a-z]+ed\b[^?]*? on behalf of) (?:the )?(?P<body>{PHRASE.pattern})"
)
"""Asks for the person who did something for a body: "who signed for Kiln Mill?"."""
_AT_HEAD = re.compile(
    r"^(?:and |so )?(?i:who)(?:['’]s| is| are| was| were)? (?:currently |now |really |actually )?(?:runs?|ran|running"
    r"|leads?|led|leading|heads?|headed|heading|manages?|managed|managing|chairs?|chaired|chairing|directs?|directed"
    r"|directing|owns?|owned"
    rf"|founded|in charge of|responsible for) (?:the )?(?P<body>{PHRASE.pattern})"
)
"""Asks for whoever is above a body, or made it: "who is in charge of Kiln Mill?"."""
_POSSESSIVE = re.compile(r"['’]s?(?= |$)")
_HOLDER = r"(?:chief|chair|director|president|head|leader|manager|secretary|treasurer)"
_OFFICE = rf"(?:{_HOLDER}|board|trustees)"
_PERSON = (
    rf"(?i:{_HOLDER}|chair(?:man|woman|person)|{'|'.join(TITLES)}|owner|founder|member|driver|author|guard|priest)s?"
)
_ASKS_NAME = re.compile(
    r"\bwhat(?:['’]?s| is| was| are| were) the (?:full |first )?names? of the "
    r"(?P<role>[a-z][\w'’-]*(?: [a-z][\w'’-]*){0,2}?)"
    r"(?=\W*$| (?:who|that|which|at|of|in|on|from|for|with)\b)",
    re.IGNORECASE,
)
_FROM = r"(?:from|at|with|employed by|working (?:for|at))"
_WHERE_FROM = re.compile(rf"\b(?:(?P<role>[A-Za-z][\w'’-]*) {_FROM}|(?P<person>{_PERSON}) of)(?: the)? $")
"""In front of where somebody is from. "Of" is one only behind a person: "the village of Crale" names the village."""
_EVENT = re.compile(r"\bwhen [^?,]+? (?:was|were) (?P<event>[a-z]+(?:ed|en|[dt]))\b", re.IGNORECASE)
"""The event at which something happened: "who signed when the lease was renewed?"."""


def is_body_itself(question: Question, entry: Scored) -> bool:
    """Whether an exact answer is the very body for which somebody acted, or which somebody runs.

    Who signed for Kiln Mill, or is in charge of it, is not Kiln Mill.
    """
    if _is_name_of_led(question, entry):
        return True
    asked = _ACTED_FOR.match(question.text)
    if asked is None or names_somebody(question.text, entry.exact_words):
        return False
    body = re.escape(asked["body"])
    of_body = rf"(?:\b(?:of|for|at|from)(?: the)? {body}|{body}(?:['’]| {_OFFICE}))"
    return bool(re.search(rf"\b{body}\b", re.sub(of_body, "", entry.exact_words)))


def _is_name_of_led(question: Question, entry: Scored) -> bool:
    """Whether an exact answer is nothing but a whole name of the body at whose head somebody is asked for.

    Moss is who founded Moss Brewery.
    """
    asked = _AT_HEAD.match(question.text)
    if asked is None or entry.exact is None or _POSSESSIVE.search(asked["body"]):
        return False
    body, said = frozenset(content_terms(asked["body"])), frozenset(content_terms(entry.exact_words))
    names = [
        body,
        *(frozenset(content_terms(other)) for own, other in question.aliases if body & set(content_terms(own))),
    ]
    return said <= body.union(*names) and any(name and name <= said for name in names)


def is_where_from(question: Question, entry: Scored) -> bool:
    """Whether a name is asked for, and the exact answer is only where who bears it is from: "a guard from the Kiln"."""
    asked = _ASKS_NAME.search(question.text)
    if asked is None or entry.exact_within is None:
        return False
    role = stem(asked["role"].split()[-1].lower())
    front = _WHERE_FROM.search(entry.unit.text[: entry.exact_within[0]])
    return front is not None and stem((front["role"] or front["person"]).lower()) == role


def tells_of_event(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit, its paragraph or its headings tell of the event that a question names, if it does."""
    event, unit = _EVENT.search(question.text), entry.unit
    if event is None:
        return True
    said, block = [unit.text], unit.block
    if block:
        text = document(unit.candidate.passage.document).text[block.start : block.end]
        said += [text, block.table or "", *block.headings]
    return set(content_terms(event["event"])) <= set(content_terms(" ".join(said)))
