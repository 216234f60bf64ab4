"""The superlatives and comparatives of size and number, as alternatives of a pattern: "most", "smaller"."""

import re

MOST = "most|largest|highest|biggest|greatest|longest|strongest"
LEAST = "least|fewest|smallest|lowest|shortest|weakest"
COMPARATIVE = "more|less|fewer|better|worse|(?:high|low|larg|bigg|small|great|fast|slow|long|short|cheap)er"

IS_MOST = re.compile(rf"(?<!\bat )(?<!\bnot )\b(?:{MOST}|commonest|maximum)\b", re.IGNORECASE)
IS_LEAST = re.compile(rf"(?<!\bat )(?<!\bnot )\b(?:{LEAST}|rarest|minimum)\b", re.IGNORECASE)
_IS_FEWEST = re.compile(r"(?<!\bat )(?<!\bnot )\b(?:least|fewest)\b", re.IGNORECASE)
_SEVERAL = r"(?:people|women|men|children|[a-z-]*[^\Wsu]s)\b"
_MAJORITY = re.compile(
    rf"\b(?:do|did) most (?:[a-z-]+ )?{_SEVERAL}|(?:^|\b(?:are|were|can|in|for|at|by|from|with) )most {_SEVERAL}",
    re.IGNORECASE,
)
"""The larger part of several, of which few are the opposite, nothing small: "what do most farms grow?"."""


def _word(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_PAIRS = (
    (_word("cheapest|least expensive|most affordable"), _word("dearest|most expensive|costliest|least affordable")),
    (_word("oldest"), _word("newest|youngest")),
    (_word("richest|wealthiest|most affluent"), _word("poorest|most deprived")),
    (_word("best"), _word("worst")),
    (_word("fastest|quickest"), _word("slowest")),
    (_word("earliest"), _word("latest")),
    (_word("nearest|closest"), _word("farthest|furthest")),
)
"""Superlatives of one quality each, beside those of size and number."""


def extremes_of(text: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return the patterns of the extreme that a text speaks of and of the opposite one; None for both or neither."""
    for pair in _PAIRS:
        named = [words for words in pair if words.search(text)]
        if named:
            return (named[0], pair[1 - pair.index(named[0])]) if len(named) == 1 else None
    most, least = (bool(words.search(text)) for words in (IS_MOST, IS_LEAST))
    if most == least:
        return None
    if not most:
        return IS_LEAST, IS_MOST
    return IS_MOST, IS_LEAST if IS_MOST.search(_MAJORITY.sub(" ", text)) else _IS_FEWEST
