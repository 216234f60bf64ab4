"""What is told of one row's thing tells nothing of another's."""

from __future__ import annotations

import pytest

from assistant.answering.guards.siblings import is_of_sibling
from assistant.answering.question import analyse_question
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown

from ..samples import scored

TABLE = """# Beds

| District | Beds |
| --- | --- |
| Crale | 40 |
| Pern Bay | 60 |
| All districts | 100 |

| Year | Beds |
| --- | --- |
| 2022 | 40 |
"""


def is_told_of_sibling(question: str, sentence: str) -> bool:
    parsed = load_markdown(TABLE.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Beds"), parsed.text, parsed.blocks)
    return is_of_sibling(analyse_question(question), scored(sentence), lambda id: document)


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
    assert is_told_of_sibling(question, sentence) is is_sibling
