"""Which candidates are read, and when no other one is worth it.

Most of the time of an answer is the reader's. What needs no reader is measured of all candidates first: it says how
high the score of a unit in them could still come. The most promising ones are read first, and reading ends when it is
unlikely that another one holds a unit near enough to the best one to stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.answering.question import YEAR, Question
from assistant.answering.sources import names_about, title_lines, title_names
from assistant.answering.units import Unit, beside_table, units_of
from assistant.answering.unread import unread_features
from assistant.answering.weights import Logistic
from assistant.corpus.document import Document
from assistant.english.dates import YEAR_DIGITS
from assistant.indexing.lexical import analyse
from assistant.reading.protocol import ReaderInput
from assistant.retrieval import Candidate

HIGH_MARGIN = 4.0
"""Logits that the reader's margin is taken to be before a passage is read: of the known facts'
candidates 95 % have a best margin under 1, 99 % one under 8.4 (2026-11-21)."""
_YEARS = re.compile(rf"(?<!\d){YEAR_DIGITS}(?:[-_](?:{YEAR_DIGITS}|\d\d(?![-_]\d)))?(?!\d)")
AT_ONCE = 4
"""Candidates that are read side by side. Fewer would leave a processor idle where there are four; of more, some are
read for nothing (2026-11-21, two processors: 2, 4 and 6 take 286, 309 and 361 ms in the median)."""


@dataclass(frozen=True)
class Prospect:
    """A candidate that is not read yet.

    Attributes:
        units: what can be quoted in it.
        unread: their measurements that need no reader.
        at_best: the score that its best unit gets if the reader sees the answer in it.
        beside: what is said around the table that it has rows of.
    """

    candidate: Candidate
    document: Document
    units: Sequence[Unit]
    unread: Sequence[dict[str, float]]
    at_best: float
    beside: str = ""


def find_prospects(
    question: Question,
    candidates: Sequence[Candidate],
    *,
    document: Callable[[str], Document],
    weight: Callable[[str], float],
    ranker: Logistic,
) -> list[Prospect]:
    """Return the candidates with what can be quoted in them, the most promising first.

    Args:
        document: gives a document by its id.
        weight: inverse document frequency of a term.
        ranker: scores units.
    """
    found = [
        _prospect(question, candidate, document(candidate.passage.document), weight, ranker) for candidate in candidates
    ]
    return sorted(found, key=lambda prospect: -prospect.at_best)


def _prospect(
    question: Question, candidate: Candidate, document: Document, weight: Callable[[str], float], ranker: Logistic
) -> Prospect:
    source = document.source
    units = units_of(candidate, document, captions=question.wants_list)
    beside = beside_table(document, units)
    said = " ".join((beside, *title_names(question, title_lines(document)), *names_about(question, document)))
    named = _names_in(said, question.names)  # the year of a source is not that of its figures
    years = "" if YEAR.search(source.title) else _years_of(source.file)
    surroundings = " ".join([candidate.passage.context, source.publisher, source.date, *source.geography, named, years])
    unread = unread_features(question, units, weight, surroundings)
    seen = {"margin": HIGH_MARGIN, "passage_margin": HIGH_MARGIN, "type_fits": 1.0, "type_misfits": 0.0}
    at_best = max((ranker.log_odds({**features, **seen}) for features in unread), default=float("-inf"))
    return Prospect(candidate, document, units, unread, at_best, beside)


def _years_of(file: str) -> str:
    """Return the years, or spans of years, in the name of a file: "2017-18" of "fire-service-2017-18.pdf"."""
    return " ".join(found.replace("_", "-") for found in _YEARS.findall(PurePosixPath(file).stem))


def _names_in(text: str, terms: frozenset[str]) -> str:
    """Return the words of a text that are some names, without the marks around them, each once."""
    if not terms or terms.isdisjoint(analyse(text)):
        return ""
    words = (word.strip(".,;:()") for word in text.split() if not terms.isdisjoint(analyse(word)))
    return " ".join(dict.fromkeys(words))


def input_for(question: Question, prospect: Prospect) -> ReaderInput:
    """Return a passage behind its heading path, or its title where it has none, as the reader was trained to see it.

    Names of the question that do not stand there, but whole in the document's publisher, title, one of its places or a
    line of its title page, are put in front: "How many trees did Calderwick plant?" is asked of its own strategy, which
    need not name it again. So are those that stand above or below its table ("Source: Crale Counts"), in the name of
    its file or at the head of a short one.
    """
    passage, source = prospect.candidate.passage, prospect.document.source
    context = passage.context.split("\n", 1)[-1]
    missing = question.names.difference(*(unit.terms for unit in prospect.units))
    missing = missing and missing - frozenset(analyse(f"{context}\n{passage.text}"))
    whole = missing.union(*(phrase for phrase in question.phrases if phrase & missing))
    about = (source.publisher, source.title, *source.geography) if missing else ()
    front = next((text for text in about if whole <= frozenset(analyse(text))), "")
    if missing and not front:
        lines = title_lines(prospect.document)
        named = (frozenset(analyse(" ".join(title_names(question, [line])))) for line in lines)
        front = next((line for line, names in zip(lines, named, strict=True) if whole <= names), "")
    if missing and not front:
        named_about = " ".join(dict.fromkeys(names_about(question, prospect.document)))
        front = named_about if whole <= frozenset(analyse(named_about)) else ""
    if missing and not front and whole <= frozenset(analyse(prospect.beside)):
        front = _names_in(prospect.beside, whole)
    return ReaderInput(f"{front}: {context}" if front else context, passage.text)
