"""A quotable unit with what was measured of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.units import Unit
from assistant.indexing.lexical import plain

_MISSED = ("names_missing", "years_missing", "year_conflicts", "place_conflicts", "row_conflicts", "counts_other")
"""Measurements of what a unit lacks of the question."""


@dataclass(frozen=True)
class Scored:
    """A unit with its measurements and the exact answer the reader sees in it.

    Attributes:
        exact: offsets of the span in the stored text; None where the reader found none in this unit.
        features: one value for each of UNIT_FEATURES.
        score: the ranker's log-odds that this unit holds the answer.
    """

    unit: Unit
    exact: tuple[int, int] | None
    features: dict[str, float]
    score: float = 0.0

    @property
    def exact_within(self) -> tuple[int, int] | None:
        """The exact answer's offsets in the unit's words; None where there is none."""
        if self.exact is None:
            return None
        return self.exact[0] - self.unit.start, self.exact[1] - self.unit.start

    @property
    def exact_words(self) -> str:
        """The exact answer as it is written; "" where there is none."""
        return self.unit.text[slice(*self.exact_within)] if self.exact_within else ""

    @property
    def exact_text(self) -> str:
        """The exact answer, levelled for comparison; "" where there is none."""
        return " ".join(re.findall(r"\w+", plain(self.exact_words)))

    def misses_more_than(self, other: Scored) -> bool:
        """Whether this unit lacks something of the question that the other one has."""
        return any(self.features[name] > other.features[name] for name in _MISSED)
