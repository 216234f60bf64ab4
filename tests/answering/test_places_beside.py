"""Of the asked place its own figure is taken, not that of another place in the same passage."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.places_beside import with_asked_place
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

QUESTION = "By how much did jobs in the mills grow in Halifax?"
OF_LEEDS = "Jobs in the mills of Leeds grew by 41%."


def ranked(*sentences: str, conflicts: float = 1.0) -> list[Scored]:
    """Return the sentences of one passage, the first with "41%" as its exact answer; the others have none."""
    parsed = load_markdown("\n\n".join(sentences).encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    (passage,) = split_document(document)
    best, *others = units_of(Candidate(0, passage, 0.0, 0.0), document)
    at = best.start + best.text.index("41%")
    features = {**dict.fromkeys(UNIT_FEATURES, 0.0), "margin": 4.0, "place_conflicts": conflicts}
    low = {**features, "margin": -9.0, "place_conflicts": 0.0}
    return [Scored(best, (at, at + 3), features, 9.0), *(Scored(unit, None, low, 1.0) for unit in others)]


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("In the others it was Halifax 34%, York 23%.", "34%"),
        ("Elsewhere: York 23%, Halifax (about 34%).", "about 34%"),
        ("Halifax's 34% was next.", "34%"),
        ("York and Halifax, for one, had a growth in mills of 34%.", "34%"),
    ],
    ids=["beside it", "in brackets", "of it", "the one figure, of the same"],
)
def test_the_figure_of_the_asked_place_comes_first(sentence, exact):
    found = ranked(OF_LEEDS, sentence)
    first, second = with_asked_place(analyse_question(QUESTION), found, lambda features: features["margin"])
    assert (first.unit.text, first.exact_words, second) == (sentence, exact, found[0])
    assert (first.features["margin"], first.features["place_conflicts"], first.score) == (4.0, 0.0, 4.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "In the others it was Hull 34%, York 23%.",
        "Halifax has 340 looms.",
        "Halifax counts 34% of the county's sheep.",
        "In Halifax, where 34% is owned by York, 23% is let.",
    ],
    ids=["not named", "another unit", "of something else", "one of two, not beside it"],
)
def test_a_figure_that_may_be_of_something_else_stays_where_it_is(sentence):
    found = ranked(OF_LEEDS, sentence)
    assert with_asked_place(analyse_question(QUESTION), found, len) == found


def test_nothing_moves_where_the_best_one_is_of_the_asked_place():
    found = ranked(OF_LEEDS, "Halifax 34%, York 23%.", conflicts=0.0)
    assert with_asked_place(analyse_question(QUESTION), found, len) == found
    assert with_asked_place(analyse_question(QUESTION), [], len) == []
