"""Checks known facts against the corpus: evidence that is really there, spellings that are really in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.corpus.document import Document
from assistant.evaluation.evidence import holds
from assistant.evaluation.facts import Evidence, KnownFact
from assistant.evaluation.words import contains, tokens
from assistant.indexing.lexical import STOP_WORDS, stem
from assistant.passages import Passage, split_document

LOW_OVERLAP = 1 / 3
"""A question that shares less than this of its content words with its passage is asked in other words (issue D)."""
MIN_SHARE_OF_LOW_OVERLAP = 1 / 4
"""At least this share of the answerable facts must be so (issue D)."""


@dataclass(frozen=True)
class Problem:
    """Something wrong with one fact."""

    place: str
    fact: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}, fact '{self.fact}', field '{self.field}': {self.message}"


@dataclass(frozen=True)
class CheckReport:
    """What a check of known facts found.

    Attributes:
        problems: what must be mended.
        overlaps: by id of an answerable fact, the share of the question's content words in the passage that answers.
        kinds, audiences, documents, traps, splits: how many facts of each.
    """

    problems: tuple[Problem, ...]
    overlaps: Mapping[str, float]
    kinds: Mapping[str, int]
    audiences: Mapping[str, int]
    documents: Mapping[str, int]
    traps: Mapping[str, int]
    splits: Mapping[str, int]

    @property
    def answerable(self) -> int:
        """Number of facts that the evidence answers."""
        return sum(self.kinds.values()) - self.unanswerable

    @property
    def unanswerable(self) -> int:
        """Number of facts that it does not answer."""
        return self.kinds.get("unanswerable", 0)

    @property
    def low_overlap(self) -> int:
        """Number of answerable facts that share less than a third of their content words with their passage."""
        return sum(share < LOW_OVERLAP for share in self.overlaps.values())


def check_facts(facts: Sequence[KnownFact], documents: Sequence[Document]) -> CheckReport:
    """Return what is wrong with the facts, and how they are spread.

    Args:
        facts: as loaded.
        documents: the corpus they are about.
    """
    by_id = {document.id: document for document in documents}
    passages = {document.id: split_document(document) for document in documents}
    problems = [problem for fact in facts for problem in _problems(fact, by_id, passages)]
    cited = Counter(document for fact in facts for document in {piece.document for piece in fact.evidence})
    return CheckReport(
        problems=(*_repeated(facts), *problems),
        overlaps={fact.id: _overlap(fact, passages) for fact in facts if fact.answerable},
        kinds=Counter(str(fact.kind) for fact in facts),
        audiences=Counter(fact.audience for fact in facts),
        documents={document.id: cited.get(document.id, 0) for document in documents},
        traps=Counter(fact.trap for fact in facts if fact.trap),
        splits=Counter(fact.split for fact in facts),
    )


def _repeated(facts: Sequence[KnownFact]) -> Iterator[Problem]:
    seen: dict[str, KnownFact] = {}
    asked: dict[str, KnownFact] = {}
    for fact in facts:
        if fact.id in seen:
            yield Problem(
                fact.place, fact.id, "id", f"is taken by the fact at {seen[fact.id].place}. Give one of them another id"
            )
        key = "\0".join([*(turn.question for turn in fact.history), " ".join(fact.question.lower().split())])
        if key in asked:
            yield Problem(
                fact.place, fact.id, "question", f"is asked already by '{asked[key].id}', {asked[key].place}. Keep one"
            )
        seen.setdefault(fact.id, fact)
        asked.setdefault(key, fact)


def _problems(
    fact: KnownFact, documents: Mapping[str, Document], passages: Mapping[str, list[Passage]]
) -> Iterator[Problem]:
    missing = [
        (field, message) for piece in fact.evidence for field, message in _evidence_faults(piece, documents, passages)
    ]
    faults = missing or list(_spelling_faults(fact, documents))
    for field, message in [*faults, *_answer_faults(fact)]:
        yield Problem(fact.place, fact.id, field, message)


def _evidence_faults(
    piece: Evidence, documents: Mapping[str, Document], passages: Mapping[str, list[Passage]]
) -> Iterator[tuple[str, str]]:
    name = piece.document
    if name not in documents:
        yield "evidence.document", f"there is no document '{name}'. \"assistant documents\" prints the ids"
    elif not holds(documents[name].text, piece.words):
        yield "evidence.words", f"'{_short(piece.words)}' is not in {name}. Copy the words as they stand there"
    elif not any(holds(passage.text, piece.words) for passage in passages[name]):
        yield "evidence.words", f"'{_short(piece.words)}' runs over two passages of {name}. Shorten it to one"


def _spelling_faults(fact: KnownFact, documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    if fact.derived or not fact.evidence:
        return
    surroundings = "\n".join(_surroundings(piece, documents[piece.document]) for piece in fact.evidence)
    for spelling in (spelling for group in fact.must_include for spelling in group):
        if not contains(surroundings, spelling):
            yield (
                "must_include",
                f"'{spelling}' is not in the evidence. Mend it, or say in 'derived' where it comes from",
            )


def _answer_faults(fact: KnownFact) -> Iterator[tuple[str, str]]:
    """Yield why the fact's own answer would be scored wrong."""
    for group in fact.must_include:
        if not any(contains(fact.answer, spelling) for spelling in group):
            yield "answer", f"has none of {' / '.join(group)}, which it must include itself"
    for spelling in fact.must_not_include:
        if contains(fact.answer, spelling):
            yield "must_not_include", f"'{spelling}' is in the fact's own answer"


def _surroundings(piece: Evidence, document: Document) -> str:
    """Return the evidence's words and the paragraphs, list items or rows that hold them."""
    blocks = [document.text[block.start : block.end] for block in document.blocks]
    return "\n".join([piece.words, *(block for block in blocks if holds(block, piece.words))])


def _overlap(fact: KnownFact, passages: Mapping[str, list[Passage]]) -> float:
    """Return the largest share of the question's content words (stemmed) that a passage with its evidence holds."""
    asked = _content(fact.question)
    if not asked:
        return 0.0
    held = [
        len(asked & _content(passage.text)) / len(asked)
        for piece in fact.evidence
        for passage in passages.get(piece.document, [])
        if holds(passage.text, piece.words)
    ]
    return max(held, default=0.0)


def _content(text: str) -> frozenset[str]:
    """Return the figures and the stems of the words that carry a topic."""
    return frozenset(
        token.key if token.is_figure else stem(token.key[2:])
        for token in tokens(text)
        if token.is_figure or token.key[2:] not in STOP_WORDS
    )


def _short(text: str, length: int = 70) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
