"""Questions as JSON lines in, answer records out: order kept, bad lines named, the rest goes on."""

from __future__ import annotations

import json

import pytest

from assistant.assistant import Assistant
from assistant.batch import answer_lines, read_batch
from assistant.errors import UsageError

GOOD = {"id": "q1", "question": "Who chairs the strategy board?"}


def run(assistant: Assistant, *lines):
    encoded = [
        line if isinstance(line, bytes) else line.encode() if isinstance(line, str) else json.dumps(line).encode()
        for line in lines
    ]
    return list(answer_lines(assistant, encoded))


def test_each_line_gets_its_record_in_order(assistant: Assistant):
    lines = [{"id": f"q{number}", "question": f"How many grants were awarded in 202{number}?"} for number in range(5)]
    outcomes = run(assistant, *lines)
    assert [outcome.answer.id for outcome in outcomes] == ["q0", "q1", "q2", "q3", "q4"]
    assert [outcome.line for outcome in outcomes] == [1, 2, 3, 4, 5]


BAD = [
    ("{", "not JSON: Expecting property name enclosed in double quotes at character 2"),
    ("question: what?", "not JSON: Expecting value at character 1"),
    (b"\xff\xfe{}", "not UTF-8 text"),
    ("[]", "not a question: it must be an object, and is a list. An example: {"),
    ('"Who?"', "not a question: it must be an object, and is text. "),
    ("{}", "field 'question': is missing"),
    ({"question": 5, "id": "x"}, None),
    ({"question": None}, "field 'question': must be text, and is null"),
    ({"question": ["Who?"]}, "field 'question': must be text, and is a list"),
    ({"question": ""}, "The question is empty."),
    ({"question": "  "}, "The question is empty."),
    ({"question": "a" * 100_000}, "The question has 100,000 characters; at most 2,000 are read."),
    ({"question": "Who?", "history": "before"}, "field 'history': must be a list, and is text"),
    ({"question": "Who?", "history": ["before"]}, "field 'history.0': must be an object, and is text"),
    ({"question": "Who?", "filters": 5}, "field 'filters': must be an object, and is a number"),
    ({"question": "Who?", "id": False}, "field 'id': must be text, and is true or false"),
    ({"question": "Who?", "history": [{"answer": "x"}]}, "field 'history.0.question': is missing"),
    ({"question": "Who?", "filters": {"documents": "a.md"}}, "field 'filters.documents': "),
    ({"question": "Who?", "filters": {"files": ["a.md"]}}, "field 'filters.files': there is no such field"),
    ({"question": "Who?", "filters": {"documents": ["nope.md"]}}, "The filter names the document 'nope.md'"),
    ("[" * 100_000, "not JSON of a question: it is nested too deeply"),
    ('{"question": ' + "1" * 5000 + "}", ""),
    (r'{"question": "Who chairs the strategy board \ud800?"}', "not UTF-8 text"),
    (r'{"id": "\ud800", "question": "Who chairs the strategy board?"}', "not UTF-8 text"),
]


@pytest.mark.parametrize(
    ("line", "message"), [(line, said) for line, said in BAD if said is not None], ids=lambda value: str(value)[:40]
)
def test_a_bad_line_is_named_and_the_rest_goes_on(assistant: Assistant, line, message):
    first, bad, last = run(assistant, GOOD, line, {**GOOD, "id": "q3"})
    assert bad.line == 2
    assert bad.answer is None
    assert bad.error.startswith(message)
    assert (first.answer.id, last.answer.id) == ("q1", "q3")


def test_every_record_can_be_written_as_utf_8(assistant: Assistant):
    lines = [GOOD, {"id": "ünï", "question": "Who chairs – the “strategy” board 👩\u200d⚕️?"}]
    for outcome in run(assistant, *lines):
        assert json.dumps(outcome.answer.to_record(), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("blank", ["", "   ", "\t"])
def test_a_blank_line_is_neither_an_answer_nor_an_error(assistant: Assistant, blank):
    first, gap, last = run(assistant, GOOD, blank, GOOD)
    assert (gap.answer, gap.error) == (None, None)
    assert (first.line, gap.line, last.line) == (1, 2, 3)


@pytest.mark.parametrize(
    ("fields", "id"),
    [({}, "1"), ({"id": ""}, "1"), ({"id": "x"}, "x"), ({"id": 17}, "17")],
)
def test_an_id_is_copied_or_made_from_the_line_number(assistant: Assistant, fields, id):
    (outcome,) = run(assistant, {"question": "Who chairs the strategy board?", **fields})
    assert outcome.answer.id == id


def test_history_and_filters_are_used(assistant: Assistant):
    (outcome,) = run(
        assistant,
        {
            "question": "And in 2022?",
            "history": [
                {"question": "How many grants did Saltham award to companies in 2021?", "answer": "14", "x": 1}
            ],
            "filters": {"documents": ["saltham-review"]},
        },
    )
    assert "Saltham" in outcome.answer.standalone_question
    assert {entry.document for entry in outcome.answer.retrieved} == {"saltham-review"}


def test_unknown_fields_are_left_alone_and_a_byte_order_mark_is_read(assistant: Assistant):
    (outcome,) = run(assistant, b"\xef\xbb\xbf" + json.dumps({**GOOD, "answer": "x", "kind": "who"}).encode())
    assert outcome.answer.id == "q1"


@pytest.mark.parametrize("content", [b"", b"\n  \n\t\n"])
def test_a_file_without_a_question_is_refused(tmp_path, content):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"There is no question in .*\. Write one a line, such as \{"):
        read_batch(path)


@pytest.mark.parametrize(
    "content",
    ["id,question\nq1,Who chairs the board?\n", '[\n{"question":\n"Who?"},\n]', "Who chairs the board?"],
    ids=["CSV", "JSON over several lines", "text"],
)
def test_a_file_of_another_kind_is_refused_once_and_not_line_by_line(tmp_path, content):
    path = tmp_path / "questions.csv"
    path.write_text(content)
    with pytest.raises(UsageError, match="is not a file of JSON lines: no line of it is JSON by itself"):
        read_batch(path)


def test_a_file_with_one_line_of_json_is_read(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"{not json\n" + json.dumps(GOOD).encode() + b"\n")
    assert len(read_batch(path)) == 2
