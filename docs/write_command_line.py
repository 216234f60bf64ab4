"""Writes command-line.md from the program's own help: `python docs/write_command_line.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from typer.testing import CliRunner

from assistant.cli import app
from assistant.settings import Settings

PAGE = Path(__file__).with_name("command-line.md")
COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("index",),
    ("ask",),
    ("documents",),
    ("conflicts",),
    ("serve",),
    ("evaluate",),
    ("facts",),
    ("facts", "check"),
    ("facts", "import"),
    ("feedback",),
    ("feedback", "export"),
    ("users",),
    ("users", "add"),
    ("users", "list"),
    ("users", "password"),
    ("users", "remove"),
)
_INTRODUCTION = """\
# The command line

This page is written by `python docs/write_command_line.py` from the program itself; a test checks that it is up to
date. `assistant` is `.venv/bin/assistant` where the environment is not activated.

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | an error, with a message; of `ask --batch`, that a question was not answered; of `evaluate --gate`, that the \
gate is not passed; of `facts check` and `index --check`, that there is a problem |
| 2 | wrong arguments: nothing was done |
| 3 | `assistant index`: the index is up to date and answers, but lacks the files that are named as skipped; so each \
time, until they are mended or taken away |
"""
_BATCH = """\
## Files of questions

`assistant ask --batch questions.jsonl --output answers.jsonl` reads one JSON object a line (UTF-8) and writes one
[answer record](answer-record.md) a line, in the same order. A line that cannot be answered is reported by its number
on standard error, has no record, and makes the exit status 1; the rest goes on. Blank lines are passed over. A file
without a question, or without a line of JSON, is refused.

The answers are written beside the file, under its name with `.part` at the end, and take its place once all are there.
Where no question was answered, an earlier file stays as it was; a run that is stopped leaves the `.part` and says so.

| field | what it is |
| --- | --- |
| `question` | as a person would type it; the only field that must be there |
| `id` | copied into the record; without one it is the line's number |
| `history` | earlier turns of the conversation, oldest first: a list of `{"question": …, "answer": …}` |
| `filters` | `{"documents": [id or file name, …]}`: only these may answer |

Fields of other names are left alone. With `--explain` each record has `retrieved`, the passages that were considered.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_INTRODUCTION, *_helps(), _BATCH, *_settings()])


def _helps() -> Iterator[str]:
    for command in COMMANDS:
        with mock.patch.dict(os.environ, {"COLUMNS": "100", "TERM": "dumb"}):
            shown = CliRunner().invoke(app, [*command, "--help"], prog_name="assistant").stdout
        yield f"## {' '.join(('assistant', *command))}\n\n```\n{shown.strip()}\n```\n"


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield "From the command line, else from the environment, else from a file `.env` in the current folder.\n"
    yield "| variable | default | what it sets |\n| --- | --- | --- |"
    for name, field in Settings.model_fields.items():
        yield f"| `ASSISTANT_{name.upper()}` | `{field.default}` | {field.description} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
