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


def extremes_of(text: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return the patterns of the extreme that a text speaks of and of the opposite one; None for both or neither."""
    most, least = (bool(words.search(text)) for words in (IS_MOST, IS_LEAST))
    if most == least:
        return None
    if not most:
        return IS_LEAST, IS_MOST
    return IS_MOST, IS_LEAST if IS_MOST.search(_MAJORITY.sub(" ", text)) else _IS_FEWEST
