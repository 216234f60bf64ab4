"""The documents say what the program does: help pages, the answer record, and links are checked against it."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
from pathlib import Path

import pytest
import typer

from assistant import errors, schema
from assistant.cli import app
from assistant.corpus.markdown import load_markdown
from assistant.schema import Answer, AnswerStatus, Citation, Locator, Retrieved, Statement

ROOT = Path(__file__).parents[1]
RECORD_PAGE = (ROOT / "docs" / "answer-record.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])


def writer():
    spec = importlib.util.spec_from_file_location("write_command_line", ROOT / "docs" / "write_command_line.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_command_line_is_up_to_date():
    found = writer()
    assert found.PAGE.read_text(encoding="utf-8") == found.page(), "run: python docs/write_command_line.py"


def test_every_command_is_on_the_page():
    def walk(command, path=()):
        yield path
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, (*path, name))

    assert set(writer().COMMANDS) == set(walk(typer.main.get_command(app)))


@pytest.mark.parametrize("shape", [Answer, Statement, Citation, Locator, Retrieved], ids=lambda shape: shape.__name__)
def test_every_field_of_the_answer_record_is_documented_in_order(shape):
    section = re.split(r"^## ", RECORD_PAGE, flags=re.MULTILINE)
    (body,) = [part for part in section if part.startswith(f"{shape.__name__}\n")]
    documented = re.findall(r"^\| `(\w+)` \|", body, flags=re.MULTILINE)
    assert documented == [field.name for field in dataclasses.fields(shape)]


def test_every_status_is_documented():
    assert all(f"`{status.value}`" in RECORD_PAGE for status in AnswerStatus)


def test_every_public_name_of_the_schema_is_documented_or_an_input():
    names = {name for name, value in vars(schema).items() if dataclasses.is_dataclass(value)}
    assert names == {"Answer", "Statement", "Citation", "Locator", "Retrieved", "Turn", "Filters"}


def test_the_pasted_record_is_one():
    (pasted,) = re.findall(r"^```json\n(.*?)^```", RECORD_PAGE, flags=re.MULTILINE | re.DOTALL)
    record = json.loads(pasted)
    assert list(record) == [field.name for field in dataclasses.fields(Answer) if field.name != "retrieved"]
    for statement in record["statements"]:
        assert list(statement) == [field.name for field in dataclasses.fields(Statement)]
    for citation in (*record["citations"], *record["closest"]):
        assert list(citation) == [field.name for field in dataclasses.fields(Citation)]
        assert list(citation["locator"]) == [field.name for field in dataclasses.fields(Locator)]
        file = ROOT / "corpus" / citation["file"]
        text = load_markdown(file.read_bytes(), file=citation["file"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["quote"] in citation["passage"]


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_the_number_of_known_facts_is_that_of_the_file(page):
    facts = (ROOT / "eval" / "known_facts.yaml").read_text(encoding="utf-8")
    said = re.findall(r"(\d+) known facts", (ROOT / page).read_text(encoding="utf-8"))
    assert said == [str(len(re.findall(r"^- id:", facts, flags=re.MULTILINE)))]


def test_every_exit_status_of_the_command_line_is_documented():
    assert re.findall(r"^\| (\d) \|", writer().page(), flags=re.MULTILINE) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    missing = [
        target
        for target in targets
        if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert missing == []


def test_the_tree_of_errors_names_every_error_with_its_base():
    tree = dict(re.findall(r"(?:├──|└──) (\w+)\s+(\S.*)", errors.__doc__ or ""))
    classes = {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.AssistantError) and value is not errors.AssistantError
    }
    assert set(tree) == set(classes)
    assert all(value.__doc__ for value in classes.values())
