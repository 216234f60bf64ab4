"""Text as the reader sees it: sentences, separators, and SQuAD's way to compare two answers."""

import re
import string
from collections import Counter
from collections.abc import Sequence

STORED_ROW = re.compile(r"^[^:;\n]+: [^;\n]+;", re.MULTILINE)
"""A table's row as it is stored, with its columns' names."""
_ABBREVIATIONS = re.compile(
    r"[A-Z]|(?i:mr|mrs|ms|dr|prof|st|nos?|vol|fig|e\.g|i\.e|etc|al|ltd|inc|co|corp|vs|cf|approx|dept|est|jr|sr|"
    r"u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_BOUNDARY = re.compile(r"(?<=[.!?])[\"'”’)\]]{0,2}[ \t]+(?=[\"'“‘(\[]?[A-Z0-9£$•])|\n+")
_LAST_WORD = re.compile(r"(\S+?)[.]$")
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def model_text(text: str) -> str:
    """Replace each newline by a slash, character for character, so that offsets hold.

    The tokenizer drops a newline as white space; a slash stays a token, so that the model sees where
    a list item, a table row or a paragraph ends.
    """
    return text.replace("\n", "/")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences, list items and rows; return their (start, end) without white space."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if "\n" not in match.group():
            word = _LAST_WORD.search(text[start : match.start()])
            if word is not None and _ABBREVIATIONS.fullmatch(word.group(1).lstrip("(")):
                continue
        end = match.start() + len(match.group().rstrip())
        if text[start:end].strip():
            spans.append((start, end))
        start = match.end()
    if text[start:].strip():
        spans.append((start, start + len(text[start:].rstrip())))
    return spans


def normalise_answer(answer: str) -> str:
    """Lower the case, drop punctuation and articles, and join white space (SQuAD's official script)."""
    bare = "".join(char for char in answer.lower() if char not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """Return 1 when the prediction equals one of the answers after normalisation; no answers means ""."""
    return float(any(normalise_answer(prediction) == normalise_answer(gold) for gold in answers or [""]))


def token_f1(prediction: str, answers: Sequence[str]) -> float:
    """Return the best word overlap (F1) of the prediction with one of the answers; no answers means ""."""
    return max(_f1(normalise_answer(prediction).split(), normalise_answer(gold).split()) for gold in answers or [""])


def _f1(predicted: Sequence[str], gold: Sequence[str]) -> float:
    if not predicted or not gold:
        return float(predicted == gold)
    common = sum((Counter(predicted) & Counter(gold)).values())
    return 2 * common / (len(predicted) + len(gold))
