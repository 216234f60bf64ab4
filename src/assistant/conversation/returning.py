"""A question that goes back to what was talked about before the last turn: "Back to the fund: who chairs it?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.leaning import leans
from assistant.conversation.pronouns import refers
from assistant.conversation.small_talk import opens_subject
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

LED_BACK = (
    r"(?:(?:can|could) (?:we|i) |let(?:['’]?s| us| me) |to )?(?:(?:(?:go|com)(?:ing|e)? |get |turn )?back|returning) to"
)
_BACK = re.compile(
    rf"^\W*(?:(?:ok|okay|so|now|and|but|well|anyway),? )*(?:{LED_BACK} (?P<thing>[^:;,.?]+?)"
    r"(?:[:;,.]+ | [–-]+ | (?=(?:who|what|which|when|where|why|how)\b))"
    r"|and (?:the|that|those) (?P<other>[^:,?]+), )(?=\w)",
    re.IGNORECASE,
)
"""Returns to what was talked about before the last turn: "Back to the fund: who chairs it?"."""


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


def returned_to(question: str) -> tuple[str, str]:
    """Return what a question says that it goes back to, and the question without saying so.

    The first is empty where it goes back to nothing, or calls it by a pronoun ("back to the first one").
    """
    back = _BACK.match(question)
    named = back and back["thing"] and not refers(back["thing"])
    return (back["thing"], question[back.end() :]) if back and named else ("", question)


def leans_back(question: str) -> bool:
    """Whether a question that returns to a thing leans on what was said of it."""
    back = _BACK.match(question)
    return back is not None and (refers(back.group()) or leans(question[back.end() :]))
