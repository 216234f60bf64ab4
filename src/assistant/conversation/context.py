"""What is looked for: the standalone question, with what was said just before where the question leans on it.

The question shown to a person stays short. Retrieval finds more with the words of the last turn beside it, which name
the subject that "What do I need?" does not. Measured in benchmarks/results.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.returning import up_to_thing
from assistant.conversation.small_talk import opens_subject, small_talk
from assistant.conversation.standalone import without_courtesy
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_OWN_TERMS = 4
"""New content words from which a question can bring a subject of its own."""
_OWN_SHARE = 0.6
"""Share of its content words that must then be new. Both measured on the dialogues that were looked at."""
_SAID_WORDS = 60  # of the last answer: its first sentences name the subject, a long list behind them only dilutes


def search_text(question: str, standalone: str, history: Sequence[Turn]) -> str:
    """Return the text to look for.

    Args:
        question: as typed.
        standalone: the same, to be understood alone.
        history: earlier turns, oldest first.
    """
    turns = [turn for turn in history if not small_talk(turn.question)]
    if not turns or brings_own_subject(question, turns):
        return standalone
    last = up_to_thing(question, turns)[-1]
    return " ".join([standalone, last.question, *last.answer.split()[:_SAID_WORDS]])


def brings_own_subject(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question opens a new topic: it says so, or most of its words were not said before."""
    if opens_subject(question):
        return True
    said = set(content_terms(" ".join(f"{turn.question} {turn.answer}" for turn in history)))
    own = content_terms(without_courtesy(question))
    new = [term for term in own if term not in said]
    return len(new) >= _OWN_TERMS and len(new) > _OWN_SHARE * len(own)
