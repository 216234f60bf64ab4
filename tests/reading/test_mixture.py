import random
from collections import Counter
from dataclasses import replace

import pytest

from assistant.reading.judging import Judge
from assistant.reading.mixture import SHARES, Example, Mixture, drop_markers, pad_question, vary_question
from assistant.reading.protocol import Reading
from assistant.reading.text import normalise_answer


def test_the_same_seed_gives_the_same_examples(small_items):
    first, second, other = (Mixture(small_items, seed=seed) for seed in (5, 5, 6))
    drawn = [first.draw(0.5) for _ in range(40)]
    assert drawn == [second.draw(0.5) for _ in range(40)]
    assert drawn != [other.draw(0.5) for _ in range(40)]


def test_a_stream_goes_on_where_its_counts_say(small_items):
    whole = Mixture(small_items, seed=5)
    drawn = [whole.draw(0.5) for _ in range(30)]
    rest = Mixture(small_items, seed=5)
    rest.drawn.update({"reader": 12})
    assert [rest.draw(0.5) for _ in range(18)] == drawn[12:]


def test_answers_stay_within_their_text_in_every_variation(all_items):
    mixture = Mixture(all_items, seed=11)
    gold = {answer for item in all_items for answer in item.gold}
    bare = {answer.replace("- ", "").replace("• ", "") for answer in gold}
    examples = [example for n in range(900) for example in mixture.draw(n / 900)]
    for example in examples:
        if example.answer is not None:
            start, end = example.answer
            assert example.text[start:end] in gold | bare
    empty = sum(example.answer is None for example in examples) / len(examples)
    assert 0.25 < empty < 0.55


def test_a_rival_is_asked_the_same_question_and_does_not_answer_it(all_items):
    mixture = Mixture([item for item in all_items if item.instead is None], seed=11)
    drawn = [mixture.draw(0.5) for _ in range(900)]
    pairs = [examples for examples in drawn if len(examples) > 1]
    assert 0.1 < len(pairs) / len(drawn) < 0.3
    for example, rival in pairs:
        assert rival.question == example.question
        assert rival.text != example.text
        assert rival.answer is None
        start, end = example.answer
        assert f" {normalise_answer(example.text[start:end])} " not in f" {normalise_answer(rival.text)} "


def test_a_question_on_an_evidence_base_is_set_against_its_hardest_passages(small_items):
    hard = tuple(("2 Places", f"{other} Rooms had 4,100 visitors.") for other in ("Kiln", "Mill", "Quay", "Dock"))
    met = replace(small_items[0], source="bases/vale", wrong=hard)
    missed = replace(small_items[8], source="bases/vale", context="2 Places", text=hard[0][1], wrong=hard)
    mixture = Mixture([met, missed], seed=5)
    drawn = [mixture.draw(0.5) for _ in range(400)]
    rivals = [examples[1] for examples in drawn if len(examples) > 1]
    of_missed = [examples[0] for examples in drawn if "staff" in examples[0].question.lower()]
    assert len(rivals) > 100
    for examples in (rivals, of_missed):
        assert {example.answer for example in examples} == {None}
        counts = Counter(example.text for example in examples)
        assert set(counts) == {text for _, text in hard}
        assert counts.most_common()[0][0] == hard[0][1]


def test_nothing_kept_apart_is_drawn(all_items):
    mixture = Mixture(all_items, seed=11)
    apart = [item for item in all_items if item.split != "train"]
    sentences = {item.text[slice(*item.evidence)] for item in apart if item.evidence}
    sentences = {one for one in sentences if len(one.split()) >= 12}  # a short one can stand in any report
    drawn = {example.text for _ in range(500) for example in mixture.draw(1.0)}
    assert len(sentences) > 2000
    assert not any(sentence in text for text in drawn for sentence in sentences)


def test_the_share_of_reports_grows(all_items):
    mixture = Mixture(all_items, seed=11)
    begin = Counter(mixture.drawn)
    for _ in range(600):
        mixture.draw(0.0)
    early = Counter(mixture.drawn) - begin
    for _ in range(600):
        mixture.draw(1.0)
    late = Counter(mixture.drawn) - early
    reports = ("reader", "questions", "latest", "rewordings", "contrasts")
    assert sum(late[name] for name in reports) > 1.05 * sum(early[name] for name in reports)


def test_what_is_put_around_a_question_leaves_it_in_place():
    rng = random.Random(7)
    padded = {pad_question("How many wards has Saltham?", rng) for _ in range(200)}
    assert len(padded) > 15
    assert all("ow many wards has Saltham" in one for one in padded)
    assert "In the report, how many wards has Saltham?" in padded
    assert "How many wards has Saltham please?" in padded


def test_shares_make_a_whole():
    assert sum(first for first, _ in SHARES.values()) == pytest.approx(1.0, abs=0.01)
    assert sum(last for _, last in SHARES.values()) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("answer", ["1 December", "open 64 beds", "hire staff"])
def test_list_markers_go_and_the_span_moves_along(answer):
    text = "We will:\n- open 64 beds by 1 December;\n• hire staff"
    start = text.index(answer)
    plain, span = drop_markers(text, (start, start + len(answer)))
    assert plain == "We will:\nopen 64 beds by 1 December;\nhire staff"
    assert span is not None
    assert plain[slice(*span)] == answer


def test_questions_are_varied_as_people_type():
    asked = {vary_question("Who runs the Harbour Rooms in Saltham?", random.Random(n)) for n in range(60)}
    assert "who runs the harbour rooms in saltham" in asked
    assert "Who runs the Harbour Rooms in Saltham" in asked
    assert "Who runs the Harbour Rooms in Saltham?" in asked
    assert len(asked) > 4


class _Scripted:
    """Finds its word wherever it stands, surely; elsewhere nothing."""

    def __init__(self, word):
        self._word = word

    def read_pairs(self, pairs):
        return [self._reading(passage.text) for _, passage in pairs]

    def read(self, question, passages):
        return [self._reading(passage.text) for passage in passages]

    def _reading(self, text):
        start = text.find(self._word)
        return Reading(start, start + len(self._word), 4.0, ()) if start >= 0 else Reading(0, 0, -9.0, ())


@pytest.mark.parametrize(
    ("examples", "hardest"),
    [
        ([("The gate is red.", (12, 15)), ("The door is blue.", (12, 16))], 1),
        ([("The gate is red.", (12, 15)), ("The gate is red.", None)], 1),
        ([("The door is blue.", (12, 16)), ("The door is blue.", None)], 0),
        ([("The red gate is blue.", (16, 20)), ("The gate is red.", (12, 15))], 0),
    ],
    ids=["an answer that is not seen", "no answer where one is seen", "surely none", "other words than the answer"],
)
def test_a_judge_takes_the_example_that_is_farthest_from_right(examples, hardest):
    drawn = [Example("What colour is it?", "", text, answer) for text, answer in examples]
    assert Judge(_Scripted("red")).hardest(drawn) == hardest


def test_a_judge_takes_the_passage_that_looks_most_like_an_answer():
    assert Judge(_Scripted("red")).likeliest("What colour?", [("", "blue"), ("", "red"), ("", "green")]) == 1


def test_with_a_judge_harder_examples_are_drawn(small_items):
    item = small_items[0]
    word = item.gold[0]
    plain, judged = Mixture(small_items, seed=5), Mixture(small_items, seed=5, judge=Judge(_Scripted(word)))

    def share(mixture):
        drawn = [mixture.draw(0.5)[0] for _ in range(200)]
        return sum(one.answer is not None and word in one.text for one in drawn)

    assert share(judged) < 0.7 * share(plain)
