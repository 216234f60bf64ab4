"""Questions as JSON lines in, answer records out: the interface of evaluation tools."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import AssistantError
from assistant.schema import Answer, Filters, Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class _Turn(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: str
    answer: str = ""


class _Filters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    documents: list[str] = Field(default_factory=list)


class BatchQuestion(BaseModel):
    """One line of a batch; fields it does not know are left alone, so that question files can carry their answers."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = ""
    question: str
    history: list[_Turn] = Field(default_factory=list)
    filters: _Filters = Field(default_factory=_Filters)


@dataclass(frozen=True)
class Outcome:
    """What became of one line: an answer or an error; neither for a blank line."""

    line: int
    answer: Answer | None = None
    error: str | None = None


def answer_lines(assistant: Assistant, lines: Sequence[bytes]) -> Iterator[Outcome]:
    """Answer each line in order; a line that cannot be read is an error with its number, and the rest go on."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            yield Outcome(number)
            continue
        try:
            asked = _parse(line)
            yield Outcome(number, answer=_answer(assistant, asked, number))
        except (AssistantError, ValueError) as error:
            yield Outcome(number, error=str(error))


def _answer(assistant: Assistant, asked: BatchQuestion, number: int) -> Answer:
    history = [Turn(turn.question, turn.answer) for turn in asked.history]
    filters = Filters(documents=tuple(asked.filters.documents))
    return assistant.ask(asked.question, history=history, filters=filters, id=asked.id or str(number))


def _parse(line: bytes) -> BatchQuestion:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
        json.dumps(fields, ensure_ascii=False).encode()  # JSON can spell half a character, which cannot be written
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise ValueError("not UTF-8 text") from None
    except RecursionError:
        raise ValueError("not JSON of a question: it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    try:
        return BatchQuestion.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(str(part) for part in fault["loc"]) or "record"
        raise ValueError(f"field '{field}': {fault['msg']}") from None
