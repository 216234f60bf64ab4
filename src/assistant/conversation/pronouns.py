"""Which pronouns of a question stand for something said before it, and which for what the question itself says."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.conversation.names import NAMED, names_in
from assistant.conversation.slots import MEASURES, TIMES
from assistant.english.numbers import numbers
from assistant.indexing.lexical import STOP_WORDS, content_terms

_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|theirs|that|this|those|these|he|she|him|her|his|there|ones?|same|former|latter|each|both|"
    r"afterwards?)\b",
    re.IGNORECASE,
)
PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
"""Stands for a person."""
AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|isn['’]t|aren['’]t|wasn['’]t"
    r"|weren['’]t|don['’]t|doesn['’]t|didn['’]t)"
)
"""A pattern for the verbs that stand before the subject of a question."""
_AFTER_AUXILIARY = re.compile(rf"\b{AUXILIARY}(?: not)? $", re.IGNORECASE)
"""What stands before the subject of a question: that of "do they" is none of the words before it."""
_EXISTS = re.compile(r"\b(?:is|are|was|were|be|been)(?:n['’]t)? $", re.IGNORECASE)
_EXISTING = re.compile(r" (?:is|are|was|were|has been|have been|be|been|will be|would be)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?: (?:past|coming|financial|fiscal|calendar))? (?:year|quarter|month|week|day|morning|afternoon|evening|weekend|"
    r"term|season|spring|summer|autumn|winter|decade|century)s?\b",
    re.IGNORECASE,
)
"""What "this" and "these" tell the time with."""
_CLAUSE_AFTER = re.compile(
    rf" (?:{AUXILIARY}|it|they|he|she|we|you|i|there|the|an?|no|all|most|some|[a-z]{{3,}}(?:s|ed))\b", re.IGNORECASE
)
"""What stands behind a "that" which begins a clause."""
_SO_THAT = re.compile(r"\b(?:there|so|now|given|provided|except|such|all|those|the ones?) $", re.IGNORECASE)
_COUNTED = re.compile(
    rf" (?:(?:in|out of|from) (?:every|\d|{numbers(2, 10)}|twenty)|of (?:the|our)|or more"
    r"|or two)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:phase|stage|round|part|step|year|week|day|tier|level|band|lot|zone|theme|pillar|priority|group|class|grade|"
    r"type|chapter|section|table|figure|option|objective|goal|target|category|scope|wave|tranche|at least|more than|no"
    r"|every) $",
    re.IGNORECASE,
)
"""What stands before a "one" that counts."""
_CHOOSING = frozenset({"which", "that", "this", "any"})
"""Words before a "one" that is picked out, not counted."""
_BESIDE = re.compile(r"\b(?:not|than|with|and|or|through to|as|like|beside|against)(?: \S+){0,2} $", re.IGNORECASE)
"""What stands before a "one" which another of its kind was named to be set beside."""
_FOLLOWS = re.compile(
    r" (?:costs?|takes?|took)(?: \w+){0,2} to \w+(?: \w+){2,}"
    r"| (?:be )?(?:(?:very|so|too|still|really|any) )?(?:easy|easier|hard|harder|difficult|possible|impossible|"
    r"likely|true|right|fair|worth|common|"
    r"normal|legal|safe|necessary|important|better|best|cheaper|clear) (?:that|to|if|for \w+ to) \w+"
    r"| (?:been )?(?:decided|agreed|claimed|said|thought|estimated|found|known|believed|argued) (?:that|how) \w+",
    re.IGNORECASE,
)
"""Behind an "it" that stands for what follows: "What did it cost to keep the small ones running?", "is it easy to?"."""
_CLAUSE = re.compile(
    r"[;?:,.!]\s|\s[-–—]\s"
    r"|\s(?:and|but|then|or|while|when|where|whether|if|because|since|after|before|until|as|that|who|which|how|why|what)\s"
    r"|\s(?:year|month|week|day|moment|time|said|says|thought|thinks|claim(?:s|ed)|believed?|hoped?|agreed|expect(?:s|ed)?)\s(?=$)",
    re.IGNORECASE,
)
_PARTS = frozenset("; ? : . ! - – —".split())
_ASKS = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how|name|list|tell|give|show)\b", re.IGNORECASE)
_THING = re.compile(
    rf"\b(?:the|an?|each|every|which|our|my) (?!(?:{'|'.join(sorted(MEASURES | TIMES))})\b)[a-z]{{3,}}", re.IGNORECASE
)
"""A thing without a name that a pronoun behind it may stand for."""
_IN_PLACE = re.compile(rf"\b(?:in|at|around|near|across) (?:the )?{NAMED}")
_OWNS = frozenset({"has ", "have ", "had "})
_ALONE = re.compile(r" [\w’'-]+(?:\W*$| (?:for|from)\b)", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|each|every|who|any)\b", re.IGNORECASE)
PLURAL = re.compile(
    r"\b(?!(?:this|its|was|has|does|is|his)\b)[a-z]{3,}[^s\W]s\b|\b(?:people|staff|police|wom[ae]n|m[ae]n|children)\b"
)
WHO_DOES = re.compile(
    r"(?<=who )(?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b)"
    r"[a-z]+\b(?! to\b) ?",
    re.IGNORECASE,
)
"""What stands behind "who" and is a verb: "who leads the fund?"."""


def refers(text: str) -> bool:
    """Whether a text has a pronoun that may stand for something before it.

    None is: "there" in "is there", "this" in "this year", the "that" of a clause ("schemes that closed"), "each" and
    "both" before a noun, a "one" that counts or is set beside another of its kind, and what stands for a name or noun
    of the text itself ("Which firms moved their offices?", "Who runs Propel, and what does it do?").
    """
    return any(
        _LOOK[match.group().lower()](text[: match.start()], text[match.end() :])
        for match in _PRONOUN.finditer(text)
        if match.group() != "IT"
    )


def _always(before: str, after: str) -> bool:
    return True


def _there(before: str, after: str) -> bool:
    if _IN_PLACE.search(before) and _says_much(before):
        return False
    opens = not content_terms(_last_word(before))
    return not (_EXISTS.search(before) or (opens and _EXISTING.match(after)))


def _this(before: str, after: str) -> bool:
    return not _PERIOD.match(after)


def _that(before: str, after: str) -> bool:
    if _SO_THAT.search(before) or _is_beside(before, after):
        return False
    front = _last_word(before)
    if front and front.lower() not in STOP_WORDS and not _PERIOD.match(after):
        is_noun = bool(PLURAL.search(front)) or front[0].isupper()
        if _CLAUSE_AFTER.match(after) or (is_noun and _noun_follows(after)):
            return False
    return not after[1:2].isupper() and _of_clause(before, after)


def _those(before: str, after: str) -> bool:
    return not (re.match(r" (?:who|that|which)\b", after) or _is_beside(before, after))


def _is_beside(before: str, after: str) -> bool:
    """Whether a pronoun stands for a thing like one named before it: "compare with that in York"."""
    of_other = re.match(r" (?:of|in|for|at|from|with|on)\b", after)
    return bool(of_other and _BESIDE.search(before)) and _says_much(before)


def _one(before: str, after: str) -> bool:
    if _NUMBERED.search(before) or _COUNTED.match(after):
        return False
    if _BESIDE.search(before) and _says_much(before):
        return False
    front = _last_word(before)
    return front.lower() not in STOP_WORDS - _CHOOSING or not _noun_follows(after)


def _ones(before: str, after: str) -> bool:
    return not (_BESIDE.search(before) and _says_much(before))


def _each(before: str, after: str) -> bool:
    if re.match(r" of (?:the|our|these \w+)\b|.* and ", after, re.IGNORECASE):
        return False
    if _AFTER_AUXILIARY.search(before):
        return bool(_ALONE.match(after))
    return not _noun_follows(after)


def _former(before: str, after: str) -> bool:
    return not _noun_follows(after)


def _of_many(before: str, after: str) -> bool:
    """Of "their": whether no plural before it is meant."""
    return _they(before, after) and (_is_subject(before) or not (PLURAL.search(before) and _says_much(before)))


def _of_one(before: str, after: str) -> bool:
    """Of "its", "his" and "her": whether no name or thing before it is meant."""
    if not _of_clause(before, after):
        return False
    has_thing = _named(before) or (_THING.search(before) and not before.endswith(" of "))
    return _is_subject(before) or not (has_thing and _says_much(before))


def _of_clause(before: str, after: str) -> bool:
    """Of a pronoun by itself: whether nothing that a clause before its own names is meant."""
    said = _clauses_before(before)
    return not (_named(said) or _THING.search(said))


def _he(before: str, after: str) -> bool:
    said = _clauses_before(before)
    return not (_named(said) or _THING.search(said) or _WHICH.search(said))


def _they(before: str, after: str) -> bool:
    said = _clauses_before(before)
    return not (_named(said) or PLURAL.search(said))


def _it(before: str, after: str) -> bool:
    return not _FOLLOWS.match(after) and _of_clause(before, after)


_LOOK: dict[str, Callable[[str, str], bool]] = {
    "it": _it,
    "they": _they,
    "them": _they,
    "theirs": _they,
    "he": _he,
    "she": _he,
    "him": _he,
    "its": _of_one,
    "his": _of_one,
    "her": _of_one,
    "their": _of_many,
    "that": _that,
    "those": _those,
    "this": _this,
    "these": _this,
    "there": _there,
    "one": _one,
    "ones": _ones,
    "each": _each,
    "both": _each,
    "former": _former,
    "latter": _former,
    "same": _always,
    "afterward": _always,
    "afterwards": _always,
}
"""How each pronoun is looked at: whether, by the text before and behind it, it may stand for something said before."""


def _is_subject(before: str) -> bool:
    """Whether what comes next is the subject of a question: "do they"; not of "people who have their"."""
    auxiliary = _AFTER_AUXILIARY.search(before)
    return auxiliary is not None and not (auxiliary.group().lower() in _OWNS and _says_much(before))


def _says_much(text: str) -> bool:
    return len(content_terms(text)) > 1


def _clauses_before(before: str) -> str:
    """Return the clauses before that at the end of a text, if they say enough: "In Leeds, how many ...?" does not."""
    ends = list(_CLAUSE.finditer(before))
    said = before[: ends[-1].start()] if ends else ""
    mark = ends[-1].group().strip() if ends else ""
    return said if _ASKS.search(said) or mark in _PARTS or (mark != "," and _says_much(said)) else ""


def _named(text: str) -> bool:
    return bool(names_in(text))


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1] if words and text.endswith(" ") and words[-1][-1].isalnum() else ""


def _noun_follows(text: str) -> bool:
    """Whether a word follows that says something by itself."""
    word = re.match(r" ([\w’'-]+)", text)
    return word is not None and word.group(1).lower() not in STOP_WORDS
