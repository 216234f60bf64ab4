"""What the weights are fitted on: questions about invented reports, gone the whole way of an answer.

Each passage of the reader's data becomes a small document of its own; they are indexed as any corpus is, and the
questions kept away from the reader's training are asked of it.
"""

from __future__ import annotations

import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.question import Question, analyse_question
from assistant.answering.scored import Scored
from assistant.reading.data import QUESTIONS, report_of, split_of
from assistant.reading.items import Split, seeded
from assistant.reading.reworded import reword, reworded_questions
from assistant.retrieval import OpenIndex

logger = logging.getLogger(__name__)

_EVIDENCE_BASE = 24
"""Passages that each question is asked of."""
_DIALOGUES = "dialogues"
_FOREIGN = 0.2
"""Of the answerable questions, how many are asked of another file's passages as well, where nothing answers them."""
FOREIGN_KIND = "another subject"
_ROW = re.compile(r"; (?=[^;:]{1,60}: )")


@dataclass(frozen=True)
class Asked:
    """A question of the calibration data; `document` and `answer` are empty where nothing answers it.

    Attributes:
        file: where it comes from; the other passages that it is asked of come from there too, for they share a subject.
        passages: what it was written for: a passage that stands alone, or all of its report.
    """

    file: str
    passages: tuple[str, ...]
    question: str
    document: str
    answer: str
    kind: str


@dataclass(frozen=True)
class Trial:
    """One question gone the whole way: what was ranked, and which of it is right."""

    asked: Asked
    question: Question
    ranked: tuple[Scored, ...]
    right: tuple[bool, ...]


def write_corpus(data: Path, folder: Path) -> None:
    """Write every passage on invented reports and of the dialogues as a Markdown document of its own."""
    for path in _report_files(data):
        for record in _records(path):
            _write(folder / path.stem / f"{record['id']}.md", record["id"], record["heading"], record["passage"])
    for record in _records(data / "dialogues" / "dialogues.jsonl"):
        for passage in record["passages"]:
            id = f"{record['id']}-{passage['id']}"
            _write(folder / _DIALOGUES / f"{id}.md", id, passage["heading"], passage["passage"])


def read_questions(data: Path, split: Split) -> list[Asked]:
    """Return the questions on the passages of a split that the reader's training never sees."""
    asked = []
    for path in _report_files(data):
        reworded = reworded_questions(path.stem) if path.parent == QUESTIONS else {}
        reports: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in _records(path):
            reports[report_of(record)].append(record)
        for report, records in reports.items():
            if split_of(path.parent, path.stem, report) != split:
                continue
            own = tuple(record["id"] for record in records)
            for record in records:
                again = reword(record, reworded.get(record["id"], ()))
                for kind, items in (("", record["questions"]), ("reworded ", again)):
                    for item in items:
                        document = record["id"] if item["answer"] else ""
                        about = Asked(path.stem, own, item["question"], document, item["answer"], kind + item["type"])
                        asked.append(about)
    return asked


def _report_files(data: Path) -> list[Path]:
    return [*sorted((data / "reader").glob("*.jsonl")), *sorted(QUESTIONS.glob("*.jsonl"))]


def read_dialogues(data: Path) -> Iterator[Asked]:
    """Return the turns of the dialogues, each as the question that can be understood alone."""
    for record in _records(data / "dialogues" / "dialogues.jsonl"):
        for turn in record["turns"]:
            if turn["kind"] == "smalltalk" or turn["kind"] == "comparison":
                continue
            figures = re.findall(r"£?\d[\d.,]*(?:%|m\b|bn\b)?", turn["answer"])
            if turn["answer"] and not figures:
                continue  # the dialogue's answer is free wording: only a figure in it can be looked for
            document = f"{record['id']}-{turn['passage']}" if turn["answer"] else ""
            figure = figures[0].strip(".,") if figures else ""
            own = tuple(f"{record['id']}-{passage['id']}" for passage in record["passages"])
            yield Asked(_DIALOGUES, own, turn["standalone"], document, figure, f"dialogue_{turn['kind']}")


def of_another_subject(asked: Sequence[Asked]) -> list[Asked]:
    """Return a part of the answerable questions once more, each to be asked of another file's passages."""
    files = sorted({item.file for item in asked if item.file != _DIALOGUES})
    chosen = [item for item in asked if item.document and seeded(f"foreign {item.question}").random() < _FOREIGN]
    return [
        replace(
            item,
            file=seeded(item.question).choice([file for file in files if file != item.file]),
            passages=(),
            document="",
            kind=FOREIGN_KIND,
        )
        for item in chosen
    ]


def run_trials(index: OpenIndex, engine: ExtractiveEngine, asked: Sequence[Asked]) -> list[Trial]:
    """Retrieve and read for each question and mark the units that hold its answer."""
    files: dict[str, list[str]] = defaultdict(list)
    for source, _, _ in index.store.sources():
        files[PurePosixPath(source.file).parts[0]].append(source.id)
    trials = []
    for number, item in enumerate(asked, 1):
        question = analyse_question(item.question)
        documents = _evidence_base(item, files[item.file])
        ranked = engine.rank(question, index.retriever.search(item.question, documents=documents))
        right = tuple(
            bool(item.document)
            and scored.unit.candidate.passage.document == item.document
            and holds_answer(scored.unit.text, item.answer)
            for scored in ranked
        )
        trials.append(Trial(item, question, tuple(ranked), right))
        if number % 200 == 0:
            logger.info("%d of %d questions", number, len(asked))
    return trials


def _evidence_base(asked: Asked, documents: Sequence[str]) -> list[str]:
    """Return the question's own passages with others of their file, chosen by chance, the same ones each time.

    More of them would make questions ambiguous that were written for one passage ("Why was round two delayed?").
    """
    others = [document for document in documents if document not in asked.passages]
    count = min(max(0, _EVIDENCE_BASE - len(asked.passages)), len(others))
    return [*asked.passages, *seeded(asked.question).sample(others, count)]


def holds_answer(text: str, answer: str) -> bool:
    """Whether a text holds an answer as words of its own: "12" is not in "2012"."""
    return bool(re.search(rf"(?<![\w.,]){re.escape(_squash(answer))}(?!\w)", _squash(text)))


def _squash(text: str) -> str:
    return re.sub(r"[\s;/]+", " ", text).strip().lower()


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(path: Path, id: str, heading: str, passage: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    levels = [level.strip() for level in heading.split(" > ")]
    headings = "\n\n".join(f"{'#' * (depth + 2)} {level}" for depth, level in enumerate(levels))
    front = json.dumps({"id": id, "title": levels[0], "date": "2024"})[1:-1].replace('", "', '"\n"')
    path.write_text(f"---\n{front}\n---\n\n{headings}\n\n{_as_markdown(passage)}\n", encoding="utf-8")


def _as_markdown(passage: str) -> str:
    """Write the data's rows ("Col: x; Col: y / Col: x; ...") as a Markdown table; other text as it is."""
    parts = passage.split(" / ")
    if len(parts) < 3 or ": " not in parts[1]:
        return passage
    columns = [cell.split(": ", 1)[0] for cell in _ROW.split(parts[1])]
    caption, found, first = parts[0].partition(f"{columns[0]}: ")
    if not found:
        return passage
    rows = [[cell.split(": ", 1)[-1] for cell in _ROW.split(row)] for row in [columns[0] + ": " + first, *parts[1:]]]
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return f"{caption.strip()}\n\n" + "\n".join(lines)
