"""Passages follow a document's structure, cover it exactly once, and are the same on every rebuild."""

from __future__ import annotations

import itertools

import pytest

from assistant.corpus.builder import TextBuilder
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.load import LoadReport, load_corpus
from assistant.corpus.markdown import load_markdown
from assistant.passages import MAX_WORDS, TARGET_WORDS, split_document
from assistant.testing import make_corpus


def document(text: str | TextBuilder, *, id: str = "d", title: str = "Title") -> Document:
    parsed = text.finish() if isinstance(text, TextBuilder) else load_markdown(text.encode(), file="d.md")
    return Document(Source(id, "d.md", title), parsed.text, parsed.blocks)


def words(count: int, *, end: str = ".") -> str:
    return "Word " + " ".join(f"w{number}" for number in range(count - 1)) + end


MIXED = "\n\n".join(
    [
        "# 1 First",
        *(f"1.{number} {words(20 + 7 * number)}" for number in range(1, 8)),
        "The measures are:",
        *("\n".join(f"- item {number} {words(9)}" for number in range(20)) for _ in range(1)),
        "## Deep",
        "Table 1: Numbers",
        "| A | B |\n|---|---|\n" + "\n".join(f"| {row} | {words(15, end='')} |" for row in range(25)),
        "[^1]: A note.",
        "# 2 Second",
        " ".join(words(25) for _ in range(20)),
    ]
)


@pytest.fixture
def sample_documents(tmp_path) -> list[Document]:
    return [*load_corpus(make_corpus(tmp_path), LoadReport()), document(MIXED)]


def test_every_block_that_is_no_heading_is_covered_exactly_once(sample_documents):
    for given in sample_documents:
        covered = [0] * len(given.text)
        for passage in split_document(given):
            for index in range(passage.start, passage.end):
                covered[index] += 1
        for block in given.blocks:
            wanted = 0 if block.kind is BlockKind.heading else 1
            inside = {covered[index] for index in range(block.start, block.end) if not given.text[index].isspace()}
            assert inside == {wanted}, given.text[block.start : block.end]


def test_passages_and_their_sentences_are_exact_parts_of_the_text(sample_documents):
    for given in sample_documents:
        passages = split_document(given)
        assert [passage.start for passage in passages] == sorted(passage.start for passage in passages)
        for passage in passages:
            assert passage.text == given.text[passage.start : passage.end]
            inside = "".join(given.text[start:end] for start, end in passage.sentences)
            assert "".join(inside.split()) == "".join(passage.text.split())
            assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)


def test_passages_are_of_a_size_that_fits_the_embedding_model(sample_documents):
    for passage in itertools.chain.from_iterable(map(split_document, sample_documents)):
        assert len(passage.text.split()) <= MAX_WORDS


def test_a_passage_stays_under_one_heading(sample_documents):
    for given in sample_documents:
        for passage in split_document(given):
            blocks = [block for block in given.blocks if block.start < passage.end and passage.start < block.end]
            assert len({block.headings for block in blocks}) == 1


ROWS = "| Town | Permits |\n|---|---|\n" + "\n".join(f"| Town {row} | {words(15, end='')} |" for row in range(25))
ITEMS = "\n".join(f"- item {number} {words(9)}" for number in range(30))


@pytest.mark.parametrize(
    ("introduced", "said"),
    [
        (f"Permits by town, 2019:\n\n{ROWS}", "Permits by town, 2019:"),
        (f"The partners of the scheme are:\n\n{ITEMS}", "The partners of the scheme are:"),
        (f"{words(50)} The partners of the scheme are:\n\n{ITEMS}", "The partners of the scheme are:"),
        (f"Table 4: Permits by town\n\n{ROWS}", "Table 4: Permits by town"),
        (f"Figure 4.2: Permits by town\n\n{ROWS}", "Figure 4.2: Permits by town"),
    ],
    ids=["table", "list", "last sentence", "caption", "figure"],
)
def test_the_later_parts_of_a_list_or_table_know_what_introduces_it(introduced, said):
    first, *later = split_document(document(f"# Part\n\n{introduced}\n\n# Next\n\nThe end."))
    assert said in first.text
    assert len(later) > 1
    assert [passage.context for passage in later[:-1]] == [f"Title\nPart\n{said}"] * (len(later) - 1)
    assert later[-1].context == "Title\nNext"


def test_a_table_is_not_introduced_by_what_introduces_the_one_before():
    other = ROWS.replace("Town", "Port").replace("Permits", "Berths")
    passages = split_document(document(f"Permits by town:\n\n{ROWS}\n\n{other}"))
    assert {passage.context for passage in passages if "Berths" in passage.text} == {"Title"}


def test_the_context_is_the_title_and_the_heading_path_and_is_indexed_but_not_quoted():
    (passage,) = split_document(document("# Title\n\n## 1 Part\n\n### Deep\n\nWords."))
    assert passage.context == "Title\n1 Part > Deep"
    assert passage.text == "Words."
    assert passage.indexed_text == "Title\n1 Part > Deep\nWords."


@pytest.mark.parametrize("before", [1, 40, 60, 75, 89, 100, 125])
def test_a_lead_in_stays_with_its_list(before):
    text = f"{words(before)}\n\nThe four measures are:\n\n" + "\n".join(f"- {words(20)}" for _ in range(4))
    (holder,) = [passage for passage in split_document(document(text)) if "The four measures are:" in passage.text]
    assert "The four measures are:\n\nWord w0" in holder.text


def test_a_caption_stays_with_its_table():
    rows = "\n".join(f"| {row} | {words(10, end='')} |" for row in range(5))
    passages = split_document(document(f"{words(80)}\n\nTable 1: Numbers\n\n| A | B |\n|---|---|\n{rows}"))
    (holder,) = [passage for passage in passages if "Table 1: Numbers" in passage.text]
    assert holder.text.startswith("Table 1: Numbers\n\nA: 0; B: Word")


def test_tables_are_not_mixed_with_each_other_or_with_what_follows():
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    text = f"Table 1: One\n\n{table}\nTable 2: Two\n\n{table}\nWords after it."
    passages = split_document(document(text))
    assert [passage.text for passage in passages] == [
        "Table 1: One\n\nA: 1; B: 2",
        "Table 2: Two\n\nA: 1; B: 2",
        "Words after it.",
    ]


def test_a_long_paragraph_is_split_at_sentence_ends():
    text = " ".join(words(30) for _ in range(10))
    passages = split_document(document(text))
    assert len(passages) > 2
    assert all(passage.text.endswith(".") and passage.text.startswith("Word") for passage in passages)
    assert all(len(passage.text.split()) <= TARGET_WORDS for passage in passages)


def test_a_sentence_without_an_end_is_kept_whole():
    (passage,) = split_document(document(words(400, end="")))
    assert len(passage.text.split()) == 400
    assert len(passage.sentences) == 1


def test_a_table_row_is_quoted_whole():
    builder = TextBuilder()
    builder.table(["A", "B"], [["one", words(40)]])
    (passage,) = split_document(document(builder))
    assert passage.sentences == ((passage.start, passage.end),)


def test_a_row_of_running_text_is_one_passage_quoted_by_the_sentences_of_its_cells():
    builder = TextBuilder()
    builder.table(["A", "B"], [["one", " ".join(words(40) for _ in range(5))]])
    given = document(builder)
    (passage,) = split_document(given)
    assert given.text[slice(*passage.sentences[0])] == "one"
    assert len(passage.sentences) == 6


def test_ids_are_the_same_on_every_rebuild_and_unique(sample_documents):
    for given in sample_documents:
        ids = [passage.id for passage in split_document(given)]
        assert ids == [passage.id for passage in split_document(given)]
        assert len(set(ids)) == len(ids)


def test_ids_come_from_the_content():
    (one,), (other,) = split_document(document("Words.")), split_document(document("Other words."))
    (elsewhere,) = split_document(document("Words.", id="e"))
    (renamed,) = split_document(document("Words.", title="Another"))
    assert len({one.id, other.id, elsewhere.id, renamed.id}) == 4


def test_a_passage_before_the_change_keeps_its_id():
    before = split_document(document("# A\n\nFirst words.\n\n# B\n\nSecond words."))
    after = split_document(document("# A\n\nFirst words.\n\n# B\n\nSecond words, changed."))
    assert before[0].id == after[0].id
    assert before[1].id != after[1].id


def test_repeated_text_gets_ids_of_its_own():
    passages = split_document(document("# A\n\nSame words.\n\n# A\n\nSame words.\n\n# A\n\nSame words."))
    assert [passage.id.partition("-")[2] for passage in passages] == ["", "1", "2"]


def test_a_document_of_headings_has_no_passages():
    assert split_document(document("# One\n\n## Two")) == []
