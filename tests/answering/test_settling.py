import pytest

from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.answering.settling import SURE, settled
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.reading.protocol import ReaderInput, Reading
from assistant.retrieval import Candidate
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
        "Is the Saltham Pier Fund closed to applicants, and since when?",
        "Could you tell me if the Saltham Pier Fund closed to applicants?",
        "Is the Dunmore Pier Fund closed to applicants?",
        "is the dunmorra pier fund closed to applicants",
        "Was the Saltham Pier Fund closed to applicants in 2021?",
        "Was the Saltham Pier Fund closed to applicants in 2023/24?",
    ],
    ids=[
        "no yes/no",
        "one or the other",
        "more",
        "a request",
        "a name",
        "a name typed small",
        "a year",
        "a span of years",
    ],
)
def test_of_what_the_sentence_cannot_settle_nothing_is_said(pier, question):
    reader = SettlingReader("closed to applicants", yes=0.99)
    assert settled(analyse_question(question), pier, reader) is pier


def test_of_a_sentence_that_does_not_answer_nothing_is_said(pier):
    question = analyse_question("Is the Saltham Pier Fund closed to applicants?")
    assert settled(question, pier, SettlingReader("closed to applicants", yes=0.99)).settles is Settled.yes
    assert settled(question, pier, SettlingReader("of other words", yes=0.99)).settles is Settled.open


@pytest.fixture
def pier() -> Quote:
    parsed = load_markdown(TEXT.encode(), file="pier.md")
    document = Document(Source("pier", "pier.md", "The pier"), parsed.text, parsed.blocks)
    passage = Passage("p", "pier", 0, len(document.text), document.text, "The pier", ())
    return Quote(document, Candidate(0, passage, 0.0, 0.0), document.text.index("The Saltham"), len(document.text))


def test_neither_side_of_a_comparison_is_settled(ask):
    answer = ask("Did the Saltham Pier Fund or the Dunmore Fund close to applicants?", yes=0.99)
    assert not any(statement.settles for statement in answer.statements)
