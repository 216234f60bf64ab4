"""Two passages that differ in one sentence: one answers, the other does not."""

import re
from collections import Counter

import pytest

from assistant.reading.contrasts import CONTRASTS, add_sentence, contrasted, without
from assistant.reading.data import QUESTIONS, load_contrasts, load_reader
from assistant.reading.mixture import Mixture

MILL = {
    "id": "mill-01",
    "kind": "prose",
    "passage": "Kiln Mill opened in 2019. It has 40 looms. Ada Moss runs it.",
    "questions": [
        {"question": "Who runs it?", "type": "direct", "answer": "Ada Moss", "sentence": "Ada Moss runs it."},
        {"question": "What did it cost?", "type": "nearmiss", "answer": None},
    ],
}


def test_an_added_sentence_answers_and_its_text_without_it_is_the_passage():
    contrast = {"passage": "mill-01", "question": 1, "sentence": "The bill came to £2 million.", "answer": "£2 million"}
    (record,) = contrasted(MILL, [contrast])
    (question,) = record["questions"]
    assert question == {
        "question": "What did it cost?", "type": "paraphrase", "answer": "£2 million", "sentence": contrast["sentence"],
    }  # fmt: skip
    assert contrast["sentence"] in record["passage"]
    assert without(record["passage"], contrast["sentence"], record["instead"]) == MILL["passage"]


def test_a_sentence_in_place_of_the_one_that_answers_takes_the_answer():
    contrast = {"passage": "mill-01", "question": 0, "sentence": "Ada Moss once worked there."}
    (record,) = contrasted(MILL, [contrast])
    assert record["passage"] == MILL["passage"]
    assert record["questions"] == MILL["questions"][:1]
    rest = without(record["passage"], "Ada Moss runs it.", record["instead"])
    assert rest == "Kiln Mill opened in 2019. It has 40 looms. Ada Moss once worked there."


def test_a_rewording_is_contrasted_like_its_question():
    contrast = {"passage": "mill-01", "question": 1, "sentence": "The bill came to £2 million.", "answer": "£2 million"}
    records = list(contrasted(MILL, [contrast], [(0, "Who's the boss?"), (1, "How dear was it?")]))
    assert [record["questions"][0]["question"] for record in records] == ["What did it cost?", "How dear was it?"]


@pytest.mark.parametrize(
    "contrast",
    [
        {"question": 2, "sentence": "It is old."},
        {"question": -1, "sentence": "It is old."},
        {"question": 1, "sentence": "It is dear.", "answer": "£2"},
        {"question": 1, "sentence": "It is dear."},
        {"question": 0, "sentence": "It is Ada.", "answer": "Ada"},
    ],
)
def test_a_contrast_that_fits_no_question_is_named(contrast):
    with pytest.raises(ValueError, match=r"passage 'mill-01'.*Mend the line: 'It is"):
        list(contrasted(MILL, [contrast]))


@pytest.mark.parametrize(
    ("kind", "passage", "sentence", "whole"),
    [
        ("table", "Mill: Kiln; Looms: 40", "Mill: Crale; Looms: 12", "Mill: Kiln; Looms: 40 / Mill: Crale; Looms: 12"),
        ("table", "Mill: Kiln; Looms: 40", "Looms stood still.", "Mill: Kiln; Looms: 40 / Note: Looms stood still."),
        ("list", "We will:\n- buy looms", "- hire two", "We will:\n- buy looms\n- hire two"),
    ],
)
def test_a_row_or_an_item_is_added_behind_the_last_one(kind, passage, sentence, whole):
    assert add_sentence(kind, passage, sentence) == whole


@pytest.mark.parametrize(
    ("text", "sentence", "instead", "rest"),
    [
        ("We will:\n- buy looms\n- hire two", "- hire two", "", "We will:\n- buy looms"),
        ("We will:\nbuy looms\nhire two", "- hire two", "- paint it", "We will:\nbuy looms\npaint it"),
        ("Mill: Kiln\nMill: Crale\nMill: Moss", "Mill: Crale", "", "Mill: Kiln\nMill: Moss"),
        ("It opened. It cost £2.", "It opened.", "", "It cost £2."),
        ("It opened.", "It shut.", "", None),
    ],
)
def test_nothing_is_left_of_what_is_taken_out(text, sentence, instead, rest):
    assert without(text, sentence, instead) == rest


def test_contrasts_are_many_and_in_the_split_of_their_report():
    items = load_contrasts()
    counts = Counter("added" if not item.instead else "in place" for item in items)
    assert counts["added"] > 12000
    assert counts["in place"] > 4000
    splits = {item.group: item.split for item in load_reader(QUESTIONS)}
    assert all(item.split == splits[item.group] for item in items)
    assert all(item.answers and item.evidence for item in items)
    assert {path.stem for path in CONTRASTS.glob("*.jsonl")} <= {path.stem for path in QUESTIONS.glob("*.jsonl")}


def test_the_old_answer_does_not_stand_in_what_took_its_place():
    for item in load_contrasts():
        if item.instead:
            answer = rf"(?<!\w){re.escape(item.gold[0])}(?!\w)"
            assert not re.search(answer, item.instead, re.IGNORECASE), item.instead


def test_what_is_added_belongs_to_a_question_that_its_passage_leaves_open():
    unanswered = {(item.group, item.question) for item in load_reader(QUESTIONS) if not item.answers}
    added = [item for item in load_contrasts() if item.instead == ""]
    own = sum((item.group, item.question) in unanswered for item in added)
    assert own > 0.5 * len(added)  # the others are rewordings


def test_contrasts_are_drawn_with_their_rivals():
    """But for those of whose sentence, being several to the splitter, a window holds only a part."""
    mixture = Mixture(load_contrasts()[:300], seed=3)
    drawn = [mixture.draw(0.5) for _ in range(300)]
    pairs = [examples for examples in drawn if len(examples) > 1]
    assert len(pairs) > 0.97 * len(drawn)
    for example, rival in pairs:
        assert rival.question == example.question
        assert rival.context == example.context
        assert example.answer is not None
        assert rival.answer is None
        assert rival.text != example.text
