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

_RULES = (
    re.compile(
        r"\b(?:may|can|could|must|should|shall|ought|need(?:s|ed)? to|ha(?:s|ve) to|allow(?:s|ed)?|permit(?:s|ted)?)\b"
        r"|\b(?:can|could|must|should|shall|ought|need)n['’]t\b|\bcan['’]?t\b|\bcannot\b"
        r"|^(?:please |you )?(?:do|never|avoid)\b(?! (?:you|we|they|the|i)\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:cover|includ|eligib|ineligib|exclud|qualif|fund)\w*", re.IGNORECASE),
)
"""What is allowed or to be done, and what counts as part of something: a list's lead-in and a question of one kind."""
_DENIES = re.compile(
    r"\b(?:not(?! (?:only|just|for profit|for-profit))|no(?! (?:fewer|less|more|later|earlier|longer than)\b)|never"
    r"|neither|cannot|can['’]?t|avoid|exclud\w+|ineligible|except|banned|bans?|forbid\w*|forbidden|prohibit\w*|barred)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)


def is_of_opposite_list(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether what may, should or does count is asked for, and an item stands under what may not, or the other way.

    An item that has its own "not" is taken as it is.
    """
    if entry.unit.kind is not BlockKind.list_item:
        return False
    held = document(entry.unit.candidate.passage.document)
    introduced = lead_in(held, entry.unit.start)
    said = held.text[slice(*introduced)] if introduced else ""
    if not any(rule.search(question.text) and rule.search(said) for rule in _RULES):
        return False
    return bool(_DENIES.search(question.text)) != bool(_DENIES.search(said)) and not _DENIES.search(entry.unit.text)
