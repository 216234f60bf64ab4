"""The superlatives of size and number, as alternatives of a pattern: "most", "the smallest"."""

MOST = "most|largest|highest|biggest|greatest|longest|oldest|strongest"
LEAST = "least|fewest|smallest|lowest|shortest|weakest"
