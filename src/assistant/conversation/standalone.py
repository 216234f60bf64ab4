"""Conversation: a follow-up becomes a question that can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.corrections import plainly
from assistant.conversation.enumerations import with_item_meant
from assistant.conversation.fragments import AS_A_WHOLE, OPENER, add_phrase, compare_with, replace_slot
from assistant.conversation.leaning import ASKS, ASKS_THE_SAME, SHORT, is_whole, leans, wants_words
from assistant.conversation.name_slots import has_name_like
from assistant.conversation.names import ARTICLE, NAMED, QUESTION_WORDS, is_name, is_plain, names_in
from assistant.conversation.pronouns import refers
from assistant.conversation.slots import MEASURES, TIMES
from assistant.conversation.small_talk import COURTESY, opens_subject, small_talk
from assistant.conversation.topics import Topic, distinct, topic_of, with_names_meant
from assistant.conversation.years import (
    compares,
    counts_from_a_year,
    is_distance,
    name_year,
    of_all_years,
    with_whole_years,
)
from assistant.english.capitals import capitalise_places
from assistant.english.places import named_places
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_COMPARES_ONE = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*)*how (?:does|do|did|would|is|are) "
    r"(?P<one>(?:(?!\b(?:it|they|that|this|those|these)\b)[^?]){2,40}?) compar(?:e|ing)\W*$",
    re.IGNORECASE,
)
"""Asks the same of another: "how does Bristol compare?"."""
_COMPARATIVE = r"(?:more|less|fewer|better|worse|(?:high|low|larg|bigg|small|fast|slow|long|short|cheap)er)"
_ASKS_A_FIGURE = re.compile(rf"\bhow\b|\b(?:{'|'.join(sorted(MEASURES))})s?\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"^(?i:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*(?:"
    rf"(?i:how (?:many|much) (?:did|does|do|has|have|had|will|would)) (?P<other>{NAMED})(?: (?P<verb>[a-z]+))?"
    rf"|(?i:what (?:did|does|will|would)) (?P<getting>{NAMED}) (?:get|receive|have|manage)"
    rf"|(?i:has|have|had|did|does) (?P<having>{NAMED}) (?:(?:have|got|had|get) )?any"
    rf"|(?i:is|are|was|were) (?P<whose>{NAMED})['’]s? (?:any |much |a lot )?{_COMPARATIVE}"
    rf"|(?i:is|are|was|were|do|does|did|has|have|had) (?P<beside>{NAMED}) "
    rf"(?:(?:have|get|got|had) )?(?:any |much |a lot )?{_COMPARATIVE}"
    rf"|(?i:what (?:is|are|was|were)) (?P<of>{NAMED})['’]s? (?:total|figure|number|share|rate|score|one)"
    r")\W*$"
)
"""Asks once more, of another name: "How many did Bradford build?", "Was Bradford's higher?", "Is York higher?"."""
_SUBJECT = re.compile(rf"\b(?i:do|does|did|has|have|had|will|would) (?P<name>(?:the )?{NAMED})")
"""The name that does what is asked, behind the verb that opens the clause: "How many homes did Leeds sell to York?"."""
_TOTAL_OF_IT = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*what(?:['’]?s| is| was)? (?:the )?(?P<total>(?:grand |overall )?total)\W*$",
    re.IGNORECASE,
)
_DOING = frozenset("get have do manage receive see".split())
_JOINING = re.compile(r"^(?:and|but|so|also|then)\b[\s,]*(?=\w)", re.IGNORECASE)
_REPLIES_ONLY = re.compile(
    r"^(?:(?:yes|yeah|yep|no(?: really)?|nope|not(?: really)?|correct|right|sure|of course|indeed|exactly"
    r"|i (?:do|am|have|did|was|will)"
    r"|i (?:do|am|have|did|was|will) ?n[o']t|that'?s (?:right|correct|it)|neither|none|both|maybe|i don'?t know)"
    r"\b[\s,.!]*)+$",
    re.IGNORECASE,
)
_SAME_ASKING = re.compile(
    r"(?:and |but |so )*(?:how (?:many|much|big|long|far|old)|what|who|when|where)\b", re.IGNORECASE
)
_REQUESTS = re.compile(
    r"^(?:(?:and|but|so|please|(?:can|could|would) you)[\s,]+)*(?:give|show|tell|list|find)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"(?:if|unless|because|while|until|without)\b", re.IGNORECASE)
_NARROWS = re.compile(r"^(?:just|only)\b|\bonly$", re.IGNORECASE)
"""Asks what was asked before of fewer: "just the schools?"."""
_REMEMBERED = 20  # turns: a topic is never further back, and each is looked at with all before it
_FRAGMENT = 5  # words: more than these, after the opener, are a question of their own
_LED_BACK = (
    r"(?:(?:can|could) (?:we|i) |let(?:['’]?s| us| me) |to )?(?:(?:(?:go|com)(?:ing|e)? |get |turn )?back|returning) to"
)
_BACK = re.compile(
    rf"^\W*(?:(?:ok|okay|so|now|and|but|well|anyway),? )*(?:{_LED_BACK} (?P<thing>[^:;,.?]+?)"
    r"(?:[:;,.]+ | [–-]+ | (?=(?:who|what|which|when|where|why|how)\b))"
    r"|and (?:the|that|those) (?P<other>[^:,?]+), )(?=\w)",
    re.IGNORECASE,
)
"""Returns to what was talked about before the last turn: "Back to the fund: who chairs it?"."""
_CALLED = re.compile(r"(?:the|that|those|these) [a-z]")
_FRONTED = re.compile(
    rf"^\W*(?i:(?:ok|okay|so|now|and|but|well|anyway|{_LED_BACK}),? )*"
    r"(?!(?:In|On|At|For|From|By|With|Of|Since|After|Before|During|Back)\b)"
    r"(?P<thing>(?:(?:the|that|those|these) [A-Za-z]|[A-Z])[^,:?]{2,60})[,:] (?:then,? )?"
    r"(?P<asked>(?:who|what|when|where|how|which|why|is|are|was|were|does|do|did|has|have)\b[^?]*?\b)"
    r"(?:it|they|them|that(?=\W*$| (?:cost|do|pay|bring|open|start|begin|mean|get|have|cover)\b))\b(?P<rest>.*)$"
)
"""Names a thing first, and then asks of it by a pronoun."""
_NEW_THING = re.compile(
    r"^\W*(?i:(?:and|but|so|ok(?:ay)?|what about|how about)\b,? )+(?:for )?"
    r"(?P<thing>[a-z][\w-]*(?: (?!of\b|in\b)[a-z][\w-]*){0,2}), "
    r"(?P<asked>(?:how|what|when|where|why|who|which|is|was|does|did)\b[^?]*?\b)"
    r"(?:(?P<part>of (?:it|that|them|those)(?= (?:is|are|was|were|has|have|had|did|does|do|will|would|came|went)\b))"
    r"|(?:(?<=\bis )|(?<=\bwas )|(?<=\bdoes )|(?<=\bdid ))(?:it|that)(?= \w))(?P<rest>.+)$"
)
"""Goes on to another thing, and asks of it by a pronoun: "and lobster, how much of that was landed?"."""
_NO_THING = re.compile(
    r"(?:\w+ly|overall|again|al(?:l|so|together)|together|instead|today|now|here|elsewhere|next|last|each|every|far|once"
    r"|then|well|right|yes|no|thanks|please|if|in|on|at|by|from|with|since|after|before|during|until|under|over)\b"
)
"""What stands before a comma, in small letters, and is no thing: "and locally, how much of it was sold?"."""
_HOW_MUCH = re.compile(r"how (?:much|many) $")


@dataclass(frozen=True)
class _Understood:
    """A question that can be understood alone.

    Attributes:
        text: the question.
        replaceable: what the next fragment takes its place in: the question without a fragment that found none.
        root: the last question that stood alone as it was typed, or with a name or year changed.
        topic: what it is asked of, where it is a fragment that found no place; else empty.
        lent: names in its brackets that only an answer gave, and whether this said who.
    """

    text: str
    replaceable: str
    root: str
    topic: str = ""
    lent: tuple[tuple[str, bool], ...] = ()


def up_to_thing(question: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns up to the last that speaks of what a question returns to; all, if it returns to nothing.

    What no turn calls so was talked about before the subject was changed.
    """
    back = _BACK.match(question)
    thing = set(content_terms(back["thing"] or back["other"])) if back else set()
    for at in range(len(turns) - 1, -1, -1) if thing else ():
        if thing <= set(content_terms(f"{turns[at].question} {turns[at].answer}")):
            return turns[: at + 1]
    changed = [at for at, turn in enumerate(turns) if at and opens_subject(turn.question)]
    return turns[: changed[-1]] if changed and back and back["thing"] else turns


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
    if not turns or _changes_subject(typed):
        return _alone(question if question == typed else _JOINING.sub("", question))
    question = plainly(question)
    turns, returning, asked = up_to_thing(question, turns), _leans_back(question), question
    new = _of_new_thing(question)
    question = new or _in_order(_of_another(question, turns[-1].question))
    thing, question = _returned_to(question)
    if not (new or thing or returning or leans(question)):
        return _alone(question)
    question = with_item_meant(with_names_meant(question, turns), turns)
    if not (new or thing or leans(question) or (returning and (question == asked or not names_in(question)))):
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
        return replace(filled, lent=before.lent)
    question = name_year(question, before.text, answer)
    if fragment and before.topic and not refers(fragment):
        topic = Topic(before.topic, before.lent)  # the fragment before was another thing of the same
    else:
        leaning = bool(fragment and not _REQUESTS.match(question.strip())) or wants_words(question, before.text, answer)
        leaning = leaning and not thing  # that says what it is about
        topic = topic_of(question, before.text, before.root, answer, leaning=leaning, lent=before.lent)
    meant = [ARTICLE.sub("", with_names_meant(thing, turns)), *topic.text.split(", ")]
    topic = replace(topic, text=", ".join(distinct(filter(None, meant))))
    text = f"{question.strip()} ({topic.text})" if topic.text else question
    return _Understood(text, text, before.root, topic.text if fragment else "", topic.lent)


def _changes_subject(question: str) -> bool:
    """Whether a question says that it is of another subject, and leaves nothing out that was said before."""
    asked = _JOINING.sub("", without_courtesy(question))
    return opens_subject(question) and is_whole(asked) and not refers(asked)


def _of_another(question: str, before: str) -> str:
    """Return "what about Bristol?" for a question that asks of Bristol what the one before asked; else the question.

    Where the one before has a subject, Bristol takes its place at once: of its names it is not the last that is meant.
    """
    compared = _COMPARES_ONE.match(question)
    if compared:
        return f"what about {compared['one']}?"
    total = _TOTAL_OF_IT.match(question)
    if total and of_all_years(before, total["total"]):
        return f"and the {total['total']}?"
    asked = _OF_ANOTHER.match(capitalise_places(question).strip())
    if asked is None:
        return question
    if asked["beside"] and not _ASKS_A_FIGURE.search(before):
        return question
    groups = ("other", "getting", "having", "whose", "beside", "of")
    name = next(asked[group] for group in groups if asked[group])
    again = (
        asked["verb"] is None
        or asked["verb"] in _DOING
        or set(content_terms(asked["verb"])) <= set(content_terms(before))
    )
    if not (again and has_name_like(capitalise_places(before), name)):
        return question
    subject = None if asked["of"] or asked["whose"] or leans(before) else _SUBJECT.search(before)
    return (
        f"{before[: subject.start('name')]}{name}{before[subject.end('name') :]}" if subject else f"what about {name}?"
    )


def _returned_to(question: str) -> tuple[str, str]:
    """Return what a question says that it goes back to, and the question without saying so.

    The first is empty where it goes back to nothing, or calls it by a pronoun ("back to the first one").
    """
    back = _BACK.match(question)
    named = back and back["thing"] and not refers(back["thing"])
    return (back["thing"], question[back.end() :]) if back and named else ("", question)


def _leans_back(question: str) -> bool:
    """Whether a question that returns to a thing leans on what was said of it."""
    back = _BACK.match(question)
    return back is not None and (refers(back.group()) or leans(question[back.end() :]))


def _in_order(question: str) -> str:
    """Return a question with the thing it names first where a pronoun stands for it: "the hub, who leads it?"."""
    fronted = _FRONTED.match(question)
    if fronted is None or refers(fronted["thing"]) or not _names_a_thing(fronted["thing"]):
        return question
    return f"{fronted['asked']}{fronted['thing'].strip()}{fronted['rest']}"


def _of_new_thing(question: str) -> str:
    """Return what a question asks of another thing of the same topic with it in its pronoun's place; empty for others.

    Of what was said before only names go with it: neither the old thing nor what was asked of that is meant.
    """
    asked = _NEW_THING.match(question)
    if asked is None or _NO_THING.match(asked["thing"]) or named_places(capitalise_places(asked["thing"])):
        return ""
    words = asked["thing"].split()
    if QUESTION_WORDS.match(words[0]) or words[-1] in TIMES:
        return ""
    of = "of " if asked["part"] and not _HOW_MUCH.search(asked["asked"]) else ""
    return f"{asked['asked']}{of}{asked['thing']}{asked['rest']}"


def _names_a_thing(text: str) -> bool:
    """Whether a text before a comma is a thing ("the hub", "Harrow Fold"), rather than "Overall" or "Last year"."""
    if tuple(text.lower().split()) in named_places(text):
        return False
    return bool(_CALLED.match(text)) or (is_name(text) and not is_plain(ARTICLE.sub("", text).split()[0]))


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
    earlier = [capitalise_places(text) for text in dict.fromkeys((before.replaceable, before.root))]
    for text in earlier:
        compared = compare_with(text, capitalise_places(question))
        if compared:
            return _Understood(compared, before.replaceable, before.root)
    if not fragment:
        return None
    named = capitalise_places(fragment)
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
    asked = ASKS_THE_SAME.match(own)
    if (
        asked
        and _SAME_ASKING.match(before)
        and asked["asking"].lower() in (before.lower()[: len(asked["asking"])], "what")
    ):
        own = own[asked.end() :]
    fragment = OPENER.sub("", own).strip(" ?.!")
    words = AS_A_WHOLE.sub("", fragment).split()
    own_question = ASKS.search(fragment) or _CONDITION.match(fragment) or compares(fragment)
    return own, fragment if not own_question and len(words) <= _FRAGMENT else ""


def without_courtesy(question: str) -> str:
    """Return a question without what is said before it only to be polite: "Thanks.", "OK, next one:".

    An "and" after it goes too where a whole question follows: thanks close what was talked about.
    """
    polite = COURTESY.match(question.strip())
    if polite is None:
        return question
    left = question.strip()[polite.end() :]
    alone = _JOINING.sub("", left)
    return alone if is_whole(alone) and len(content_terms(alone)) > SHORT else left
