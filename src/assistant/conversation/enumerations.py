"""Enumerations in earlier answers: "the last of those" is the last thing that an answer lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.english.numbers import NUMBERS, ORDINALS
from assistant.schema import Turn

_ORDINALS = {word: at for at, word in enumerate(ORDINALS[1:9])}
_COUNTS = {word: NUMBERS.index(word) for word in NUMBERS[2:9]}
_ONE_OF = re.compile(
    rf"\bthe (?:(?P<pair>former|latter)\b(?! [a-z])|(?P<which>{'|'.join(_ORDINALS)}|last) of (?:those|these|them)\b"
    rf"(?: (?P<of>{'|'.join(_COUNTS)})\b(?: [a-z]+(?:s|es)\b)?)?)",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*\[\d+\]")
_LEAD_IN = re.compile(r"^[^:]{0,120}:\s+")
_COMMA = re.compile(r"[,;]\s+")
_AND = re.compile(r",? and (?!.* and )")
"""The last of them: it stands before the last thing that is listed."""
_SENTENCES = re.compile(r"[.!?]\s+\S")
_LONG = 8  # words of a thing that is listed: longer ones are clauses
_SPEAKS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|that|which|by)\b|^(?:yes|no|in|on|from)\b", re.IGNORECASE
)
"""What no name of a thing has."""


def with_item_meant(question: str, turns: Sequence[Turn]) -> str:
    """Return a question with the thing that an earlier answer lists for "the latter" or "the last of those".

    Args:
        question: the follow-up.
        turns: earlier turns, oldest first; the last answer that lists as many counts.
    """

    def meant(match: re.Match[str]) -> str:
        pair = (match["pair"] or "").lower()
        for turn in reversed(turns):
            items = listed(turn.answer)
            wanted = 2 if pair else _COUNTS.get((match["of"] or "").lower(), len(items))
            at = int(pair == "latter") if pair else _ORDINALS.get(match["which"].lower(), len(items) - 1)
            if 0 <= at < len(items) == wanted:
                return items[at]
        return match.group()

    return _ONE_OF.sub(meant, question)


def listed(answer: str) -> list[str]:
    """Return the things that an answer of one sentence lists ("Three bodies: a hub, a school and a fund."), or none."""
    said = _MARKER.sub("", answer).strip()
    said = _LEAD_IN.sub("", said.rstrip(" .!"))
    end = _AND.search(said)
    if _SENTENCES.search(said) or end is None:
        return []
    items = [*_COMMA.split(said[: end.start()]), said[end.end() :]]
    return [] if any(len(item.split()) > _LONG or _SPEAKS.search(item) for item in items) else items
