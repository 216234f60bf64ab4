import pytest

from assistant.answering.settling import SURE
from assistant.reading.protocol import ReaderInput, Reading
from assistant.schema import Settled
from assistant.testing import build_sample_index, fake_settings, make_corpus

from .samples import ScriptedReader

TEXT = "# Pier\n\nThe Saltham Pier Fund closed to applicants in May 2023.\n"


class SettlingReader(ScriptedReader):
    """Finds its words, and says how surely they settle the question."""

    def __init__(self, words: str, *, yes: float = 0.0, no: float = 0.0) -> None:
        super().__init__(words)
        self._settled = (yes, no)

    def read(self, question: str, passages: list[ReaderInput]) -> list[Reading]:
        return [
            Reading(one.start, one.end, one.margin, one.spans, *self._settled)
            for one in super().read(question, passages)
        ]


@pytest.fixture
def ask(open_with, tmp_path):
    def first_statement(question: str, *, yes: float = 0.0, no: float = 0.0):
        settings = fake_settings(tmp_path)
        make_corpus(settings.corpus, {"a.md": TEXT})
        build_sample_index(settings)
        return open_with(SettlingReader("closed to applicants", yes=yes, no=no), settings).ask(question)

    return first_statement


@pytest.mark.parametrize(
    ("yes", "no", "settles"),
    [(SURE, 0.0, Settled.yes), (0.0, SURE, Settled.no), (SURE - 0.01, 0.0, Settled.open), (0.3, 0.6, Settled.open)],
)
def test_yes_or_no_is_said_only_where_the_reader_is_sure(ask, yes, no, settles):
    answer = ask("Is the Saltham Pier Fund closed to applicants?", yes=yes, no=no)
    assert answer.statements[0].settles is settles
    assert answer.text.startswith(f"{settles}. The Saltham" if settles else "The Saltham")


@pytest.mark.parametrize(
    "question",
    [
        "When did the Saltham Pier Fund close to applicants?",
        "Is the Saltham Pier Fund open or closed to applicants?",
        "Is the Dunmore Pier Fund closed to applicants?",
        "Was the Saltham Pier Fund closed to applicants in 2021?",
    ],
    ids=["no yes/no question", "one or the other", "another name", "another year"],
)
def test_of_what_cannot_be_settled_by_the_sentence_nothing_is_said(ask, question):
    statements = ask(question, yes=0.99).statements
    assert not statements or statements[0].settles is Settled.open
