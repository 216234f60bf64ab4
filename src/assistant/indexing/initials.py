"""Initials that nobody explains: "LGI", where the evidence writes "Leeds General Infirmary" and no bracket behind it.

People type the initials of a name that they know; the evidence may only ever write it out. Names are counted in the
documents when initials are first typed: 30 ms for 213,000 characters (413 passages), once for an open index, which has
nothing to keep right when a document is removed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from assistant.english.capitals import JOINERS, stands_inside, whole_names
from assistant.indexing.acronyms import Pair, agreed, levelled
from assistant.indexing.analysis import STOP_WORDS
from assistant.indexing.other_names import known_letters

_BEFORE, _BEHIND = r"(?<![\w&@.-])", r"(?![\w&@]|\.\w)"
_TYPED = re.compile(rf"{_BEFORE}[A-Za-z][\w&]*{_BEHIND}")
_MOST_WORDS = 7
_AND = frozenset(("and", "&"))
_SMALL = JOINERS | _AND  # words of a name that have no capital
_LEAST = 2  # times that a name is written
_FEWEST = 3  # letters: two are of too many things, and of any person
_ASKS_LETTERS = re.compile(
    r"\b(?:stands? for|(?:is|are) short for|abbreviat\w+|acronyms?|initials|spell\w* out)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r" (?:and|&|in|on|by|under|upon)(?: the)? |['’]s ")
"""What stands between two names ("the Infirmary and St James's Hospital"), or inside one."""
NEVER_NAMES = frozenset(
    """
    ADHD AGM AOB API ATM BBC BCE BMI BSC BST CAD CCTV CET CPR DIY DNA DVD ECG EST FAQ GCSE GDPR GMT GPS GWH HIV
    HTML IVF KWH LED LGBT LLP LTD MBA MBE MMR MOT MPS MSC MWH NATO OBE OECD PDF PHD PIN PLC RAF RNA RSVP SEN SIM
    SQL SQM SUV TBC URL USB UTC VIP
    II III IV VI VII VIII IX XI XII XIII XIV XV
    """.split()
)
"""What everybody knows by these letters is no name of the evidence; nor is what `other_names.txt` has."""


class Initials:
    """Writes out, in a question, the initials of names that the evidence writes in capitals, and never abbreviates.

    Args:
        texts: gives the texts of all documents.
        using: gives texts that use a word; a word of the evidence stays what it is, whatever it could be initials of.
        is_word: whether a word in lower case is an English one; such a word is taken for initials only in capitals.
    """

    def __init__(
        self,
        texts: Callable[[], Iterable[str]],
        using: Callable[[str], Iterable[str]],
        is_word: Callable[[str], bool],
    ) -> None:
        self._texts = texts
        self._using = using
        self._is_word = is_word

    def written_out(self, question: str) -> str:
        """Return a question with names for their initials: the evidence has no words for these but the names.

        Initials stay where the question says the name, too, and where it asks what they stand for: no document says it.
        """
        if _ASKS_LETTERS.search(question):
            return question
        shouts, text = question.isupper(), f" {levelled(question)} "
        for word in dict.fromkeys(_TYPED.findall(question)):
            name = self._names.get(word.upper(), "") if self._may_be(word, shouts=shouts) else ""
            if name and f" {levelled(name)} " not in text:
                question = re.sub(rf"{_BEFORE}{re.escape(word)}{_BEHIND}", name, question)
        return question

    def _may_be(self, word: str, *, shouts: bool) -> bool:
        """Whether a typed word may be initials: by its capitals, or because there is no such word.

        Args:
            shouts: whether all of the question is in capitals, which then tell nothing.
        """
        if word.islower() or shouts:
            typed = len(word) >= _FEWEST and not self._is_word(word.lower())
        else:
            typed = len(word) >= _FEWEST and word[0].isupper() and word[-1].isupper()
        known = word.upper() in NEVER_NAMES | known_letters() or word.lower() in STOP_WORDS
        return typed and not known and not self._is_held(word)

    def _is_held(self, word: str) -> bool:
        """Whether the evidence has a word, and not only in an address or a reference ("BRA/NCU/2024")."""
        alone = re.compile(rf"(?<![\w&@./-]){re.escape(word)}s?(?![\w&@]|[./]\w)", re.IGNORECASE)
        return any(alone.search(text) for text in self._using(word))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The name that each initials are of, in capitals."""
        return names_by_initials(self._texts())


def names_by_initials(texts: Iterable[str]) -> dict[str, str]:
    """Return the names that texts write often enough, by their initials; none for those that rival names share."""
    pairs: dict[Pair, int] = {
        (initials, name): count
        for name, count in _times_written(texts).items()
        if count >= _LEAST
        for initials in _initials(name.split(" "))
        if sum(map(str.isalpha, initials)) >= _FEWEST
    }
    return agreed(pairs)


def _times_written(texts: Iterable[str]) -> dict[str, int]:
    """Return how often texts write each name, alone or joined to another; those that never stand alone are no names.

    "Care Research" is none by the National Institute for Health and Care Research. Nor are words with a small one among
    them that only ever begin a sentence, a heading or a cell: "Share of UK exports".
    """
    alone: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    inside = set()
    for text in texts:
        for run, start in whole_names(text):
            alone[run] += 1
            joined.update(_parts(run))
            if stands_inside(text, start) or _SMALL.isdisjoint(run.split(" ")):
                inside.add(run)
    return {name: alone[name] + joined[name] for name in inside if _is_name(name.split(" "))}


def _parts(run: str) -> Iterator[str]:
    """Yield the names that may be joined in one run of capitals, and what some of them may be together."""
    between = list(_BETWEEN.finditer(run))
    starts, ends = [0, *(found.end() for found in between)], [*(found.start() for found in between), len(run)]
    return (run[start:end] for start, end in product(starts, ends) if start < end and (start, end) != (0, len(run)))


def _is_name(words: Sequence[str]) -> bool:
    """Whether words in capitals may be a name: two to seven, and none of them a letter ("Table A")."""
    return 2 <= len(words) <= _MOST_WORDS and not any(len(word) == 1 and word.isalpha() for word in words)


def _initials(words: Sequence[str]) -> set[str]:
    """Return what people may write for the words of a name, in capitals."""
    if all(word.isupper() for word in words):
        return {"".join(word[0] for word in words)}  # a heading, in which no word is an acronym
    ends = (0, len(words) - 1)
    given = (_letters(word) | ({""} if word.isupper() and at not in ends else set()) for at, word in enumerate(words))
    return {"".join(letters) for letters in product(*given)}


def _letters(word: str) -> set[str]:
    """Return what a word gives to initials: "L" of Leeds, "N" or "NZ" of Net-Zero, "O" or nothing of a small "of"."""
    letters = {word[0].upper(), "".join(filter(str.isupper, word))}
    return letters | {"A", "&"} if word in _AND else letters
