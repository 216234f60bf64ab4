"""Known facts: questions as people ask them, what is right, and the place that says it; read from YAML by line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from assistant.errors import EvaluationError, reason
from assistant.evaluation.words import tokens

HELD_OUT_SHARE = 5
"""One fact in this many is held out: reported apart, never used to choose a threshold or a model (issue D)."""
_SHOWN_FAULTS = 20  # of a file with more, the first are shown: enough to see what kind of mistake it is

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Group = Annotated[tuple[Text, ...], Field(min_length=1)]
Audience = Literal["officer", "investor"]
Split = Literal["open", "held_out"]


class FactKind(StrEnum):
    """What a fact tests."""

    fact = "fact"
    figure = "figure"
    table = "table"
    list = "list"
    definition = "definition"
    who = "who"
    comparison = "comparison"
    two_passages = "two_passages"
    conflict = "conflict"
    follow_up = "follow_up"
    other_words = "other_words"
    messy = "messy"
    unanswerable = "unanswerable"


SEVERAL_PLACES = frozenset({FactKind.comparison, FactKind.two_passages, FactKind.conflict})
"""Kinds whose answer needs every piece of evidence listed; in the others each piece is enough by itself."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Evidence(_Strict):
    """A place in the corpus that answers the question."""

    document: Text = Field(description="Id of the document, as `assistant documents` prints it.")
    locator: str = Field("", description="Where in it, for people: a heading, a table and its row.")
    words: Text = Field(description="A run of words copied from there; for a table, the cells with | between them.")


class Exchange(_Strict):
    """An earlier question of the same conversation and what was answered."""

    question: Text
    answer: str = ""


class KnownFact(_Strict):
    """One question with what a right answer must say, and the evidence that says it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)] = Field(
        description="Short name, lower case, digits and hyphens; never reused for another question."
    )
    kind: FactKind = Field(description="What the question tests.")
    audience: Audience = Field(description="Who it matters to.")
    question: Text = Field(description="As a person would type it.")
    history: tuple[Exchange, ...] = Field(
        (), description="Earlier questions and answers, oldest first, for a follow-up."
    )
    answer: str = Field("", description="The right answer in a sentence; empty where the evidence has none.")
    must_include: tuple[Group, ...] = Field(
        (), description="Groups of accepted spellings: one of each group must be in the answer."
    )
    must_not_include: tuple[Text, ...] = Field((), description="Words or figures that make an answer wrong.")
    may_include: tuple[Group, ...] = Field(
        (), description="Unanswerable: what an answer that says so in the evidence's words must say."
    )
    evidence: tuple[Evidence, ...] = Field((), description="Where the corpus says so.")
    derived: str = Field("", description="Why an accepted spelling is not in the evidence's own words.")
    why_unanswerable: str = Field("", description="For an unanswerable question: what is missing from the evidence.")
    trap: Literal["near_miss", "off_topic", "false_premise"] | None = Field(
        None, description="For an unanswerable question: how it misleads."
    )
    smoke: bool = Field(False, description="Whether plain `pytest` runs it too.")
    file: str = Field("", exclude=True, repr=False)
    line: int = Field(0, exclude=True, repr=False)

    @property
    def answerable(self) -> bool:
        """Whether the evidence answers it."""
        return self.kind is not FactKind.unanswerable

    @property
    def needs_all_evidence(self) -> bool:
        """Whether every piece of its evidence must be cited."""
        return self.kind in SEVERAL_PLACES

    @property
    def split(self) -> Split:
        """`held_out` for a fifth of the facts, by SHA-256 of the id."""
        return "held_out" if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0 else "open"

    @property
    def place(self) -> str:
        """File and line, for messages."""
        return f"{self.file}, line {self.line}" if self.line else self.file

    @model_validator(mode="after")
    def _hangs_together(self) -> KnownFact:
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        groups = [("must_include", group) for group in self.must_include] + [
            ("may_include", group) for group in self.may_include
        ]
        for name, group in [*groups, ("must_not_include", self.must_not_include)]:
            for spelling in group:
                if not tokens(spelling):
                    yield f"field '{name}': '{spelling}' has no word or figure in it"
        if self.kind is FactKind.follow_up and not self.history:
            yield "field 'history': a follow_up needs the questions that came before it"
        if self.answerable:
            yield from self._faults_of_answerable()
        else:
            yield from self._faults_of_unanswerable()

    def _faults_of_answerable(self) -> Iterator[str]:
        for name in ("answer", "must_include", "evidence"):
            if not getattr(self, name):
                yield f"field '{name}': is empty; only an unanswerable question leaves it so"
        for name in ("why_unanswerable", "trap", "may_include"):
            if getattr(self, name):
                yield f"field '{name}': is for kind 'unanswerable' only"
        if self.kind is FactKind.two_passages and len(self.evidence) == 1:
            yield "field 'evidence': two_passages needs at least two pieces of evidence"

    def _faults_of_unanswerable(self) -> Iterator[str]:
        for name in ("answer", "must_include", "evidence"):
            if getattr(self, name):
                yield f"field '{name}': must be empty, the question is unanswerable"
        for name in ("why_unanswerable", "trap"):
            if not getattr(self, name):
                yield f"field '{name}': is needed for an unanswerable question"
        if self.may_include and self.trap == "off_topic":
            yield "field 'may_include': off_topic is abstained on, whatever the answer says"


FIELDS = tuple(name for name in KnownFact.model_fields if name not in ("file", "line"))
"""The fields a person writes."""


def load_facts(path: Path) -> list[KnownFact]:
    """Return the known facts of a YAML file, in its order.

    Every value is read as it is written (`250`, `no` and `2020-01-05` are text), so a figure needs no quotation marks.

    Raises:
        EvaluationError: the file cannot be read or is malformed; names the file, the line and the field of each fault.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"Could not read known facts at '{path}': {reason(error)}. Name another with --facts."
        ) from error
    return parse_facts(source, str(path))


def parse_facts(source: str, file: str) -> list[KnownFact]:
    """Return the known facts in a YAML text; `file` names it in messages.

    Raises:
        EvaluationError: as for `load_facts`.
    """
    loader = yaml.BaseLoader(source)
    try:
        root = loader.get_single_node()
        items = _items(root, file)
        parsed = [(node, _mapping(node, loader, file)) for node in items]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}, line {mark.line + 1}" if mark else file
        raise EvaluationError(f"{where}: is not YAML: {getattr(error, 'problem', error)}. Mend that line.") from error
    finally:
        loader.dispose()
    facts: list[KnownFact] = []
    faults: list[str] = []
    for node, values in parsed:
        line = node.start_mark.line + 1
        try:
            facts.append(KnownFact(**values, file=file, line=line))
        except ValidationError as error:
            faults.extend(_describe(fault, node, values, file) for fault in error.errors())
        except TypeError:
            faults.append(
                f"{file}, line {line}: has a field 'file' or 'line', which are the program's own. Take it out"
            )
    faults.extend(_repeated(facts))
    if faults:
        more = f"\n… and {len(faults) - _SHOWN_FAULTS} more" if len(faults) > _SHOWN_FAULTS else ""
        raise EvaluationError("\n".join(faults[:_SHOWN_FAULTS]) + more)
    return facts


def _items(root: yaml.Node | None, file: str) -> list[yaml.MappingNode]:
    if root is None:
        raise EvaluationError(f"{file}: holds no known facts. See eval/README.md for how to write one.")
    if not isinstance(root, yaml.SequenceNode):
        raise EvaluationError(
            f"{file}, line {root.start_mark.line + 1}: the file is a list; each fact begins with '- id: …'."
        )
    for node in root.value:
        if not isinstance(node, yaml.MappingNode):
            raise EvaluationError(
                f"{file}, line {node.start_mark.line + 1}: expected a fact, '- id: …', and found '{node.value}'."
            )
    return list(root.value)


def _mapping(node: yaml.MappingNode, loader: yaml.BaseLoader, file: str) -> dict[str, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise EvaluationError(
                f"{file}, line {key.start_mark.line + 1}, field '{key.value}': is there twice in one fact. Keep one."
            )
        seen.add(str(key.value))
    values = loader.construct_document(node)
    return {str(name): value for name, value in values.items() if value != "" or name in ("id", "question")}


def _describe(fault: Any, node: yaml.MappingNode, values: dict[str, Any], file: str) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    path = [str(part) for part in fault["loc"]]
    if not path and (named := re.match(r"field '(\w+)': ", message)):
        path, message = [named[1]], message[named.end() :]
    if fault["type"] == "extra_forbidden":
        message = f"no such field. The fields are {', '.join(FIELDS)}"
    elif fault["type"] == "missing":
        message = "is missing"
    elif fault["type"] in ("tuple_type", "model_type", "enum", "literal_error"):
        message += f", found {fault['input']!r}"
    line = next((key.start_mark.line for key, _ in node.value if path and key.value == path[0]), node.start_mark.line)
    return f"{file}, line {line + 1}, fact '{values.get('id', '?')}', field '{'.'.join(path) or 'id'}': {message}"


def _repeated(facts: list[KnownFact]) -> Iterator[str]:
    first: dict[str, KnownFact] = {}
    for fact in facts:
        if fact.id in first:
            taken = f"'{fact.id}' is taken by the fact on line {first[fact.id].line}"
            yield f"{fact.place}, field 'id': {taken}. Give one of them another id"
        first.setdefault(fact.id, fact)


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of a file of known facts, for editors that check while one types."""
    item = KnownFact.model_json_schema()
    definitions = item.pop("$defs", {})
    for name in ("file", "line"):
        item["properties"].pop(name, None)
    _allow_numbers(item)
    _allow_numbers(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Known facts",
        "description": "Written by `assistant.evaluation.facts.json_schema`; see eval/README.md.",
        "type": "array",
        "minItems": 1,
        "items": item,
        "$defs": definitions,
    }


def _allow_numbers(node: Any) -> None:
    """A figure without quotation marks is a number to an editor, and text to `load_facts`: allow both."""
    if isinstance(node, dict):
        if node.get("type") == "string" and "enum" not in node and "pattern" not in node and "const" not in node:
            node["type"] = ["string", "number"]
        for value in node.values():
            _allow_numbers(value)
    elif isinstance(node, list):
        for value in node:
            _allow_numbers(value)
