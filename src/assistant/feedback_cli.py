"""The commands over readers' feedback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from assistant.english.counts import count_of
from assistant.errors import UsageError
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
    from assistant.output import check_output
    from assistant.terminal import print_error

    with translated_errors():
        folder = load_settings(index=index).index
        if not folder.is_dir():
            raise UsageError(f"There is no folder '{folder}'. Name the folder of the index with --index.")
        if csv:
            check_output(csv)
        with _stream(csv) as stream:
            count = write_csv(FeedbackFile(folder / FEEDBACK_FILE), stream)
    if not count:
        print_error(f"Nobody has said anything of an answer yet: there is no feedback in '{folder}'.")
    if csv:
        sys.stdout.write(f"{count_of(count, 'verdict')} written to {csv}.\n")


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
