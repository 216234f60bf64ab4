"""Reads the report that `assistant evaluate --output` wrote, and the thresholds that it is held to."""

from __future__ import annotations

import threading
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import EvaluationError
from assistant.evaluation.thresholds import Thresholds, load_thresholds

REPORT = "report.json"
WHOLE_REPORT = "report.html"
COMMAND = "assistant evaluate --gate --output reports"


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Rate(_Plain):
    """A share: how many of how many, and its 95 % interval."""

    count: int
    of: int
    value: float | None
    interval: tuple[float, float]


class Rates(_Plain):
    """The rates of all facts, or of those of one kind."""

    right: Rate
    cited: Rate
    grounded: Rate
    abstained: Rate
    refused: Rate
    wrong: Rate
    passed: Rate


class Totals(Rates):
    """The rates of all facts, with the other totals that are shown."""

    errors: int = 0
    by_kind: dict[str, Rates] = {}
    retrieval: dict[str, float] = {}
    milliseconds: dict[str, float] = {}


class Verdict(_Plain):
    """One rule's verdict on an answer; `passed` is None where it does not apply."""

    passed: bool | None
    reason: str = ""


class Fact(_Plain):
    """One known fact with what was answered."""

    id: str
    kind: str
    question: str
    expected: str | None
    passed: bool
    verdicts: dict[str, Verdict]
    status: str
    answer: str
    citations: tuple[str, ...] = ()


class Gate(_Plain):
    """Whether a release may go out, and if not, why."""

    passed: bool
    failures: tuple[str, ...] = ()


class Report(_Plain):
    """What is read of a report; the answer records in it are passed over."""

    created: str
    generation: str
    seconds: float
    totals: Totals
    gate: Gate | None = None
    facts: tuple[Fact, ...]


class Reports:
    """The last report in a folder, read again when it changes; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / REPORT
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._report: Report | None = None

    def last(self) -> Report | None:
        """Return the last report; None if there is none yet.

        Raises:
            EvaluationError: it cannot be read.
        """
        with self._lock:
            try:
                about = self._path.stat()
                seen = (about.st_mtime_ns, about.st_size)
                if seen != self._seen:
                    self._report = Report.model_validate_json(self._path.read_bytes())
                    self._seen = seen
            except FileNotFoundError:
                self._report, self._seen = None, None
            except (OSError, ValidationError) as error:
                raise EvaluationError(f'The last report cannot be read. Make it again: "{COMMAND}".') from error
            return self._report


def thresholds_beside(facts: Path) -> Thresholds | None:
    """Return the thresholds that lie beside the known facts; None where there are none that can be read."""
    try:
        return load_thresholds(facts.parent / "thresholds.toml")
    except EvaluationError:
        return None
