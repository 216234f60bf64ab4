"""Questions as JSON lines in, answer records out: the interface of evaluation tools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import AssistantError, UsageError
from assistant.question_json import EXAMPLE, QuestionJson, read_json, read_question
from assistant.schema import Answer, Filters

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class _Filters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    documents: list[str] = Field(default_factory=list)


class BatchQuestion(QuestionJson):
    """One line of a batch; fields it does not know are left alone, so that question files can carry their answers."""

    model_config = ConfigDict(extra="ignore")

    filters: _Filters = Field(default_factory=_Filters)


@dataclass(frozen=True)
class Outcome:
    """What became of one line: an answer or an error; neither for a blank line."""

    line: int
    answer: Answer | None = None
    error: str | None = None


def read_batch(path: Path) -> list[bytes]:
    """Return the lines of a file of questions.

    Raises:
        UsageError: there is no question in it, or no line of it is JSON: it is a file of another kind.
    """
    lines = path.read_bytes().splitlines()
    if not any(line.strip() for line in lines):
        raise UsageError(f"There is no question in '{path}'. Write one a line, such as {EXAMPLE}")
    if not any(_is_json(line) for line in lines):
        raise UsageError(
            f"'{path}' is not a file of JSON lines: no line of it is JSON by itself. Write each question as an object "
            f"on a line of its own, such as {EXAMPLE}"
        )
    return lines


def answer_lines(assistant: Assistant, lines: Sequence[bytes]) -> Iterator[Outcome]:
    """Answer each line in order; a line that cannot be read is an error with its number, and the rest go on."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            yield Outcome(number)
            continue
        try:
            asked = read_question(line, BatchQuestion)
            yield Outcome(number, answer=_answer(assistant, asked, number))
        except (AssistantError, ValueError) as error:
            yield Outcome(number, error=str(error))


def _answer(assistant: Assistant, asked: BatchQuestion, number: int) -> Answer:
    filters = Filters(documents=tuple(asked.filters.documents))
    return assistant.ask(asked.question, history=asked.turns, filters=filters, id=asked.id or str(number))


def _is_json(line: bytes) -> bool:
    try:
        read_json(line)
    except ValueError:
        return False
    return True
