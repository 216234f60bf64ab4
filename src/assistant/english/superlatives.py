"""The superlatives of size and number, as alternatives of a pattern: "most", "the smallest"."""

import re

MOST = "most|largest|highest|biggest|greatest|longest|strongest"
LEAST = "least|fewest|smallest|lowest|shortest|weakest"

IS_MOST = re.compile(rf"(?<!\bat )\b(?:{MOST}|maximum)\b", re.IGNORECASE)
IS_LEAST = re.compile(rf"(?<!\bat )\b(?:{LEAST}|minimum)\b", re.IGNORECASE)


def extremes_of(text: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return the patterns of the extreme that a text speaks of and of the opposite one; None for both or neither."""
    most, least = (bool(words.search(text)) for words in (IS_MOST, IS_LEAST))
    if most == least:
        return None
    return (IS_MOST, IS_LEAST) if most else (IS_LEAST, IS_MOST)
