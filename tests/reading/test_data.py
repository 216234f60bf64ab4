import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from assistant.evaluation.facts import load_facts
from assistant.reading import data, public_sets
from assistant.reading.data import QUESTIONS, load, load_reader, load_rewordings, split_of
from assistant.reading.items import find_answer, percent
from assistant.reading.public_sets import table_text
from assistant.reading.reworded import reword

REPORT = re.compile(r"\w+-R\d+")
"""Id of a report of several passages; other passages stand alone."""
_ALIKE = 85
"""Per cent: two questions of seven words and more with most words in common; shorter ones are alike by chance."""


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path / "qa"))):
        load(tmp_path)


def test_every_answer_lies_where_it_is_said_to(all_items):
    for item in all_items:
        for answer in item.gold:
            assert answer
            assert answer == answer.strip()
        if item.evidence is not None:
            start, end = item.evidence
            assert start <= item.answers[0][0] < item.answers[0][1] <= end


def test_no_set_is_empty(all_items):
    found = Counter((item.source.split("/")[0], item.split) for item in all_items)
    assert found["reader", "train"] > 6000
    assert found["reader", "calibration"] == 1470
    assert found["reader", "test"] == 490
    assert found["squad2", "test"] > 1000
    assert found["policyqa", "test"] > 800


def test_what_is_kept_apart_is_never_trained_on(all_items):
    train = [item for item in all_items if item.split == "train"]
    apart = [item for item in all_items if item.split != "train"]
    names = {f"reader/{name}" for name in data.READER_TEST | data.READER_CALIBRATION}
    assert not names & {item.source for item in train}
    titles = public_sets.SQUAD2_TEST | public_sets.SQUAD2_DEV | public_sets.POLICYQA_TEST
    assert not titles & {item.group for item in train}
    assert not {item.text for item in apart} & {item.text for item in train}


def test_the_projects_own_questions_are_well_formed():
    items = load_reader(QUESTIONS)
    assert len(items) > 11_000
    for item in items:
        assert bool(item.answers) == (item.type != "nearmiss")
        if item.evidence is not None:
            start, end = item.evidence
            assert start <= item.answers[0][0] < item.answers[0][1] <= end


def test_a_yes_no_question_says_how_it_is_settled_where_that_was_judged():
    found = Counter()
    for path in QUESTIONS.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for question in json.loads(line)["questions"]:
                if "polarity" in question:
                    assert question["answer"]
                    found[question["polarity"]] += 1
    assert set(found) == {"yes", "no", "open"}
    assert min(found.values()) > 400


def test_a_rewording_asks_of_the_passage_of_its_question_in_its_split():
    questions = defaultdict(set)
    for item in load_reader(QUESTIONS):
        questions[item.text].add((item.answers, item.split))
    items = load_rewordings()
    assert len(items) > 20_000
    assert all((item.answers, item.split) in questions[item.text] for item in items)
    assert {item.type for item in items} == {"paraphrase", "nearmiss", "yesno", "list", "definition"}
    first_words = {item.question for item in load_reader(QUESTIONS)}
    assert sum(item.question in first_words for item in items) < 20


def test_a_rewording_of_a_question_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"passage 'mills-01': it has no question 1 \(from 0\), but 1"):
        reword(
            {"id": "mills-01", "questions": [{"question": "Who?", "type": "direct", "answer": "Ada"}]}, [(1, "wot?")]
        )


def test_each_file_of_questions_gives_some_to_every_split():
    items = load_reader(QUESTIONS)
    found = Counter((item.source, item.split) for item in items)
    reports = {item.source for item in items if REPORT.fullmatch(item.group)}  # too few to a file for each split
    for source in {source for source, _ in found}:
        assert found[source, "train"] > (80 if source in reports else 300)
        assert found[source, "calibration"] > 0 or source in reports
    for split in ("dev", "calibration", "test"):
        assert any(found[source, split] for source in reports)
    assert sum(count for (_, split), count in found.items() if split == "test") > 700


def test_the_passages_of_a_report_are_in_one_split():
    splits = defaultdict(set)
    for item in load_reader(QUESTIONS):
        splits[item.group].add(item.split)
    reports = [found for group, found in splits.items() if REPORT.fullmatch(group)]
    assert len(reports) >= 40
    assert all(len(found) == 1 for found in reports)


def test_a_passage_is_in_one_split_whatever_else_there_is():
    assert split_of(QUESTIONS, "economy", "economy-001") == split_of(QUESTIONS, "people", "economy-001")
    assert split_of(QUESTIONS.parent / "reader", "culture", "economy-001") == "test"


@pytest.mark.parametrize("items", [lambda: load_reader(QUESTIONS), load_rewordings], ids=["questions", "rewordings"])
def test_answerable_questions_and_near_misses_share_as_many_words_with_their_passages(items):
    """What the files are for: how a question is worded must not tell whether it is answered."""
    shares = {True: [], False: []}
    for item in items():
        asked = set(re.findall(r"[a-z0-9]{4,}", item.question.lower()))
        said = set(re.findall(r"[a-z0-9]{4,}", f"{item.context} {item.text}".lower()))
        if asked:
            shares[bool(item.answers)].append(len(asked & said) / len(asked))
    means = [sum(found) / len(found) for found in shares.values()]
    assert abs(means[0] - means[1]) < 0.04


def test_table_rows_are_lines_in_the_stored_form(all_items):
    tables = [item for item in all_items if item.kind == "table" and item.source.startswith("reader/")]
    assert len({item.group for item in tables}) == 240
    assert not any(" / " in item.text for item in tables)
    assert sum("\n" in item.text for item in tables) > 0.9 * len(tables)


def test_a_table_becomes_rows_with_column_names():
    rows = [["", "Years ended", ""], ["", "2019", "2018"], ["Assets", "", ""], ["Cash", "$130", "$91"]]
    assert table_text(rows) == "Assets\nCash; Years ended 2019: $130; 2018: $91"


def test_a_table_of_years_keeps_its_figures():
    rows = [["Sites", "2019", "2018"], ["Open", "12", "7"], ["Closed", "3", ""]]
    assert table_text(rows) == "Open; 2019: 12; 2018: 7\nClosed; 2019: 3"


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [("In 2045 there were 45 beds", "45", 19), ("aged 45plus", "45", 5), ("none", "45", -1), ("a (£1) b", "(£1)", 2)],
)
def test_an_answer_is_found_as_whole_words_first(text, answer, expected):
    assert find_answer(text, answer) == expected


def test_the_share_of_a_key_is_the_same_on_every_machine():
    assert percent("care-003") == 68
    assert all(0 <= percent(str(n)) < 100 for n in range(50))


def test_no_question_to_learn_from_is_a_known_facts_question():
    known = [fact.question.lower() for fact in load_facts(Path(__file__).parents[2] / "eval" / "known_facts.yaml")]
    items = [*load_reader(QUESTIONS), *load_rewordings()]
    own = {item.question.lower() for item in items if len(item.question.split()) >= 7}
    own = {question for question in own if not re.search(r"\bstands? for\b|\bshort for\b", question)}
    nearest = process.cdist(sorted(own), known, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    alike = [question for question, scores in zip(sorted(own), nearest, strict=True) if scores.max() >= _ALIKE]
    assert alike == []
