"""The questions that the weights are fitted on."""

from __future__ import annotations

import json

import pytest

from assistant.answering.trials import holds_answer, of_another_subject, read_questions, write_corpus
from assistant.corpus.markdown import load_markdown
from assistant.reading.reworded import REWORDINGS

TABLE = "Table 1: mills. Town: Saltham; Mills: 4 / Town: Northvale; Mills: 7 / Town: Oxmere; Mills: 2"


@pytest.fixture
def data(tmp_path):
    record = {
        "id": "digital-001",
        "heading": "Mills > 1 Count",
        "kind": "table",
        "passage": TABLE,
        "questions": [
            {
                "question": "How many mills has Oxmere?",
                "type": "direct",
                "answer": "2",
                "sentence": "Town: Oxmere; Mills: 2",
            },
            {"question": "How many mills has Hull?", "type": "nearmiss", "answer": ""},
        ],
    }
    for name in ("digital", "culture"):
        (tmp_path / "reader").mkdir(exist_ok=True)
        (tmp_path / "reader" / f"{name}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (tmp_path / "dialogues").mkdir()
    (tmp_path / "dialogues" / "dialogues.jsonl").write_text("", encoding="utf-8")
    return tmp_path


def test_each_passage_becomes_a_document_with_its_headings_and_its_table(data, tmp_path):
    write_corpus(data, tmp_path / "corpus")
    page = (tmp_path / "corpus" / "digital" / "digital-001.md").read_bytes()
    parsed = load_markdown(page, file="digital-001.md")
    assert "Town: Oxmere; Mills: 2" in parsed.text
    assert [block.row for block in parsed.blocks if block.row] == ["Saltham", "Northvale", "Oxmere"]


def test_only_questions_of_the_split_are_asked_with_those_in_other_words(data):
    asked = read_questions(data, "calibration")
    own = [one for one in asked if one.file == "digital"]
    assert [(one.question, one.document, one.answer) for one in own] == [
        ("How many mills has Oxmere?", "digital-001", "2"),
        ("How many mills has Hull?", "", ""),
    ]
    assert not any(one.file == "culture" for one in asked)
    reworded = [one for one in asked if one.kind.startswith("reworded")]
    assert {one.kind for one in reworded} >= {"reworded paraphrase", "reworded nearmiss", "reworded yesno"}
    words = "".join(path.read_text(encoding="utf-8") for path in REWORDINGS.glob("*.jsonl"))
    assert all(json.dumps(one.question, ensure_ascii=False) in words for one in reworded[:50])


def test_a_question_of_another_subject_has_no_answer_there(data):
    asked = read_questions(data, "calibration")
    foreign = of_another_subject(asked)
    assert 0.1 * len(asked) < len(foreign) < 0.25 * len(asked)
    files = {one.question: one.file for one in asked}
    assert all(not one.document and one.file != files[one.question] for one in foreign)


@pytest.mark.parametrize(
    ("text", "answer", "holds"),
    [
        ("Mills: 12; Town: Hull", "12", True),
        ("It cost £12m; more than 5%.", "£12m", True),
        ("It grew by 5%.", "5%", True),
        ("In 2012 it burned down.", "12", False),
        ("It grew by 15%.", "5%", False),
        ("It has 1,200 staff.", "200", False),
        ("It has 12 000 staff.", "12", True),
    ],
)
def test_a_unit_holds_an_answer_as_words_of_its_own(text, answer, holds):
    assert holds_answer(text, answer) is holds
