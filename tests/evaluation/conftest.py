"""A document of a page, answers made of its words, and assistants that give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.errors import UsageError
from assistant.evaluation.facts import KnownFact
from assistant.schema import Answer, AnswerStatus, Citation, Filters, Locator, Retrieved, Statement, Turn

PAGE = """\
# Health sector review

## 1 Companies

The region has more than 250 companies headquartered locally. They turn over £3bn a year. In 2024 they employed
16,000 people. The review was published in March 2024 by the Review Board. A second round of interviews followed in the
summer, with the clinical partners, the universities, the growth hub and the founders of eleven small firms, who spoke
about capital, premises, regulation and the long road from a prototype to a contract with a hospital.

## 2 Ranks

Leeds ranks 7th for core biopharma and 4th for digital health.

| Edition | Businesses | Turnover |
|---|---|---|
| 2019 | 6,300 | £80.7bn |
| 2020 | 6,330 | £88.9bn |
"""
OTHER = "# Another report\n\nBradford has 25 companies.\n"


def _document(id: str, text: str) -> Document:
    parsed = load_markdown(text.encode(), file=f"{id}.md")
    source = Source(id=id, file=f"{id}.md", title=id.title(), publisher="Review Board", date="2024-03")
    return Document(source, parsed.text, parsed.blocks)


@pytest.fixture(scope="session")
def review() -> Document:
    return _document("review", PAGE)


@pytest.fixture(scope="session")
def other() -> Document:
    return _document("other", OTHER)


@pytest.fixture
def make_fact() -> Callable[..., KnownFact]:
    def make(**changes: object) -> KnownFact:
        values: dict[str, object] = {
            "id": "companies",
            "kind": "figure",
            "audience": "officer",
            "question": "How many companies are based there?",
            "answer": "More than 250 companies.",
            "must_include": [["250"]],
            "evidence": [{"document": "review", "words": "more than 250 companies headquartered locally"}],
        }
        return KnownFact.model_validate(values | changes)

    return make


@pytest.fixture
def make_unanswerable(make_fact: Callable[..., KnownFact]) -> Callable[..., KnownFact]:
    def make(**changes: object) -> KnownFact:
        values: dict[str, object] = {
            "id": "companies-2019",
            "kind": "unanswerable",
            "answer": "",
            "must_include": [],
            "evidence": [],
            "why_unanswerable": "The review does not count the companies of 2019.",
            "trap": "near_miss",
        }
        return make_fact(**(values | changes))

    return make


def cite(document: Document, quote: str, *, number: int = 1, **changes: object) -> Citation:
    """Return a citation of words that stand in the document; its passage is the block around them."""
    start = document.text.index(quote)
    block = document.block_at(start)
    assert block
    values: dict[str, object] = {
        "number": number,
        "document": document.id,
        "file": document.source.file,
        "title": document.source.title,
        "publisher": document.source.publisher,
        "date": document.source.date,
        "locator": document.locate(start, start + len(quote)),
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "passage": document.text[block.start : block.end],
        "text_sha256": document.text_sha256,
    }
    return Citation(**(values | changes))  # type: ignore[arg-type]


def answer_with(*citations: Citation, text: str | None = None, said: str | None = None, **changes: object) -> Answer:
    """Return an answer that says the words of its citations, or `said`."""
    sayings = [said] if said is not None else [citation.quote for citation in citations]
    statements = tuple(
        Statement(words, (citation.number,)) for words, citation in zip(sayings, citations, strict=False)
    )
    shown = " ".join(f"{statement.text} [{statement.citations[0]}]" for statement in statements)
    values: dict[str, object] = {
        "id": "companies",
        "question": "How many companies are based there?",
        "standalone_question": "How many companies are based there?",
        "status": AnswerStatus.answered,
        "text": shown if text is None else text,
        "statements": statements,
        "citations": citations,
        "confidence": 0.9,
        "generation": "g1",
    }
    return Answer(**(values | changes))  # type: ignore[arg-type]


def refusal(text: str = "The evidence does not say.", **changes: object) -> Answer:
    """Return a record of an abstention."""
    return answer_with(text=text, status=AnswerStatus.insufficient_evidence, confidence=0.1, **changes)


def passage(document: Document, words: str) -> Retrieved:
    """Return the block that holds some words as a retrieved passage."""
    start = document.text.index(words)
    block = document.block_at(start)
    assert block
    text = document.text[block.start : block.end]
    return Retrieved(document.id, document.source.file, Locator(), block.start, block.end, text, {"fused": 1.0})


class FakeAssistant:
    """Gives the answers it was made with; what is an exception is raised."""

    generation = "g1"

    def __init__(self, answers: Mapping[str, Answer | Exception], documents: Sequence[Document]) -> None:
        self.answers = answers
        self.documents = {document.id: document for document in documents}
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None, id: str = ""
    ) -> Answer:
        self.asked.append((id, tuple(history)))
        given = self.answers[id]
        if isinstance(given, Exception):
            raise given
        return given

    def __enter__(self) -> FakeAssistant:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def document(self, id: str) -> Document:
        if id not in self.documents:
            raise UsageError(f"There is no document '{id}'.")
        return self.documents[id]
