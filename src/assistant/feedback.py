"""What readers think of answers: kept in a local SQLite file with question, answer record and generation."""

from __future__ import annotations

import csv
import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Literal, TextIO

from assistant.errors import UsageError
from assistant.schema import Answer

FEEDBACK_FILE = "feedback.sqlite3"
"""Name of the file inside the index folder: beside the generations, and like them not part of the project."""
MAX_REMARK_CHARACTERS = 1000
_BUSY_SECONDS = 10.0
_TABLE = """
create table if not exists feedback (
    id integer primary key,
    at text not null,
    verdict text not null check (verdict in ('good', 'wrong')),
    remark text not null,
    question text not null,
    status text not null,
    answer text not null,
    confidence real not null,
    generation text not null,
    engine text not null,
    record text not null
)
"""


@dataclass(frozen=True)
class Feedback:
    """One line of feedback.

    Attributes:
        at: when, ISO date and time in UTC.
        verdict: good or wrong.
        remark: the sentence a reader added; may be empty.
        question, status, answer, confidence, generation, engine: of the answer record.
        record: the whole answer record, as JSON.
    """

    at: str
    verdict: str
    remark: str
    question: str
    status: str
    answer: str
    confidence: float
    generation: str
    engine: str
    record: str


class FeedbackFile:
    """The file that feedback is kept in; made when something is first written. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, verdict: Literal["good", "wrong"], answer: Answer, *, remark: str = "") -> int:
        """Keep a verdict on an answer; return its number, which `change` takes.

        Args:
            verdict: what the reader thinks.
            answer: the answer record.
            remark: a sentence of theirs; cut at `MAX_REMARK_CHARACTERS`.
        """
        line = Feedback(
            at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            verdict=verdict,
            remark=remark[:MAX_REMARK_CHARACTERS],
            question=answer.question,
            status=answer.status.value,
            answer=answer.text,
            confidence=answer.confidence,
            generation=answer.generation,
            engine=answer.engine,
            record=json.dumps(answer.to_record(), ensure_ascii=False),
        )
        names = ", ".join(field.name for field in fields(Feedback))
        marks = ", ".join("?" * len(fields(Feedback)))
        with closing(self._open()) as file, file:
            added = file.execute(f"insert into feedback ({names}) values ({marks})", astuple(line))  # noqa: S608 - names of fields
            return int(added.lastrowid or 0)

    def change(self, number: int, verdict: Literal["good", "wrong"], remark: str) -> None:
        """Change a verdict that was kept before, or add a sentence to it."""
        with closing(self._open()) as file, file:
            file.execute(
                "update feedback set verdict = ?, remark = ? where id = ?",
                (verdict, remark[:MAX_REMARK_CHARACTERS], number),
            )

    def withdraw(self, number: int) -> None:
        """Forget a verdict that was kept before."""
        with closing(self._open()) as file, file:
            file.execute("delete from feedback where id = ?", (number,))

    def lines(self) -> Iterator[Feedback]:
        """Yield what was kept, oldest first; nothing where there is no file yet.

        Raises:
            UsageError: the file is not one of feedback.
        """
        if not self.path.exists():
            return
        names = ", ".join(field.name for field in fields(Feedback))
        try:
            with closing(self._open()) as file:
                for row in file.execute(f"select {names} from feedback order by id"):  # noqa: S608 - names of fields
                    yield Feedback(*row)
        except sqlite3.DatabaseError as error:
            raise UsageError(f"Could not read the feedback in '{self.path}': {error}.") from error

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
        file.execute(_TABLE)
        return file


def write_csv(file: FeedbackFile, stream: TextIO) -> int:
    """Write all feedback as CSV, a line each under a line of names; return how many lines.

    A text that a spreadsheet would take for a formula is led in by an apostrophe.
    """
    writer = csv.writer(stream)
    writer.writerow(field.name for field in fields(Feedback))
    count = 0
    for line in file.lines():
        writer.writerow(_harmless(value) for value in asdict(line).values())
        count += 1
    return count


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
