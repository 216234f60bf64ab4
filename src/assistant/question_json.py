"""A question as JSON, as files of questions and programs over HTTP send it; what is wrong with one, in words."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.schema import Turn

EXAMPLE = '{"question": "Who chairs the board?"}'
_FAULTS = {
    "missing": "is missing",
    "extra_forbidden": "there is no such field",
    "string_type": "must be text",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}
"""What pydantic finds, said to a person who has never heard of its types."""


class EarlierTurn(BaseModel):
    """An earlier question of the conversation, and what was answered."""

    model_config = ConfigDict(extra="ignore")

    question: str
    answer: str = ""


class QuestionJson(BaseModel):
    """The fields that every form of a question has."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str = Field(default="", description="Copied into the record.")
    question: str = Field(description="As a person would type it.")
    history: list[EarlierTurn] = Field(
        default_factory=list, description="Earlier turns of the conversation, oldest first."
    )

    @property
    def turns(self) -> list[Turn]:
        """The earlier turns as the assistant takes them."""
        return [Turn(turn.question, turn.answer) for turn in self.history]


Shape = TypeVar("Shape", bound=QuestionJson)


def read_question(content: bytes, shape: type[Shape]) -> Shape:
    """Return the question in a JSON text.

    Raises:
        ValueError: it is not JSON, or not of that shape; names the field.
    """
    fields = read_json(content)
    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        raise ValueError(_fault(error.errors(include_url=False)[0])) from None


def read_json(content: bytes) -> Any:
    """Return the value in a JSON text.

    Raises:
        ValueError: it is not JSON in UTF-8.
    """
    try:
        value = json.loads(content.decode("utf-8-sig"))
        json.dumps(value, ensure_ascii=False).encode()  # JSON can spell half a character, which cannot be written
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise ValueError("not UTF-8 text") from None
    except RecursionError:
        raise ValueError("not JSON of a question: it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    return value


def _fault(fault: Any) -> str:
    said = _FAULTS.get(fault["type"], fault["msg"])
    if said.startswith("must be"):
        said += f", and is {_kind(fault['input'])}"
    field = ".".join(str(part) for part in fault["loc"])
    return f"field '{field}': {said}" if field else f"not a question: it {said}. An example: {EXAMPLE}"


def _kind(value: object) -> str:
    """Return what a JSON value is, in JSON's words."""
    if value is None:
        return "null"
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"),
        ((int, float), "a number"),
        (str, "text"),
        (list, "a list"),
        (dict, "an object"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), type(value).__name__)
