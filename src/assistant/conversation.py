"""Conversation: a follow-up becomes a question that can be understood alone; small talk gets a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dates import MONTHS
from assistant.enumerations import with_item_meant
from assistant.fragments import AS_A_WHOLE, OPENER, add_phrase, compare_with, replace_slot
from assistant.indexing.lexical import STOP_WORDS, content_terms
from assistant.schema import Turn
from assistant.slots import MEASURES, TIMES, is_name, with_capitals
from assistant.topics import names_in, topic_of, with_names_meant
from assistant.years import compares, counts_from_a_year, is_distance, name_year, with_whole_years

__all__ = ["REPLIES", "leans", "names_in", "refers", "small_talk", "standalone_question", "without_courtesy"]

_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|that|this|those|these|he|she|him|her|his|there|ones?|same|former|latter|each|both|afterwards?)\b",
    re.IGNORECASE,
)
_MEANS_A_NAME = re.compile(r"\b(?:it|its|there|he|she|him|her|his)\b", re.IGNORECASE)
_WHO = re.compile(r"\W*(?:(?:and|but|so)\b[\s,]*)*(?:who|whose)\b", re.IGNORECASE)
_MEANS_MORE = re.compile(
    r"\b(?:that|this|those|these|ones?|same|former|latter|each|both|they|them|theirs?|of it)\b", re.IGNORECASE
)
"""Pronouns that stand for what was counted or said as well as for a thing with a name."""
_NO_PRONOUN = re.compile(
    r"\bit (?:costs?|takes?|took)(?: \w+){0,2} to \w+(?: \w+){2,}|"
    r"\b(?:phase|stage|round|part|step|year|week|day|tier|level|band|lot|zone|theme|pillar|priority|group|class|grade|"
    r"type|chapter|section|table|figure|option|objective|goal|target|category|scope|wave|tranche) one\b",
    re.IGNORECASE,
)
"""An "it" that stands for what follows ("What did it cost to keep the small ones running?"), a "one" that counts."""
_COMPARES_ONE = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*)*how (?:does|do|did|would|is|are) "
    r"(?P<one>(?:(?!\b(?:it|they|that|this|those|these)\b)[^?]){2,40}?) compar(?:e|ing)\W*$",
    re.IGNORECASE,
)
"""Asks the same of another: "how does Bristol compare?"."""
_OF_BEFORE = re.compile(
    r"\bthe (?:total|figure|number|rate|share|amount|sum)"
    r"(?= (?:gone|go|going|up|down|higher|lower|risen|fallen|rising|falling|changed|now|since|then|in the last)\b"
    r"|[?.,]|$)",
    re.IGNORECASE,
)
"""What was asked for, without saying of what: "Has the total gone up since May?"."""
_EXISTS = re.compile(r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were|be|been)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;?]\s|\s(?:and|but|then)\s")
_CONTINUES = re.compile(
    r"^(?:and|but|so|or|then|also|plus|what about|how about|vs|versus|same|no,|sorry|oops|i meant|instead|"
    r"ok(?:ay)?,? (?:and|but))\b",
    re.IGNORECASE,
)
_PLEASED = (
    r"(?:ah|oh|ok(?:ay)?|great|good|perfect|brilliant|lovely|excellent|super|nice|cool|fine|interesting|understood|noted|"
    r"got it|i see|(?:that['’]?s|that is|very|really|most) (?:very |really )?"
    r"(?:great|good|helpful|useful|clear|interesting)|sounds good|makes sense|no problem)"
)
_COURTESY = re.compile(
    rf"^(?:(?:(?:{_PLEASED}[ ,]+)*(?:(?:many )?thanks|thank you|thx|cheers|{_PLEASED})|hi|hello|hey|right|moving on|"
    r"good (?:morning|afternoon|evening)|(?:a |one )?(?:new|next|different|another|other|separate) "
    r"(?:question|topic|subject|one|thing|matter|q))(?: (?:there|all|very much|so much|a lot))?"
    r"(?:\s*[,.!;:–-]+\s*|\s+(?=(?:and|but|so|also|what|which|who|whose|when|where|why|how)\b)))+(?=\w)",
    re.IGNORECASE,
)
_JOINING = re.compile(r"^(?:and|but|so|also|then)\b[\s,]*(?=\w)", re.IGNORECASE)
_ELLIPTIC = re.compile(
    r"^(?:how many|which) (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|of|in|on|at|from)\b"
    r"|^out of\b|\b(?:high|low|bigg|larg|small|fast|slow|long|short|old|new|cheap)er\b"
    r"|\b(?:more|less|fewer|better|worse|than|else|others?|another|instead|too|number|figure|total)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|tell|give|list|name)\b",
    re.IGNORECASE,
)
_REPLIES_ONLY = re.compile(
    r"^(?:(?:yes|yeah|yep|no|nope|not?(?: really)?|correct|right|sure|of course|indeed|exactly"
    r"|i (?:do|am|have|did|was|will)"
    r"|i (?:do|am|have|did|was|will) ?n[o']t|that'?s (?:right|correct|it)|neither|none|both|maybe|i don'?t know)"
    r"\b[\s,.!]*)+$",
    re.IGNORECASE,
)
_ASKS_THE_SAME = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*(?P<asking>how (?:many|much|big|long|far|old)|what|who|when|where)"
    r"(?: (?:is|was|were|are|did|does|do) (?:it|that|this|they|those|there))?"
    r" (?=(?:in|for|at|of|from|by|during|with|across)\b)",
    re.IGNORECASE,
)
"""What asks once more as before, of what follows: "and how many were there in Bristol?"."""
_SAME_ASKING = re.compile(
    r"(?:and |but |so )*(?:how (?:many|much|big|long|far|old)|what|who|when|where)\b", re.IGNORECASE
)
_REQUESTS = re.compile(
    r"^(?:(?:and|but|so|please|(?:can|could|would) you)[\s,]+)*(?:give|show|tell|list|find)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"(?:if|unless|because|while|until|without)\b", re.IGNORECASE)
_OPENS_WITHOUT_ASKING = re.compile(r"^(?:for|in|at|on|of|from|by|with|among|across|during|under|over)\b", re.IGNORECASE)
_NARROWS = re.compile(r"^(?:just|only)\b|\bonly$", re.IGNORECASE)
"""Asks what was asked before of fewer: "just the schools?"."""
_SHORT = 3  # content words: a question with no more of them, in a conversation, leans on the one before
_WHOLE = 2  # content words: with fewer, a question has not even said of what it asks
_REMEMBERED = 20  # turns: a topic is never further back, and each is looked at with all before it
_SAME_WORDS = 8  # words: a longer one says what it is about
_FRAGMENT = 5  # words: more than these, after the opener, are a question of their own
_ASKED_OF = frozenset(content_terms(" ".join([*MEASURES, *TIMES, "next last this"])))
"""Words for what is asked of a thing, and when: "What is the target for next year?" leaves out of what."""
_YEAR_SAID = re.compile(r"\b(?:(?:last|this|next|financial) )*years?\b", re.IGNORECASE)
"""Says when, and nothing of what a question is about."""
_SMALL_TALK: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hiya)(?: there| all)?[\s!.,]*$", re.IGNORECASE
        ),
        "greeting",
    ),
    (
        re.compile(
            rf"^(?:{_PLEASED}[\s,.!]+)*(?:(?:many )?(?:thanks|thank you|thx|cheers|ta)|{_PLEASED}|"
            r"(?:that['’]?s|that is|that will be) (?:all|everything|it)(?: for (?:now|today))?|(?:good)?bye)"
            rf"(?:[\s,.!]+(?:very much|so much|a lot|you|again|for (?:that|this|your help)|(?:good)?bye|{_PLEASED}|"
            r"(?:many )?thanks|thank you|cheers|"
            r"(?:that['’]?s|that is|that will be) (?:great|all|everything)(?: for (?:now|today))?))*[\s!.,]*$",
            re.IGNORECASE,
        ),
        "thanks",
    ),
    (
        re.compile(
            r"^(?:what can you (?:do|help(?: me)? with)|how (?:do you|does this) work|who are you|what are you|help)"
            r"[\s?!.]*$",
            re.IGNORECASE,
        ),
        "abilities",
    ),
    (
        re.compile(
            r"^(?:which|what|how many) (?:documents|sources|reports|papers|publications|evidence) "
            r"(?:do you (?:have|hold|know|use)|(?:does|do) the (?:evidence|evidence base|index|corpus) (?:have|hold)"
            r"|are (?:there|indexed|in here|in the (?:evidence|evidence base|index|corpus)))"
            r"(?: (?:in (?:all|total|here|the (?:evidence|evidence base|index|corpus))|altogether))?[\s?.!]*$",
            re.IGNORECASE,
        ),
        "documents",
    ),
)
_THAT = r"(?:this|that|it|these|those)(?: (?:figure|number|answer|information|one)s?)?"
_SMALL_TALK += (
    (
        re.compile(
            r"^(?:(?:and|but|so|ok(?:ay)?)[\s,]+)*(?:"
            rf"where (?:did you (?:get|find) {_THAT}(?: from)?|(?:does|do) {_THAT} come from)|"
            rf"which (?:document|report|source|page) (?:is|are) {_THAT} (?:from|in)|"
            rf"(?:what(?:['’]?s| is| are) )?(?:the |your )?sources?(?: (?:of|for) {_THAT})?|"
            rf"(?:are you |is {_THAT} |really |quite )*(?:sure|certain)(?: (?:about|of) {_THAT})?|"
            rf"is {_THAT} (?:right|correct|true|reliable)|really|says who|who says(?: so| that)?)[\s?!.]*$",
            re.IGNORECASE,
        ),
        "sources",
    ),
)
REPLIES = {
    "greeting": "Hello. Ask a question about the evidence base and I will answer in its words, "
    "with the place where each answer stands.",
    "thanks": "You are welcome. Ask on whenever you like.",
    "abilities": "I answer questions from the documents of the evidence base, in their own words, with citations "
    "that open the exact place. "
    "Where the evidence does not hold an answer I say so.",
    "sources": "Each statement above is in the words of the document that its number cites, with the document's date: "
    "open the citation to see the exact place, and what stands around it.",
    "documents": "The evidence base holds {count}: {documents}.",
}


def small_talk(question: str) -> str | None:
    """Return the kind of small talk that a message is, a key of REPLIES; None for a question."""
    return next((kind for pattern, kind in _SMALL_TALK if pattern.match(question.strip())), None)


@dataclass(frozen=True)
class _Understood:
    """A question that can be understood alone.

    Attributes:
        text: the question.
        replaceable: what the next fragment takes its place in: the question without a fragment that found none.
        root: the last question that stood alone as it was typed, or with a name or year changed.
        topic: what it is asked of, where it is a fragment that found no place; else empty.
    """

    text: str
    replaceable: str
    root: str
    topic: str = ""


_BACK = re.compile(
    r"^\W*(?:(?:ok|okay|so|now|and|but),? )*(?:(?:(?:going |coming )?back|returning) to (?P<thing>[^:,?]+)[:,]? "
    r"|and (?:the|that|those) (?P<other>[^:,?]+), )(?=\w)",
    re.IGNORECASE,
)
"""Returns to what was talked about before the last turn: "Back to the fund: who chairs it?"."""


_FRONTED = re.compile(
    r"^\W*(?i:(?:ok|okay|so|now|and|but|(?:going |coming )?back to|returning to),? )*"
    r"(?!(?:In|On|At|For|From|By|With|Of|Since|After|Before|During|Back)\b)(?P<thing>(?:(?:the|that|those|these) [a-z]|[A-Z])[^,:?]{2,60})[,:] (?:then,? )?"
    r"(?P<asked>(?:who|what|when|where|how|which|why|is|are|was|were|does|do|did|has|have)\b[^?]*?\b)"
    r"(?:it|they|them|that(?=\W*$| (?:cost|do|pay|bring|open|start|begin|mean|get|have|cover)\b))\b(?P<rest>.*)$"
)


def up_to_thing(question: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns up to the last that speaks of what a question returns to; all, if it returns to nothing."""
    back = _BACK.match(question)
    thing = set(content_terms(back["thing"] or back["other"])) if back else set()
    for at in range(len(turns) - 1, -1, -1) if thing else ():
        if thing <= set(content_terms(f"{turns[at].question} {turns[at].answer}")):
            return turns[: at + 1]
    return turns


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood alone.

    A fragment ("and in Bristol?", "same for 2020") takes the place of the name or year in the question it
    follows. A follow-up with a pronoun, or too short to stand, gets the names of what was being talked about.
    A question that stands alone is returned as it is, without thanks or greetings before it.

    Args:
        question: as typed.
        history: earlier turns, oldest first.
    """
    turns = [Turn(with_whole_years(turn.question), turn.answer) for turn in history if not small_talk(turn.question)]
    return _understood(with_whole_years(question), turns[-_REMEMBERED:]).text


def _understood(question: str, turns: Sequence[Turn]) -> _Understood:
    typed, question = question, without_courtesy(question)
    if not turns:
        return _alone(question if question == typed else _JOINING.sub("", question))
    question = _COMPARES_ONE.sub(r"what about \g<one>?", question)
    if not leans(question):
        return _alone(question)
    turns = up_to_thing(question, turns)
    question = with_item_meant(with_names_meant(_in_order(question), turns), turns)
    if not leans(question):
        return _alone(question)
    before = _understood(turns[-1].question, turns[:-1])
    if _REPLIES_ONLY.match(question.strip()):
        return before  # an answer to what was asked back: it names nothing, and fills no slot
    answer = turns[-1].answer
    said, fragment = _fragment(question, before.text)
    if counts_from_a_year(fragment) and not is_distance(fragment):
        question = name_year(question, before.text, answer)
        said, fragment = _fragment(question, before.text)
    filled = _in_place(question, said, fragment, before, turns)
    if filled:
        return filled
    question = name_year(question, before.text, answer)
    if fragment and before.topic and not refers(fragment):
        topic = before.topic  # the fragment before was another thing of the same
    else:
        leaning = bool(fragment and not _REQUESTS.match(question.strip())) or _wants_words(question, before.text)
        topic = topic_of(question, before.text, before.root, answer, leaning=leaning)
    text = f"{question.strip()} ({topic})" if topic else question
    return _Understood(text, text, before.root, topic if fragment else "")


def _in_order(question: str) -> str:
    """Return a question with the thing it names first where a pronoun stands for it: "the hub, who leads it?"."""
    fronted = _FRONTED.match(question)
    if fronted is None or refers(fronted["thing"]):
        return question
    return f"{fronted['asked']}{fronted['thing'].strip()}{fronted['rest']}"


def _in_place(
    question: str, said: str, fragment: str, before: _Understood, turns: Sequence[Turn]
) -> _Understood | None:
    """Return the earlier question with what a follow-up names in its place; None if it has no place there.

    Args:
        question: the follow-up.
        said: the same without what it asks once more.
        fragment: what it names; empty if it asks anything new.
        before: the earlier question.
        turns: earlier turns, oldest first.
    """
    earlier = [with_capitals(text) for text in dict.fromkeys((before.replaceable, before.root))]
    for text in earlier:
        compared = compare_with(text, with_capitals(question))
        if compared:
            return _Understood(compared, before.replaceable, before.root)
    if not fragment:
        return None
    named = with_capitals(fragment)
    for text in earlier:
        replaced = replace_slot(text, said, named, turns)
        if replaced:
            return _Understood(replaced, replaced, replaced if text == earlier[-1] else before.root)
    added = add_phrase(earlier[0], said, named)
    if added:
        return _Understood(added, added, before.root)
    if _NARROWS.search(fragment) or is_name(named):
        return _Understood(f"{before.replaceable.rstrip()} {question.strip()}", before.replaceable, before.root)
    return None


def _alone(question: str) -> _Understood:
    return _Understood(question, question, question)


def _fragment(question: str, before: str) -> tuple[str, str]:
    """Return a follow-up without what it asks once more, and what it names; this is empty if it asks anything new."""
    own = question.strip()
    asked = _ASKS_THE_SAME.match(own)
    if (
        asked
        and _SAME_ASKING.match(before)
        and asked["asking"].lower() in (before.lower()[: len(asked["asking"])], "what")
    ):
        own = own[asked.end() :]
    fragment = OPENER.sub("", own).strip(" ?.!")
    words = AS_A_WHOLE.sub("", fragment).split()
    own_question = _ASKS.search(fragment) or _CONDITION.match(fragment) or compares(fragment)
    return own, fragment if not own_question and len(words) <= _FRAGMENT else ""


def refers(text: str) -> bool:
    """Whether a text has a pronoun that may stand for something before it."""
    return bool(_REFERS.search(text))


def without_courtesy(question: str) -> str:
    """Return a question without what is said before it only to be polite: "Thanks.", "OK, next one:".

    An "and" after it goes too where a whole question follows: thanks close what was talked about.
    """
    polite = _COURTESY.match(question.strip())
    if polite is None:
        return question
    left = question.strip()[polite.end() :]
    alone = _JOINING.sub("", left)
    return alone if _is_whole(alone) and len(content_terms(alone)) > _SHORT else left


def leans(question: str) -> bool:
    """Whether a question can only be understood with the one before it: a pronoun, "and ...", or hardly any words."""
    if counts_from_a_year(question) or _asks_the_same(question):
        return True
    own = OPENER.sub("", _NO_PRONOUN.sub("", question.strip()))
    pronoun = _REFERS.search(own)
    if pronoun and not _names_before(own[: pronoun.start()]):
        return True
    if set(names_in(own)).difference(MONTHS) and _ASKS.search(own):
        return False  # it names what it is about
    if _OF_BEFORE.search(own):
        return True
    if _OPENS_WITHOUT_ASKING.match(question.strip()) and not _ASKS.search(question):
        return True
    said = [term for term in _own_terms(_YEAR_SAID.sub("", question)) if not term.isdecimal()]
    return bool(_CONTINUES.match(question.strip())) or len(said) <= _SHORT


def _asks_the_same(question: str) -> bool:
    """Whether a question only asks what was asked before of another place or time: "How many in Bristol?"."""
    asked = _ASKS_THE_SAME.match(question.strip())
    if asked is None or len(question.split()) > _SAME_WORDS:
        return False
    return not _ASKS.search(question.strip()[asked.end() :])


def _names_before(said: str) -> bool:
    """Whether a question has named what a later clause's pronoun stands for: "Who runs Propel and what is its aim?"."""
    clauses = _CLAUSE.split(said)
    return len(clauses) > 1 and bool(names_in(" ".join(clauses[:-1])))


def _points_back(question: str) -> bool:
    """Whether a pronoun stands for something said; the one in "is there" does where the question compares."""
    question = _NO_PRONOUN.sub("", question)
    return bool(_REFERS.search(question if _ELLIPTIC.search(question) else _EXISTS.sub("", question)))


def _wants_words(question: str, before: str) -> bool:
    """Whether the names that were talked about are not enough to say what a follow-up is about."""
    is_clear = _says_what(question) and bool(names_in(before))
    if _points_back(question):
        said = _NO_PRONOUN.sub("", question)
        is_clear = is_clear or (bool(names_in(before)) and bool(_WHO.match(said)))
        return not (is_clear and _MEANS_A_NAME.search(said) and not _MEANS_MORE.search(said))
    return not (_is_whole(question) or is_clear)


def _is_whole(question: str) -> bool:
    """Whether a short question leaves nothing out: it asks, names a thing, compares with nothing and joins nothing."""
    own = question.strip()
    if (_CONTINUES.match(own) and len(content_terms(own)) <= _SHORT) or _ELLIPTIC.search(own):
        return False
    says = _own_terms(own)
    return bool(_ASKS.search(own)) and bool(says - _ASKED_OF) and len(says) >= _WHOLE


def _says_what(question: str) -> bool:
    """Whether a question, even one that goes on with "and", says of what it asks, and compares with nothing."""
    own = _own_terms(question)
    said = len(own - _ASKED_OF)
    return (said >= _WHOLE or (said > 0 and len(own) > _WHOLE)) and not _ELLIPTIC.search(question)


def _own_terms(question: str) -> frozenset[str]:
    """Return the content words of a question; of "what's" the index keeps "what"."""
    return frozenset(content_terms(question)) - STOP_WORDS
