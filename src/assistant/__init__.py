"""Evidence Assistant: answers questions from a body of reports, in their words, with citations."""

__version__ = "0.1.0"
