"""What a part of a question is about where others say so: the parts before it, or sentences that ask nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.fragments import OPENER, replace_slot
from assistant.conversation.leaning import leans
from assistant.conversation.names import names_but_months, names_in
from assistant.conversation.pronouns import refers
from assistant.conversation.requests import without_request
from assistant.conversation.slots import MEASURES
from assistant.english.dates import MONTH_NAMES, YEAR_DIGITS, YEAR_OR_SPAN, is_month
from assistant.english.places import named_places
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

ASKING = r"(?:(?:in|on|by|for|to|from|at|with|since|of|under) )?(?:what|which|who|whom|whose|when|where|why|how)\b"
"""How a question begins, as a pattern."""
ASKING_WHETHER = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"
"""How a question begins that is answered by yes or no, as a pattern."""
_WHO_IS = re.compile(
    r"^who(?:['’]s| is| are| was| were) (?:the |its |their |an? )?"
    r"(?:(?!of\b|at\b|for\b|in\b)[\w’'-]+[ ?]*)+(?:(?:of|at|for|in) (?:the )?)?",
    re.IGNORECASE,
)
"""Asks for the holder of a role. The role is what is asked, no subject of the next part; whose it is may be one."""
_OWN_WORDS = 2
"""Content words from which a part says itself what it asks for: "who paid?" does not."""
_ASKS_ANOTHER = re.compile(
    rf"(?:what (?:is|was|are|were) the|how (?:many|much)|which) (?!{ASKING_WHETHER}|of\b)[a-z]", re.IGNORECASE
)
"""Asks for a thing by its name, and so is not of the figure that was asked for before it: "what was the profit?"."""
_WHEN = re.compile(
    rf"\b(?:{MONTH_NAMES}|between|since|until|till|during|before|after|now|currently|today"
    r"|(?:last|this|next|per|a) year)\b",
    re.IGNORECASE,
)
_DID = re.compile(r"\b(?:do|does|did) (?P<rest>.+)", re.IGNORECASE)
_DOES_TO = re.compile(
    r"(?P<who>(?:(?:the|an?|its|their|our) )?[\w’'-]+(?: (?!(?:the|an?|its|their|our)\b)[\w’'-]+)??) (?P<verb>[a-z]+) "
    r"(?P<what>(?:an?|any|its|their|our|the) [^?]+)",
    re.IGNORECASE,
)
"""Who does something to what: "the council publish a report"."""
_OBJECT = re.compile(r" (?:on|in|to|with|by|from|about)\b.*", re.IGNORECASE)
"""What follows the verb: "spend on roads"; "of", "at" and "for" may belong to the thing before it."""
_WHO_DOES = re.compile(r"^who (?!is\b|are\b|was\b|were\b)[\w’'-]+ (?P<rest>.+)", re.IGNORECASE)
_KNOWN = re.compile(
    r"\bthe [\w’'-]+(?=\??$| (?:is|are|was|were|has|have|had|worth|cost|last|open|close|start|begin|end|take|run|spend"
    r"|pay|cover)\b)",
    re.IGNORECASE,
)
"""Speaks of a thing by one word as of one that is known: "how much is the contract worth?" asks of no other one."""
_PREAMBLE = re.compile(
    rf"^(?P<before>[^?]*?[.!]\s+)(?P<rest>(?:(?:and|so|but|also),? )?(?:{ASKING}|{ASKING_WHETHER}).+)$",
    re.IGNORECASE | re.DOTALL,
)
_OF_ASKER = re.compile(
    r"\b(?:hi|hello|hey|dear|sorry|quick (?:one|question)|asked (?:me|us)|been asked|briefing|speech|slides?|letter"
    r"|(?:i|we)(?:['’]?m|['’]?re| am| are)? (?:\w+ )?(?:writ(?:e|ing)|draft(?:ing)?|prepar(?:e|ing)|repl(?:y|ying)"
    r"|answer(?:ing)?|updat(?:e|ing)))\b",
    re.IGNORECASE,
)
"""Tells who asks and why, and nothing of what is asked; other sentences before a question are a part of it."""
_YEARS = re.compile(rf"\b{YEAR_OR_SPAN}\b")
_ENOUGH = 3
"""Content words from which a question says what it asks without the sentences before it; one more if it speaks of
something as known."""


_BARE = re.compile(r"(?:when|where|why|how)\W*", re.IGNORECASE)
_ASKED_FIRST = re.compile(rf"^(?:{ASKING} )?(?P<clause>{ASKING_WHETHER} .+?)\W*$", re.IGNORECASE)
"""A question without the word that it asks with, where what is asked for is not what does it ("which estate is")."""

_GAPPED = re.compile(
    r"^(?P<asking>how (?:many|much|long|often)|what|which|who|when|where),? (?P<rest>(?:in|on|at|by|for|from|with|to"
    r"|under|after|before|during|since|once|now|today|across|among)\b(?: [^\s?]+){0,4})\??$",
    re.IGNORECASE,
)
"""Asks the same again of something else, without a verb: "..., and how many in 2023?"; a longer one may have one."""
_NO_GAP = re.compile(
    rf"\b(?:{ASKING_WHETHER}|(?:must|may|might|shall|it|its|them|they|their|this|that|these|those|there|whom|which|what)\b)",
    re.I,
)
_STATE = re.compile(r"(?:once|now|today)\b", re.IGNORECASE)
_LAST_STATE = re.compile(
    rf"\b(?:in|at|during|before|after|by) (?=[^?]*\b(?:{YEAR_DIGITS}|phase|stage|year|month|pilot|trial|round|period"
    r"|start|beginning|launch|opening|first)\b)(?:(?!\b(?:in|on|at|by|for|during)\b)[^?,])+\?$",
    re.IGNORECASE,
)
"""The phrase at a question's end that says when, or in which state of things; where it is of is no such phrase."""


def without_preamble(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a question without sentences before it that tell who asks and why, and what these name.

    Their names and years may say what the question is about. One that says too little without them is left as it is.
    """
    found = _PREAMBLE.match(text.strip())
    if found is None or not _OF_ASKER.search(found["before"]):
        return text, ()
    rest = found["rest"]
    words = [term for term in content_terms(rest) if not term[0].isdigit()]
    if refers(rest) or len(words) < _ENOUGH + bool(_KNOWN.search(rest)):
        return text, ()
    said = [*names_in(found["before"]), *_YEARS.findall(found["before"])]
    return rest, tuple(name for name in dict.fromkeys(said) if name.lower() not in rest.lower() and not is_month(name))


def named(question: str, names: Sequence[str]) -> str:
    """Return a question with what it is about behind it, after what stands there already."""
    if not names:
        return question
    if question.endswith(")"):
        return f"{question[:-1]}, {', '.join(names)})"
    return f"{question.rstrip('?')}? ({', '.join(names)})"


def says_name(question: str, name: str) -> bool:
    """Whether a question has a name, as words of their own: "Yorkshire" does not say York."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, re.IGNORECASE))


def places_and_years(names: Sequence[str]) -> list[str]:
    """Return those names that say where or when, and so are of every part of a question."""
    return [name for name in names if named_places(name) or _YEARS.fullmatch(name)]


def asked_again(piece: str, before: str) -> str:
    """Return the question before with what a part without a verb puts in its place; empty for any other part.

    Of "How many scans were made in phase one?" and "how many once at full scale" that is "How many scans were made once
    at full scale?".

    Args:
        before: the part before, as a question of its own.
    """
    gapped = _GAPPED.match(piece)
    if gapped is None or _NO_GAP.search(gapped["rest"]) or not re.search(rf"\b{gapped['asking']}\b", before, re.I):
        return ""
    rest, whole = gapped["rest"].strip(), before if before.endswith("?") else f"{before}?"
    if _STATE.match(rest):
        last = _LAST_STATE.search(whole)
        return f"{whole[: last.start()] if last else f'{whole[:-1]} '}{rest}?"
    return replace_slot(whole, rest, OPENER.sub("", rest.removeprefix("to ")), [Turn(whole)]) or ""


def is_bare(piece: str) -> bool:
    """Whether a part is a word that asks, and nothing else: "..., and why?"."""
    return bool(_BARE.fullmatch(piece))


def with_subject(piece: str, before: Sequence[str]) -> tuple[str, str]:
    """Return a part as a question of its own, and how it is asked if that is refused.

    One that leans on those before it, by a pronoun or for want of words, gets what they are about. One that says what
    it asks for may still be of what they name, or of nothing of theirs: it is asked with the names first, lest another
    place answers, and then alone; where they name nothing it is asked alone first.
    """
    question = f"{piece.rstrip(' .?')}?"
    if not before or not leans(f"and {piece}"):
        return question, ""
    asked = _ASKED_FIRST.match(before[-1]) if is_bare(piece) else None
    if asked:
        return f"{piece.strip(' ?')} {asked['clause']}?", ""
    leaning = refers(piece) or not _says_what(piece)
    topics = [part if leaning or named_places(part) else _WHO_IS.sub("", part) for part in before]
    names = [name for part in topics for name in names_but_months(part)]
    tells_what = len(names) > len(places_and_years(names))
    subject = names if tells_what or not leaning else [*names, *_subject(topics[0])]
    subject = subject or _subject(topics[0])
    if MEASURES.issuperset(subject) and _ASKS_ANOTHER.match(piece) and not refers(piece):
        return question, ""
    missing = [name for name in dict.fromkeys(subject) if not says_name(question, name)]
    if not missing:
        return question, ""
    whole = f"{question} ({', '.join(missing)})"
    if leaning:
        return whole, ""
    return (whole, question) if names or _KNOWN.search(piece) else (question, whole)


def _subject(question: str) -> list[str]:
    """Return the words of a question without names that say what it is about, and a later part may be.

    Of "how many projects did the trust run in 2020?" that is the trust: neither the time nor what is counted or done.
    """
    asked = _WHEN.sub(" ", without_request(question)).strip()
    did, who = _DID.search(asked), _WHO_DOES.match(asked)
    if did:
        done = _DOES_TO.match(did["rest"])
        if done:
            return _words(f"{done['who']} {_OBJECT.sub('', done['what'])}")
        words = _words(_OBJECT.sub("", did["rest"]))
        held = re.search(r"\b(?:have|get)\b\W*$", did["rest"], re.IGNORECASE)
        words = words if held or len(words) < 2 else words[:-1]  # the last one is the verb
    else:
        words = _words(who["rest"] if who else asked)
    return words or _words(question)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d][\w’'-]+", text) if content_terms(word)]


def _says_what(piece: str) -> bool:
    """Whether a part is a sentence with words of its own: "what share in 2030?" and "was the target 100k?" are not."""
    words = [term for term in content_terms(piece) if not term[0].isdigit()]
    return bool(re.search(rf"\b{ASKING_WHETHER}", piece, re.IGNORECASE)) and len(words) >= _OWN_WORDS
