"""Conversation: a follow-up becomes a question that can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.another import of_another
from assistant.conversation.corrections import plainly
from assistant.conversation.enumerations import with_item_meant
from assistant.conversation.fragments import AS_A_WHOLE, OPENER, add_phrase, compare_with, names_its_place, replace_slot
from assistant.conversation.fronted import in_order, of_new_thing
from assistant.conversation.leaning import ASKS, ASKS_THE_SAME, SHORT, is_whole, leans, wants_words
from assistant.conversation.names import ARTICLE, is_name, is_plain, name_spans, names_in
from assistant.conversation.pronouns import refers
from assistant.conversation.returning import leans_back, returned_to, up_to_thing
from assistant.conversation.small_talk import COURTESY, opens_subject, small_talk
from assistant.conversation.topics import Topic, distinct, topic_of, with_names_meant
from assistant.conversation.years import (
    compares,
    counts_from_a_year,
    is_distance,
    name_year,
    with_whole_years,
    without_now,
)
from assistant.english.capitals import capitalise_places
from assistant.english.dates import is_month
from assistant.english.places import is_place
from assistant.english.spelling import english_words
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_JOINING = re.compile(r"^(?:and|but|so|also|then)\b[\s,]*(?=\w)", re.IGNORECASE)
_REPLIES_ONLY = re.compile(
    r"^(?:(?:yes|yeah|yep|no(?: really)?|nope|not(?: really)?|correct|right|sure|of course|indeed|exactly"
    r"|i (?:do|am|have|did|was|will)"
    r"|i (?:do|am|have|did|was|will) ?n[o']t|that'?s (?:right|correct|it)|please|neither|none|both|maybe|i don'?t know)"
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
_PAST = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)
_ASKS_WHETHER = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*)*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(r"^(?:just|only)\b|\bonly$", re.IGNORECASE)
"""Asks what was asked before of fewer: "just the schools?"."""
_REMEMBERED = 20  # turns: a topic is never further back, and each is looked at with all before it
_RARE = 50  # times in the speller's dictionary: of words with no more, many are names ("Burley", "Siemens")
_FRAGMENT = 5  # words: more than these, after the opener, are a question of their own


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


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood alone.

    A fragment ("and in Bristol?", "same for 2020") takes the place of the name or year in the question it
    follows. A follow-up with a pronoun, or too short to stand, gets the names of what was being talked about.
    A question that stands alone is returned as it is, without thanks or greetings before it.

    Args:
        question: as typed.
        history: earlier turns, oldest first.
    """
    turns: list[Turn] = []
    for turn in history:
        if not small_talk(turn.question):
            turns.append(Turn(with_whole_years(turn.question, turns[-_REMEMBERED:]), turn.answer))
    turns = turns[-_REMEMBERED:]
    return _understood(with_whole_years(question, turns), turns).text


def _understood(question: str, turns: Sequence[Turn]) -> _Understood:
    typed, question = question, without_courtesy(question)
    if not turns or _changes_subject(typed):
        return _alone(question if question == typed else _JOINING.sub("", question))
    question = plainly(question)
    turns, returning, asked = up_to_thing(question, turns), leans_back(question), question
    new = of_new_thing(question)
    of_other = of_another(question, turns[-1].question)
    ordered = in_order(of_other)
    question = new or ordered
    thing, question = returned_to(question)
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
    if not is_distance(fragment):
        dated = name_year(question, before.text, answer)
        if counts_from_a_year(fragment) or _fragment(dated, before.text)[1]:
            question = dated
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
        fronted = not new and ordered != of_other
        topic = topic_of(question, before.text, before.root, answer, leaning=leaning, fronted=fronted, lent=before.lent)
    if names_its_place(fragment):
        topic = replace(topic, text=", ".join(name for name in topic.text.split(", ") if not is_place(name)))
    meant = [ARTICLE.sub("", with_names_meant(thing, turns)), *topic.text.split(", ")]
    topic = replace(topic, text=", ".join(distinct(filter(None, meant))))
    text = f"{question.strip()} ({topic.text})" if topic.text else question
    return _Understood(text, text, before.root, topic.text if fragment else "", topic.lent)


def _changes_subject(question: str) -> bool:
    """Whether a question says that it is of another subject, and leaves nothing out that was said before."""
    asked = _JOINING.sub("", without_courtesy(question))
    return opens_subject(question) and is_whole(asked) and not refers(asked)


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
    earlier = list(dict.fromkeys(map(capitalise_places, (before.replaceable, before.root))))
    root = earlier[-1]
    if _ASKS_WHETHER.match(before.replaceable) and refers(before.replaceable.partition(" (")[0]):
        earlier.reverse()  # it was asked of an answer, which another thing does not have
    if _PAST.search(question):
        earlier, root = [without_now(text) for text in earlier], without_now(root)
    for text in earlier:
        compared = compare_with(text, capitalise_places(question))
        if compared:
            return _Understood(compared, before.replaceable, before.root)
    if not fragment:
        return None
    named = capitalise_places(_without_capital(fragment, question, before.text))
    for text in earlier:
        replaced = replace_slot(text, said, named, turns)
        if replaced:
            return _Understood(replaced, replaced, replaced if text == root else before.root)
    added = add_phrase(earlier[0], said, named)
    if added:
        return _Understood(added, added, before.root)
    if _NARROWS.search(fragment) or is_name(named):
        return _Understood(f"{before.replaceable.rstrip()} {question.strip()}", before.replaceable, before.root)
    return None


def _without_capital(fragment: str, question: str, before: str) -> str:
    """Return a fragment without the capital of its one word, a plain one, where it has it only to open the follow-up.

    After a question that names a body by such a word ("Who runs Propel?") it may name another.
    """
    opens = question.strip().startswith(fragment) and is_plain(fragment) and not is_month(fragment)
    if not opens or english_words()[fragment.lower()] <= _RARE:
        return fragment
    named_so = any(start and is_plain(name) and not is_month(name) for name, start, _ in name_spans(before))
    return fragment if named_so else fragment.lower()


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
        and (asked["measure"] or "").lower() in before.lower()
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
