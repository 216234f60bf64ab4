"""Words of change: the verbs, with their nouns, by which something becomes more or less, better or worse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple


class Verb(NamedTuple):
    """The forms of a verb, each a pattern.

    Attributes:
        base: as in "did it rise".
        past: as in "it rose".
        participle: as in "it has risen".
        noun: what happens, where that is no form of the verb.
    """

    base: str
    third: str
    past: str
    participle: str
    gerund: str
    noun: str = ""


def _verbs(lines: str) -> tuple[Verb, ...]:
    return tuple(Verb(*line.split()) for line in lines.strip().splitlines())


_DOUBLE = r"double(?=\W*$|,|\s(?:after|and|between|by|during|from|in|its|or|over|since|the|their|to)\b)"
"""The verb: right before a thing it is none ("double rooms")."""
RISE = _verbs(
    f"""
    rise rises rose risen rising
    grow grows grew grown growing growth
    increase increases increased increased increasing
    {_DOUBLE} doubles doubled doubled doubling
    """
)
FALL = _verbs(
    r"""
    fall falls fell fallen falling
    drop drops dropped dropped dropping
    decrease decreases decreased decreased decreasing
    decline declines declined declined declining
    shrink shrinks shrank shrunk shrinking
    halve halves halved halved halving
    """
)
REDUCE = _verbs("reduce reduces reduced reduced reducing reductions?")
"""What somebody does to make something fall."""
FARE = _verbs(
    """
    improve improves improved improved improving improvements?
    worsen worsens worsened worsened worsening
    """
)
"""Better or worse, by a rise or by a fall."""
CHANGE = _verbs("change changes changed changed changing")
"""Either way."""


def all_forms(*verbs: Sequence[Verb]) -> str:
    """Return a pattern of all forms of some verbs, without the edges of words."""
    return _any_of(form for verb in chain(*verbs) for form in verb)


def forms_asked(*verbs: Sequence[Verb]) -> str:
    """Return a pattern of the forms behind a word that asks whether: "did it rise", "has it risen", "is it rising"."""
    return _any_of(form for verb in chain(*verbs) for form in (verb.base, verb.participle, verb.gerund))


def forms_of_events(*verbs: Sequence[Verb]) -> str:
    """Return a pattern of the forms that tell what happened: "how much did it rise", not "what do falls cost"."""
    return _any_of(form for verb in chain(*verbs) for form in (verb.base, verb.past, verb.participle))


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(filter(None, forms)))
