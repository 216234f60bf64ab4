"""A run as it is saved: its settings, each fact's full answer record, enough to score it again without asking."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError, reason
from assistant.schema import Answer, AnswerStatus, Citation, Locator, Retrieved, Statement

FORMAT = 1
"""Version of the saved form; a run saved in another is refused."""


@dataclass(frozen=True)
class Outcome:
    """What came of asking one fact's question.

    Attributes:
        fact: the fact's id.
        question: as it was asked.
        answer: the record; None where the question raised an error.
        error: what was raised; "" where nothing was.
        milliseconds: time from the question to the record, by the wall clock.
        quote_faults: citations whose quote is not the stored text at its offsets.
    """

    fact: str
    question: str
    answer: Answer | None
    error: str = ""
    milliseconds: float = 0.0
    quote_faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """All outcomes of one evaluation, and what produced them.

    Attributes:
        generation: name of the index generation that answered.
        created: ISO time of the start, UTC.
        seconds: time for all questions.
        settings: the assistant's settings, as text.
        versions: the program's, Python's and the main libraries' versions.
    """

    outcomes: tuple[Outcome, ...]
    generation: str = ""
    created: str = ""
    seconds: float = 0.0
    settings: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """Return the run as plain data, answer records whole."""
        outcomes = [
            asdict(replace(outcome, answer=None)) | {"answer": _record(outcome.answer)} for outcome in self.outcomes
        ]
        return {
            "format": FORMAT,
            "created": self.created,
            "generation": self.generation,
            "seconds": self.seconds,
            "settings": dict(self.settings),
            "versions": dict(self.versions),
            "outcomes": outcomes,
        }


def _record(answer: Answer | None) -> dict[str, Any] | None:
    return answer.to_record(explain=True) if answer else None


def load_run(path: Path) -> Run:
    """Return a saved run, or the run inside a saved report.

    Raises:
        EvaluationError: the file cannot be read or is not a saved run.
    """
    advice = 'Give a file that "assistant evaluate --output DIR" wrote.'
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"Could not read the run at '{path}': {reason(error)}. {advice}") from error
    content = content.get("run", content) if isinstance(content, dict) else {}
    if content.get("format") != FORMAT:
        raise EvaluationError(f"'{path}' is not a run of format {FORMAT}. {advice}")
    try:
        outcomes = tuple(_outcome(entry) for entry in content["outcomes"])
        return Run(
            outcomes=outcomes,
            generation=content["generation"],
            created=content["created"],
            seconds=content["seconds"],
            settings=content["settings"],
            versions=content["versions"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvaluationError(f"'{path}' is a damaged run: {type(error).__name__}: {error}. {advice}") from error


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    answer = answer_from_record(entry["answer"]) if entry["answer"] else None
    return Outcome(**{**entry, "answer": answer, "quote_faults": tuple(entry["quote_faults"])})


def answer_from_record(record: Mapping[str, Any]) -> Answer:
    """Return the answer in a record that `Answer.to_record` made."""
    return Answer(
        **{
            **record,
            "status": AnswerStatus(record["status"]),
            "statements": tuple(_statement(entry) for entry in record.get("statements", ())),
            "citations": tuple(_citation(entry) for entry in record.get("citations", ())),
            "closest": tuple(_citation(entry) for entry in record.get("closest", ())),
            "unanswered": tuple(record.get("unanswered", ())),
            "retrieved": tuple(
                Retrieved(**{**entry, "locator": _locator(entry["locator"])}) for entry in record.get("retrieved", ())
            ),
        }
    )


def _statement(entry: Mapping[str, Any]) -> Statement:
    exact = entry.get("exact")
    return Statement(
        **{**entry, "citations": tuple(entry["citations"]), "exact": (exact[0], exact[1]) if exact else None}
    )


def _citation(entry: Mapping[str, Any]) -> Citation:
    return Citation(**{**entry, "locator": _locator(entry["locator"])})


def _locator(entry: dict[str, Any]) -> Locator:
    return Locator(**{**entry, "also_in": tuple(entry.get("also_in", ()))})


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, making its folder.

    Raises:
        EvaluationError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink()
            raise
    except OSError as error:
        raise EvaluationError(f"Could not write '{path}': {error.strerror}. Name another with --output.") from error
