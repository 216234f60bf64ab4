import random
from dataclasses import replace

import pytest

from assistant.reading.negatives import Neighbours, names_in, other_name, other_year, without_evidence


def test_a_neighbour_never_holds_the_answer(small_items):
    neighbours = Neighbours(small_items)
    answerable = [item for item in small_items if item.answers]
    for seed in range(20):
        for item in answerable:
            found = neighbours.pick(item, random.Random(seed))
            assert found is None or item.gold[0] not in found[1]


def test_neighbours_on_all_data_are_wrong_passages_that_look_right(all_items):
    train = [item for item in all_items if item.source == "reader/care" and item.split == "train"]
    neighbours = Neighbours(train)
    asked = [item for item in train if item.answers][:40]
    found = [(item, neighbours.pick(item, random.Random(3))) for item in asked]
    assert sum(pair is not None for _, pair in found) > 35
    assert all(pair is None or not any(f" {gold} " in f" {pair[1]} " for gold in item.gold) for item, pair in found)


def test_without_its_sentence_a_passage_does_not_answer(small_items):
    item = replace(
        small_items[1], text=small_items[1].text + " More was said of it than can be told in a line of this."
    )
    rest = without_evidence(item)
    assert rest is not None
    assert "£1.2 million" not in rest
    assert "May 2019" in rest


def test_where_no_evidence_is_named_every_sentence_with_the_answer_goes(small_items):
    text = (
        "The Harbour Rooms opened in May 2019. Visitors came from 12 towns in the first year, and from 14 in the next. "
        "It was in May 2019 that the ferry began. More was said of it than can be told in a line of this."
    )
    spans = tuple((match, match + 8) for match in (text.index("May 2019"), text.rindex("May 2019")))
    item = replace(small_items[0], text=text, answers=spans, evidence=None, type="span")
    rest = without_evidence(item)
    assert rest is not None
    assert "2019" not in rest
    assert "12 towns" in rest


def test_a_question_of_rank_keeps_its_rows(small_items):
    assert without_evidence(replace(small_items[1], question="Which was the largest?")) is None


@pytest.mark.parametrize("seed", range(8))
def test_another_year_is_one_that_the_text_does_not_give(seed):
    text = "In 2021/22 there were 40, in 2019 there were 38."
    moved = other_year("How many were there in 2019?", text, random.Random(seed))
    assert moved is not None
    assert moved[-5:-1] not in ("2019", "2021", "2022")
    spanning = other_year("How many were there in 2021/22?", text, random.Random(seed))
    assert spanning is not None
    assert int(spanning[-3:-1]) == int(spanning[-6:-4]) + 1


def test_a_question_without_a_year_or_a_name_is_left_alone():
    assert other_year("How many were there?", "In 2019 there were 38.", random.Random(1)) is None
    assert other_name("how many were there?", "In Saltham there were 38.", ["Larkford"], random.Random(1)) is None


def test_another_name_takes_the_place_of_the_texts():
    names = names_in(["How many live in Port Ellery?", "Who runs Kiln Wood?", "How many live in Port Ellery?"])
    assert names == ["Port Ellery", "Kiln Wood"]
    asked = other_name("How many live in Saltham today?", "Saltham has 300.", ["Port Ellery"], random.Random(1))
    assert asked == "How many live in Port Ellery today?"
