"""What `assistant ask --batch` does: reads a file of questions, writes the answers, says what became of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.english.counts import count_of
from assistant.output import LinesFile

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings


def ask_batch(settings: Settings, batch: Path, output: Path | None, *, explain: bool) -> int:
    """Answer a file of questions; return how many could not be answered.

    Raises:
        typer.BadParameter: there is no such file, or the answers have no place to go.
        UsageError: it holds no question that can be read, or the answers cannot be written.
    """
    from assistant.assistant import Assistant
    from assistant.batch import read_batch
    from assistant.terminal import print_error

    if output is None:
        raise typer.BadParameter("--batch needs --output FILE for the answers.")
    if not batch.is_file():
        raise typer.BadParameter(f"There is no file '{batch}'. Give a file of JSON lines.")
    if output.exists() and output.samefile(batch):
        raise typer.BadParameter(f"--output '{output}' is the file of questions. Name another for the answers.")
    lines = read_batch(batch)
    with LinesFile(output) as answers, Assistant.open(settings) as assistant:
        try:
            failed = _answer_lines(assistant, batch, lines, answers, explain=explain)
        except BaseException:
            if answers.count:
                print_error(f"Stopped before the end: {count_of(answers.count, 'answer')} so far in {answers.aside}.")
            raise
    asked = answers.count + failed
    if failed == asked:
        print_error(f"No question was answered; {output} was not written.")
    elif failed:
        print_error(f"Not answered: {failed} of {asked} questions. The answers to the others are in {output}.")
    return failed


def _answer_lines(assistant: Assistant, batch: Path, lines: list[bytes], answers: LinesFile, *, explain: bool) -> int:
    from assistant.batch import answer_lines
    from assistant.terminal import batch_progress, print_error

    failed = 0
    with batch_progress(len(lines)) as advance:
        for outcome in answer_lines(assistant, lines):
            if outcome.answer is not None:
                answers.write(json.dumps(outcome.answer.to_record(explain=explain), ensure_ascii=False))
            if outcome.error is not None:
                failed += 1
                print_error(f"{batch}, line {outcome.line}: {outcome.error}")
            advance()
    return failed
