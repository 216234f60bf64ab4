"""The command line says what is wrong and what to do, exits with a status, and shows no traceback."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant import __version__
from assistant.cli import app
from assistant.schema import doubt
from assistant.terminal import print_answer
from assistant.testing import FAKE_MODEL, SAMPLE_CORPUS, HashingEmbedder, make_corpus

QUESTION = "Who chairs the strategy board?"


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.indexing.embedding.SentenceTransformerEmbedder", HashingEmbedder)
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", FAKE_MODEL)
    monkeypatch.setenv("ASSISTANT_READER", "none")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("ASSISTANT_PORT", "0")


@pytest.fixture
def run(sample_folder: Path):
    """Run a command, on the sample corpus and index where it takes them; nothing may end in a fault."""

    def run_command(*arguments: str | Path, corpus: Path | None = None, index: Path | None = None, **options) -> Result:
        words = [str(argument) for argument in arguments]
        if words[0] in ("index", "ask", "serve"):
            words += ["--corpus", str(corpus or sample_folder / "corpus")]
        words += ["--index", str(index or sample_folder / "index")]
        result = CliRunner().invoke(app, words, **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run_command


def flat(text: str) -> str:
    """Return the text without the line breaks that a width of 80 columns put in."""
    return " ".join(text.split())


def test_asking_prints_the_answer_with_its_sources_in_80_columns(run):
    result = run("ask", "What is the area of Kiln Park?")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    said = flat(result.stdout)
    assert "Area: 900 square metres [1]" in said
    assert "Saltham medical technology review (2024-03)" in said
    assert 'Table 2, row "Kiln Park" · saltham-review.md Table 2: Laboratory space “' in said


def test_asking_prints_what_is_left_open(run):
    result = run("ask", "How many nurses does Northvale employ, and how many pilots does Quarrington airport license?")
    assert "Not found in the evidence: how many pilots does Quarrington airport license?" in flat(result.stdout)


def test_asking_for_json_prints_one_record(run):
    result = run("ask", QUESTION, "--json")
    record = json.loads(result.stdout)
    assert record["question"] == QUESTION
    assert "retrieved" not in record


def test_explaining_adds_the_considered_passages(run):
    record = json.loads(run("ask", QUESTION, "--json", "--explain").stdout)
    assert {"document", "file", "locator", "start", "end", "text", "scores"} == set(record["retrieved"][0])
    assert set(record["retrieved"][0]["scores"]) == {"lexical", "dense", "sentence", "fused", "reader"}
    assert "Passages considered" in run("ask", QUESTION, "--explain").stdout


def test_documents_to_answer_from_can_be_named(run):
    record = json.loads(run("ask", QUESTION, "--document", "clinic-paper.md", "--json", "--explain").stdout)
    assert {entry["document"] for entry in record["retrieved"]} == {"papers-clinic-paper"}


def test_documents_lists_what_is_indexed(run):
    result = run("documents")
    assert result.exit_code == 0
    assert "3 documents" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    listed = json.loads(run("documents", "--json").stdout)
    assert [entry["file"] for entry in listed] == sorted(SAMPLE_CORPUS)
    assert {"id", "file", "title", "date", "publisher", "pages", "passages"} <= set(listed[0])


def test_indexing_reports_what_was_done_and_then_that_nothing_changed(run, tmp_path):
    corpus = make_corpus(tmp_path / "corpus")
    first = run("index", corpus=corpus, index=tmp_path / "index")
    assert first.exit_code == 0
    assert "Documents 3" in flat(first.stdout)
    second = run("index", corpus=corpus, index=tmp_path / "index")
    assert second.exit_code == 0
    assert "Nothing has changed: 3 documents" in second.stdout
    third = run("index", "--rebuild", "--json", corpus=corpus, index=tmp_path / "index")
    assert json.loads(third.stdout)["changed"] is True


def test_a_skipped_file_is_named_with_the_reason_and_an_exit_status_of_its_own(run, tmp_path):
    corpus = make_corpus(
        tmp_path / "corpus", {**SAMPLE_CORPUS, "bad.md": "---\ntitle: [\n---\nWords", "empty.pdf": b""}
    )
    result = run("index", corpus=corpus, index=tmp_path / "index")
    assert result.exit_code == 3
    said = flat(result.stdout)
    assert "skipped bad.md: line 3: the front matter cannot be read" in said
    assert "skipped empty.pdf: is empty (0 bytes)" in said
    again = run("index", corpus=corpus, index=tmp_path / "index")
    assert again.exit_code == 3
    assert flat(again.stdout).startswith("Nothing has changed: 3 documents, ")
    assert "skipped empty.pdf: is empty (0 bytes)" in flat(again.stdout)
    (corpus / "bad.md").unlink()
    (corpus / "empty.pdf").unlink()
    assert run("index", corpus=corpus, index=tmp_path / "index").exit_code == 0


def test_one_is_not_written_as_several(run, tmp_path):
    corpus, index = (
        make_corpus(tmp_path / "corpus", {"a.md": "# One\n\nThe port employs 40 people."}),
        tmp_path / "index",
    )
    run("index", corpus=corpus, index=index)
    assert "Nothing has changed: 1 document, 1 passage." in run("index", corpus=corpus, index=index).stdout
    assert "1 document, 1 passage\n" in run("documents", index=index).stdout
    assert "1 document, 1 passage\n" in run("index", "--list", corpus=corpus, index=index).stdout


def test_the_version_is_told():
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"assistant {__version__}\n")


def test_an_answer_that_is_likelier_wrong_than_right_is_led_in_as_in_the_chat(capsys, assistant):
    answer = assistant.ask("What is the area of Kiln Park?")
    assert not doubt(replace(answer, confidence=0.5))
    print_answer(replace(answer, confidence=0.31))
    said = flat(capsys.readouterr().out)
    assert said.startswith("Perhaps: the assistant is not sure that this answers the question (31%). ")
    print_answer(replace(answer, confidence=0.5))
    assert "Perhaps" not in capsys.readouterr().out


def test_an_index_that_is_not_up_to_date_with_a_corpus_says_so_and_answers(run, tmp_path):
    assert run("ask", QUESTION).stderr == ""
    other = make_corpus(tmp_path / "other", {"a.md": "The port employs 40 people."})
    result = run("ask", QUESTION, "--json", corpus=other)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["question"] == QUESTION
    assert f"is not up to date with '{other}', and answers all the same." in flat(result.stderr)


def test_a_corpus_that_is_not_there_is_refused_when_asking_too(run, tmp_path):
    result = run("ask", QUESTION, corpus=tmp_path / "nothing")
    assert result.exit_code == 1
    assert f"There is no corpus folder at '{tmp_path / 'nothing'}'." in flat(result.stderr)


def test_a_file_in_place_of_the_index_is_named(run, tmp_path):
    file = tmp_path / "notes.md"
    file.write_text("words")
    for arguments in (["ask", QUESTION], ["documents"], ["index"], ["feedback", "export"]):
        result = run(*arguments, index=file)
        assert result.exit_code == 1
        assert "Name the folder " in flat(result.stderr)


def test_a_report_of_conflicts_says_where_it_is(run, tmp_path):
    report = tmp_path / "conflicts.md"
    result = run("conflicts", "--output", report)
    assert result.exit_code == 0
    assert re.fullmatch(rf"\d+ conflicts? written to {re.escape(str(report))}\.\n", result.stdout)
    assert report.is_file()
    both = run("conflicts", "--output", report, "--json")
    assert isinstance(json.loads(both.stdout), list)
    assert "written to" in both.stderr
    refused = run("conflicts", "--output", tmp_path / "no" / "conflicts.md")
    assert refused.exit_code == 1
    assert "there is no folder" in flat(refused.stderr)


def test_feedback_of_an_index_that_is_not_there_is_named(run, tmp_path):
    missing = run("feedback", "export", index=tmp_path / "nothing")
    assert missing.exit_code == 1
    assert missing.stdout == ""
    assert f"There is no folder '{tmp_path / 'nothing'}'." in flat(missing.stderr)
    none_yet = run("feedback", "export")
    assert none_yet.exit_code == 0
    assert none_yet.stdout.startswith("at,verdict,")
    assert "there is no feedback in" in flat(none_yet.stderr)
    refused = run("feedback", "export", "--csv", tmp_path / "no" / "feedback.csv")
    assert "there is no folder" in flat(refused.stderr)


def test_generations_are_listed_checked_and_rolled_back(run, tmp_path):
    corpus, index = make_corpus(tmp_path / "corpus"), tmp_path / "index"
    run("index", corpus=corpus, index=index)
    assert run("index", "--list", corpus=corpus, index=index).exit_code == 0
    assert run("index", "--check", corpus=corpus, index=index).exit_code == 0
    refused = run("index", "--rollback", corpus=corpus, index=index)
    assert refused.exit_code == 1
    assert "There is no older generation" in flat(refused.stderr)
    assert run("index", "--check", "--list", corpus=corpus, index=index).exit_code == 2


BAD_QUESTIONS = [
    ("", "The question is empty. Type a question about the evidence base."),
    ("  \n", "The question is empty. Type a question about the evidence base."),
    ("word " * 20_000, "The question has 100,000 characters; at most 2,000 are read. Shorten it."),
    ("\x01\x02\x03\x7fELF", "The question is not text. Type it in words."),
    ("\udcff\udcfe\udc00 what?", "The question is not text. Type it in words."),
]


@pytest.mark.parametrize(
    ("question", "message"), BAD_QUESTIONS, ids=["empty", "blank", "100 KB", "binary", "not UTF-8"]
)
def test_what_cannot_be_a_question_is_refused(run, question, message):
    result = run("ask", question)
    assert result.exit_code == 1
    assert flat(result.stderr) == message
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "Who?", "--nope"], "No such option: --nope"),
        (["nope"], "No such command 'nope'"),
        (["ask"], "Give a question in quotation marks, or --batch FILE."),
        (["ask", "Who?", "--batch", "x.jsonl"], "Give a question or --batch, not both."),
        (["ask", "--batch", "x.jsonl"], "--batch needs --output FILE for the answers."),
        (["ask", "--batch", "missing.jsonl", "--output", "x"], "There is no file 'missing.jsonl'."),
        (["ask", "one", "two"], "unexpected extra argument"),
        (["ask", "Who?", "--output", "x"], "--output is for the answers to --batch."),
        (["ask", "--batch", "x", "--output", "y", "--document", "z"], "--document is for one question."),
        (["ask", "--batch", "x", "--output", "y", "--json"], "--json is for one question."),
    ],
)
def test_wrong_arguments_are_named(run, arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in flat(result.stderr)


def test_a_missing_index_names_the_command_and_builds_nothing(run, tmp_path):
    corpus, index = make_corpus(tmp_path / "corpus"), tmp_path / "index"
    for arguments in (["ask", QUESTION], ["documents"]):
        result = run(*arguments, corpus=corpus, index=index)
        assert result.exit_code == 1
        assert flat(result.stderr).startswith(f"There is no index at '{index}'. Run \"assistant index --corpus ")
        assert result.stdout == ""
    assert not index.exists()


def test_a_missing_corpus_is_named(run, tmp_path):
    for command in ("index", "serve"):
        result = run(command, corpus=tmp_path / "nothing", index=tmp_path / "index")
        assert result.exit_code == 1
        assert flat(result.stderr) == (
            f"There is no corpus folder at '{tmp_path / 'nothing'}'. Name another with --corpus, or make it and put "
            "documents in it."
        )
    assert list(tmp_path.iterdir()) == []


def test_an_empty_corpus_is_named(run, tmp_path):
    (tmp_path / "corpus").mkdir()
    result = run("index", corpus=tmp_path / "corpus", index=tmp_path / "index")
    assert result.exit_code == 1
    message = f"Nothing in '{tmp_path / 'corpus'}' can be indexed: the folder holds no documents."
    assert result.stderr.splitlines()[-1] == message


def test_another_models_index_is_refused_with_the_command(run, monkeypatch, sample_folder):
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "bge-small")
    for arguments in (["ask", QUESTION], ["documents"]):
        result = run(*arguments)
        assert result.exit_code == 1
        assert flat(result.stderr) == (
            f"Could not open the index at '{sample_folder / 'index'}': it was built with 'hashing', settings ask for "
            f"'bge-small'. Run \"assistant index --rebuild --index {sample_folder / 'index'} "
            f'--corpus {sample_folder / "corpus"}".'
        )


def test_a_malformed_register_is_named_with_its_line(run, tmp_path):
    corpus = make_corpus(
        tmp_path / "corpus", {**SAMPLE_CORPUS, "sources.toml": '[[source]]\nfile = "a.pdf"\ndate = "May"\n'}
    )
    result = run("index", corpus=corpus, index=tmp_path / "index")
    assert result.exit_code == 1
    assert "sources.toml, line 3, source 1: field 'date': 'May' is not a date." in flat(result.stderr)


def test_a_damaged_index_names_the_command(run, tmp_path):
    corpus, index = make_corpus(tmp_path / "corpus"), tmp_path / "index"
    run("index", corpus=corpus, index=index)
    (generation,) = [path for path in index.iterdir() if path.is_dir()]
    (generation / "passages.sqlite").write_bytes(b"garbage" * 1000)
    result = run("documents", index=index)
    assert result.exit_code == 1
    assert f"is damaged: '{generation / 'passages.sqlite'}' cannot be read" in flat(result.stderr)
    assert "assistant index --rebuild" in flat(result.stderr)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("ASSISTANT_PORT", "many", "The setting ASSISTANT_PORT is 'many'"),
        ("ASSISTANT_PORT", "99999", "The setting ASSISTANT_PORT is '99999'"),
        ("ASSISTANT_MAX_QUESTION_CHARACTERS", "0", "The setting ASSISTANT_MAX_QUESTION_CHARACTERS is '0'"),
    ],
)
def test_a_wrong_setting_is_named(run, monkeypatch, variable, value, message):
    monkeypatch.setenv(variable, value)
    result = run("documents")
    assert result.exit_code == 1
    assert flat(result.stderr).startswith(message)


def test_a_wrong_port_is_named(run):
    result = run("serve", "--port", "99999")
    assert result.exit_code != 0
    assert "99999" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (["--host", "0.0.0.0"], {}, "Will not listen on '0.0.0.0'"),
        (["--port", "{taken}"], {}, "Could not listen on 127.0.0.1:"),
        (["--access", "users"], {"ASSISTANT_USERS": "nobody.json"}, "There is nobody in the users file"),
        (["--access", "proxy"], {}, "ASSISTANT_PROXY must say which address"),
    ],
    ids=["address", "port", "users", "proxy"],
)
def test_what_cannot_be_served_is_refused_before_an_index_is_built(
    run, tmp_path, monkeypatch, arguments, settings, message
):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    corpus, index = make_corpus(tmp_path / "corpus"), tmp_path / "index"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = [word.format(taken=taken.getsockname()[1]) for word in arguments]
        result = run("serve", *words, corpus=corpus, index=index)
    assert result.exit_code == 1
    assert message in flat(result.stderr)
    assert not index.exists()


BATCH = [
    json.dumps({"id": "q1", "question": QUESTION}),
    "{not json",
    "",
    json.dumps({"id": "q3", "question": "How many nurses does Northvale employ?"}),
    json.dumps({"id": "q4", "question": ""}),
    json.dumps({"id": "q5", "question": "Who?", "filters": {"documents": ["nope"]}}),
    json.dumps({"id": "q6", "question": "Who?", "history": [{"answer": "x"}]}),
]


def test_a_batch_keeps_its_order_names_bad_lines_and_goes_on(run, tmp_path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text("\n".join(BATCH))
    result = run("ask", "--batch", questions, "--output", answers)
    assert result.exit_code == 1
    records = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["q1", "q3"]
    said = result.stderr.replace("\n", "")
    for wanted in (
        f"{questions}, line 2: not JSON: ",
        f"{questions}, line 5: The question is empty.",
        f"{questions}, line 6: The filter names the document 'nope'",
        f"{questions}, line 7: field 'history.0.question': is missing",
        "Not answered: 4 of 6 questions. The answers to the others are in",
    ):
        assert wanted.replace(" ", "") in said.replace(" ", "")


def test_a_good_batch_exits_with_0_and_can_be_explained(run, tmp_path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text(BATCH[0])
    assert run("ask", "--batch", questions, "--output", answers, "--explain").exit_code == 0
    assert json.loads(answers.read_text(encoding="utf-8"))["retrieved"]


def test_questions_are_not_overwritten_by_their_answers(run, tmp_path):
    questions, same = tmp_path / "questions.jsonl", tmp_path / "same.jsonl"
    questions.write_text(BATCH[0])
    same.hardlink_to(questions)
    for output in (questions, same, tmp_path / "." / "questions.jsonl"):
        result = run("ask", "--batch", questions, "--output", output)
        assert result.exit_code == 2
        assert "is the file of questions. Name another" in flat(result.stderr)
    assert questions.read_text() == BATCH[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BATCH[4], "No question was answered; "),
        ("", "There is no question in "),
        ("id,question\n1,Who?\n", "is not a file of JSON lines"),
    ],
    ids=["unanswered", "empty", "CSV"],
)
def test_answers_of_before_stay_where_no_question_is_answered(run, tmp_path, content, message):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text(content)
    answers.write_text("before")
    result = run("ask", "--batch", questions, "--output", answers)
    assert result.exit_code == 1
    assert message in flat(result.stderr)
    assert answers.read_text() == "before"
    assert sorted(tmp_path.iterdir()) == [answers, questions]


def test_an_output_that_cannot_be_written_is_named(run, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(BATCH[0])
    result = run("ask", "--batch", questions, "--output", tmp_path / "no" / "folder" / "answers.jsonl")
    assert result.exit_code == 1
    assert f"there is no folder '{tmp_path / 'no' / 'folder'}'. Make it, or name another." in flat(result.stderr)


def test_steering_characters_in_a_document_do_not_reach_the_terminal(run, tmp_path):
    text = '---\ntitle: "Red \\e[31m title"\ndate: 2024\n---\n\nThe \x1b[31mport\x07 [bold]employs[/bold] 40 people.'
    corpus = make_corpus(tmp_path / "corpus", {"a.md": text})
    run("index", corpus=corpus, index=tmp_path / "index")
    for arguments in (["ask", "How many people does the port employ?"], ["documents"]):
        said = run(*arguments, corpus=corpus, index=tmp_path / "index").stdout
        assert "\x1b" not in said
        assert "\x07" not in said


COMMANDS = [
    [],
    ["index"],
    ["ask"],
    ["documents"],
    ["serve"],
    ["evaluate"],
    ["facts"],
    ["facts", "check"],
    ["facts", "import"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words) or "assistant")
def test_every_command_has_help(command):
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")


def test_no_command_shows_the_help():
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 2
    assert "Usage:" in result.output


HEAVY = ("torch", "chromadb", "gradio", "sentence_transformers", "llama_index", "sklearn", "onnxruntime", "pdfplumber")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["documents", "--json"], ["ask", ""]], ids=["help", "documents", "ask"]
)
def test_what_needs_no_model_imports_none(arguments, sample_folder):
    words = [*arguments, *([] if arguments == ["--help"] else ["--index", str(sample_folder / "index")])]
    program = (
        "import sys\nfrom assistant.cli import app\n"
        f"try:\n    app({words!r})\nexcept SystemExit:\n    pass\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\nsys.exit(', '.join(heavy) or 0)"
    )
    environment = {**os.environ, "ASSISTANT_EMBEDDING_MODEL": FAKE_MODEL}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_reader_that_stops_reading_is_no_fault(sample_folder):
    program = "from assistant.cli import app; app()"
    command = f'"{sys.executable}" -c "{program}" documents --json --index "{sample_folder / "index"}" | head -c 10'
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        env={**os.environ, "ASSISTANT_EMBEDDING_MODEL": FAKE_MODEL},
        timeout=60,
    )
    assert done.stdout.startswith("[")
    assert done.stderr == ""
