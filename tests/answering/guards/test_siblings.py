"""What is told of one row's thing tells nothing of another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.guards.siblings import is_of_sibling, is_of_sibling_group
from assistant.answering.question import Question, analyse_question
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown

from ..samples import scored

TABLE = """# Beds

| District | Beds |
| --- | --- |
| Crale | 40 |
| Pern Bay | 60 |
| All districts | 100 |

| Term | Meaning |
| --- | --- |
| AI | artificial intelligence |
| NHS | health service |
"""


def is_told_of_sibling(question: Question, sentence: str, before: str = "") -> bool:
    parsed = load_markdown(f"{TABLE}\n\n{before}{sentence}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Beds"), parsed.text, parsed.blocks)
    start = document.text.index(sentence)
    block = document.block_at(start)
    unit = scored(sentence).unit
    entry = scored(sentence, block=block)
    entry = replace(entry, unit=replace(unit, start=start, end=start + len(sentence), block=block))
    return is_of_sibling(question, entry, lambda id: document)


@pytest.mark.parametrize(
    ("question", "sentence", "is_sibling"),
    [
        ("What share of beds are empty in Pern Bay?", "It goes from 8% in Crale to 20% in Orme.", True),
        ("What share of beds are empty in Pern Bay?", "District: Crale; Empty: 8%", True),
        ("What share of beds are empty in Pern Bay?", "In Crale 8% are empty, in Pern Bay 20%.", False),
        ("What share of beds are empty in Pern Bay?", "A tenth of beds are empty.", False),
        ("What share of beds are empty in Pern Bay?", "In Orme 8% are empty.", False),
        ("What share of beds are empty in Orme?", "In Crale 8% are empty.", False),
        ("Did Crale get more than Pern Bay?", "Crale got 40.", False),
        ("How many are there? (Pern Bay)", "Crale got 40.", False),
    ],
    ids=["prose", "row", "named too", "nobody named", "no row", "asked has no row", "asked as well", "in brackets"],
)
def test_what_has_another_row_is_not_what_is_asked_for(question, sentence, is_sibling):
    assert is_told_of_sibling(analyse_question(question), sentence) is is_sibling


def test_the_sentence_before_names_what_is_told_of():
    question = analyse_question("How many beds are empty in Pern Bay?")
    sentence = "It has 40 empty ones, more than Crale."
    assert is_told_of_sibling(question, sentence)
    assert not is_told_of_sibling(question, sentence, "Pern Bay has 60 beds. ")


def test_another_form_of_its_name_is_its_name():
    question = analyse_question("How many beds are empty in PB?", [("PB", "Pern Bay")])
    assert not is_told_of_sibling(question, "In Pern Bay 4 are empty, in Crale none.")


def test_the_rows_of_a_table_of_terms_are_no_siblings():
    question = analyse_question("How much will go to AI?")
    assert not is_told_of_sibling(question, "The NHS will spend £40m on it.")


STARTS = """# Starts

| Subject | 2023 | 2024 |
| --- | --- | --- |
| Intermediate (level 2) | | |
| Care | 360 | 420 |
| Metal | 320 | 300 |
| Advanced (level 3) | | |
| Care | 510 | 600 |
| Wood | 40 | 50 |
"""


@pytest.mark.parametrize(
    ("question", "row", "is_sibling"),
    [
        ("How many level 3 starts were there in care in 2024?", "Care; Intermediate", True),
        ("How many level 3 starts were there in care in 2024?", "Care; Advanced", False),
        ("How many intermediate starts were there in care in 2024?", "Care; Advanced", True),
        ("How many starts were there in care in 2024?", "Care; Intermediate", False),
        ("How many level 3 starts were there in metal in 2024?", "Metal; Intermediate", False),
        ("How many starts were there in wood in 2024?", "Wood; Advanced", False),
    ],
)
def test_a_row_of_one_group_is_not_that_of_the_group_asked_for(question, row, is_sibling):
    parsed = load_markdown(STARTS.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Starts"), parsed.text, parsed.blocks)
    block = next(block for block in parsed.blocks if row in parsed.text[block.start : block.end])
    entry = scored(parsed.text[block.start : block.end], block=block)
    assert is_of_sibling_group(analyse_question(question), entry, lambda id: document) is is_sibling
