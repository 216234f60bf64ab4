"""What may be done and what may not: an item of the list that says the opposite of what is asked.

"dig deep holes" stands under "You may not:", and by itself says nothing of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.units import lead_in
from assistant.corpus.document import BlockKind, Document

_MODAL = r"(?:may|can|could|must|should|shall|will|do|does|are|is|need)"
_NOT = rf"(?:\b{_MODAL}(?: not\b|n['’]t\b)|\bcan['’]?t\b|\bcannot\b|\bnever\b|\bavoid\b)"
_UP_TO_END = (
    r"(?: (?!(?:if|unless|when|until|who|that|which|and|but|or|you|we|they|it|can|may|must|should)\b)[\w'’-]+){0,3}\W*$"
)
_DENIED_LIST = re.compile(rf"{_NOT}(?! only\b){_UP_TO_END}", re.IGNORECASE)
"""A lead-in whose last words deny what its items say: "Visitors may not:", "The grant does not cover:"."""
_GRANTED_LIST = re.compile(rf"\b(?:may|can|could|must|should|covers?|includes?|funds?){_UP_TO_END}", re.IGNORECASE)
_ASKS_RULE = re.compile(
    r"^(?:and |so |but )?(?:what|who|which|where|how)\b(?: \w+){0,2}? (?:(?:may|can|could|must|should|shall|cannot"
    rf"|covers?|includes?)\b|do(?:es)? [^?]*\b(?:cover|include|fund|pay for|accept|collect|allow|permit)\b)|{_NOT}",
    re.IGNORECASE,
)
"""Asks what is allowed, to be done, or counted in; "what are the faults of the lease?" does not."""
_SIDE_CLAUSE = re.compile(
    r"\b(?:if|when|unless|until|because|so that|in order|who|that|which|to avoid)\b.*$", re.IGNORECASE
)
_OF_BANS = re.compile(
    r"^(?:and |so |but )?(?:when|why)\b|\b(?:rules?|limits?|restrict\w*|stop\w*|illegal\w*|refus\w+|fail\w*|avoid\w*"
    r"|away|wrong|ban\w*|forbid\w*|prohibit\w*|exclud\w*|without|danger\w*)\b",
    re.IGNORECASE,
)
"""Asks for what is not allowed in other words than "not"."""
_DENIES = re.compile(r"\bnot\b(?! only\b)|\bcannot\b|n['’]t\b|\bcant\b|\bnever\b", re.IGNORECASE)
_IN_SO_MANY_WORDS = re.compile(r"^(?:not|no|never|do not|don['’]t|avoid)\b", re.IGNORECASE)
"""Begins an item that denies by itself."""


def is_of_opposite_list(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether what may, should or does count is asked for, and an item stands under what may not, or the other way.

    An item that has its own "not" is taken as it is.
    """
    if entry.unit.kind is not BlockKind.list_item:
        return False
    held = document(entry.unit.candidate.passage.document)
    introduced = lead_in(held, entry.unit.start)
    said = held.text[slice(*introduced)] if introduced else ""
    asked = _SIDE_CLAUSE.sub("", question.text[1:])
    if not said or _OF_BANS.search(question.text) or not _ASKS_RULE.search(question.text[:1] + asked):
        return False
    if _IN_SO_MANY_WORDS.search(entry.unit.text):
        return False
    denies = bool(_DENIES.search(asked))
    return (
        bool(_GRANTED_LIST.search(said) and not _DENIED_LIST.search(said))
        if denies
        else bool(_DENIED_LIST.search(said))
    )
