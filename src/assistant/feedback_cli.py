"""The commands over readers' feedback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from assistant.feedback import FEEDBACK_FILE, FeedbackFile, write_csv
from assistant.settings import load_settings

feedback_app = typer.Typer(help="What readers of the chat think of its answers.", no_args_is_help=True)


@feedback_app.command("export")
def export(
    csv: Annotated[
        Path | None, typer.Option("--csv", help="File to write; standard output where it is left out.")
    ] = None,
    index: Annotated[Path | None, typer.Option("--index", help="Folder with the index. [default: index]")] = None,
) -> None:
    """Write all feedback as CSV: verdict, sentence, question, answer record and generation, a line each."""
    from assistant.cli import translated_errors

    with translated_errors():
        file = FeedbackFile(load_settings(index=index).index / FEEDBACK_FILE)
        with _stream(csv) as stream:
            count = write_csv(file, stream)
    if csv:
        sys.stdout.write(f"{count} {'verdict' if count == 1 else 'verdicts'} written to {csv}.\n")


@contextmanager
def _stream(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:  # the mark tells spreadsheets that it is UTF-8
        yield stream


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(feedback_app, name="feedback")
