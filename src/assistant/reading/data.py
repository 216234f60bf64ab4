"""All questions that the reader learns from or is measured on, read from a folder of training data, each in its split.

The folder holds `qa/*.json.gz` (public question-answering sets, `public_sets.py`) and `reader/*.jsonl` (questions on
invented policy reports); its own README describes them. Further questions of the latter kind live beside this
module in `questions/`, a part of these in quite other words in `rewordings/`, sentences that make a passage answer
or not (`contrasts.py`) in `contrasts/`, and themes of tables that are filled in (`filling.py`) in `themes/`. Questions
on whole evidence bases come from a file of their own, which `assistant.answering.mining` writes. What is kept apart
stands in the constants of both modules and in the model card: nothing of `test`, `calibration` and `dev` is ever
trained on.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.reading.contrasts import CONTRASTS, contrasted, contrasts_of
from assistant.reading.filling import THEMES, fill, load_themes
from assistant.reading.items import Item, Split, find_answer, percent
from assistant.reading.public_sets import load_qa
from assistant.reading.reworded import REWORDINGS, reword, reworded_questions
from assistant.reading.text import STORED_ROW

READER_TEST = frozenset({"culture"})
READER_CALIBRATION = frozenset({"statistics", "governance", "digital"})
"""Kept out of training: the ranker of units was fitted on them, so that it saw margins on unseen text."""
READER_DEV_PERCENT = 5
QUESTIONS = Path(__file__).parent / "questions"
"""The project's later questions: answerable ones and near misses that are worded alike."""
_QUESTIONS_APART: tuple[tuple[Split, int], ...] = (("dev", 4), ("calibration", 15), ("test", 8))
"""Percent of the reports of `QUESTIONS` in each split; the others are trained on."""
_THEMES_APART: tuple[tuple[Split, int], ...] = (("dev", 4), ("test", 10))
"""Percent of the themes of tables in each split; the others are trained on."""


def load(folder: Path, mined: Path | None = None) -> list[Item]:
    """Read every set that the reader learns from or is measured on.

    Args:
        folder: with `qa` and `reader` in it.
        mined: a file of hard passages; None for none.

    Raises:
        FileNotFoundError: the folder has no `qa` or no `reader` folder in it.
    """
    for name in ("qa", "reader"):
        if not (folder / name).is_dir():
            raise FileNotFoundError(f"Could not read training data: '{folder / name}' is not a folder.")
    own = [
        *load_reader(folder / "reader"),
        *load_reader(QUESTIONS),
        *load_rewordings(),
        *load_contrasts(),
        *load_filled(),
    ]
    return [*own, *(load_mined(mined) if mined else ()), *load_qa(folder / "qa")]


def load_reader(folder: Path) -> list[Item]:
    """Read the questions on invented reports; table rows are separated by newlines, as in the index."""
    items: list[Item] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            source, split = f"{folder.name}/{path.stem}", split_of(folder, path.stem, report_of(record))
            items.extend(_report_items(source, split, record))
    return items


def load_rewordings() -> list[Item]:
    """Read the reworded questions, each with the passage and the answer of the question that it says anew."""
    items: list[Item] = []
    for path in sorted(REWORDINGS.glob("*.jsonl")):
        reworded = reworded_questions(path.stem)
        for line in (QUESTIONS / path.name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["id"] in reworded:
                split = split_of(QUESTIONS, path.stem, report_of(record))
                record = {**record, "questions": reword(record, reworded[record["id"]])}
                items.extend(_report_items(f"{REWORDINGS.name}/{path.stem}", split, record))
    return items


def load_contrasts() -> list[Item]:
    """Read the contrasts: each an answered question, with what takes its answer from the passage (`Item.instead`)."""
    items: list[Item] = []
    for path in sorted(CONTRASTS.glob("*.jsonl")):
        contrasts, reworded = contrasts_of(path.stem), reworded_questions(path.stem)
        for line in (QUESTIONS / path.name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            split = split_of(QUESTIONS, path.stem, report_of(record))
            for one in contrasted(record, contrasts.get(record["id"], ()), reworded.get(record["id"], ())):
                items.extend(_report_items(f"{CONTRASTS.name}/{path.stem}", split, one))
    return items


def load_filled() -> list[Item]:
    """Read the questions on tables that are filled in from themes; all tables of a theme are in one split."""
    items: list[Item] = []
    for name, theme in load_themes():
        split = _split(theme["id"], _THEMES_APART)
        items.extend(
            Item(
                f"{THEMES.name}/{name}", theme["id"], asked.question, asked.heading, asked.text,
                (asked.answer,) if asked.answer else (), split, "table",
                "direct" if asked.answer else "nearmiss", asked.evidence,
            )
            for asked in fill(theme)
        )  # fmt: skip
    return items


def load_mined(path: Path) -> list[Item]:
    """Read questions on whole evidence bases, each with the passages that are hardest to tell from its answer."""
    items: list[Item] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, answer = record["text"], record["answer"]
        kind, type_ = "table" if STORED_ROW.search(text) else "prose", "paraphrase" if answer else "nearmiss"
        answers = ((answer[0], answer[1]),) if answer else ()
        wrong = tuple((one["context"], one["text"]) for one in record["wrong"])
        items.append(
            Item(
                f"bases/{record['region']}", record["region"], record["question"], record["context"], text, answers,
                "train", kind, type_, wrong=wrong,
            )
        )  # fmt: skip
    return items


def report_of(record: dict[str, Any]) -> str:
    """Return the id of the report that a passage is from; most passages stand alone and are their own report."""
    return str(record.get("report", record["id"]))


def split_of(folder: Path, name: str, report: str) -> Split:
    """Return the split of a passage on invented reports.

    Whole files of `reader/` are kept apart; of `questions/`, some reports of each file, by hash, for each file has a
    kind of question of its own.

    Args:
        folder: `reader` or `questions`.
        name: the file's, without its ending.
        report: id of the passage's report.
    """
    if folder.name == QUESTIONS.name:
        return _split(report, _QUESTIONS_APART)
    if name in READER_TEST:
        return "test"
    if name in READER_CALIBRATION:
        return "calibration"
    return _split(report, (("dev", READER_DEV_PERCENT),))


def _split(key: str, apart: Sequence[tuple[Split, int]]) -> Split:
    """Return the split that a key falls into by its hash, given the percentages kept apart."""
    place = percent(key)
    for split, share in apart:
        if place < share:
            return split
        place -= share
    return "train"


def _report_items(source: str, split: Split, record: dict[str, Any]) -> Iterator[Item]:
    rows = record["kind"] == "table"

    def stored(text: str) -> str:
        return text.replace(" / ", "\n") if rows else text

    text = stored(record["passage"])
    for question in record["questions"]:
        answers: tuple[tuple[int, int], ...] = ()
        evidence = None
        if question["answer"]:
            sentence, answer = stored(question["sentence"]), stored(question["answer"])
            begin = text.index(sentence)
            evidence = (begin, begin + len(sentence))
            start = begin + find_answer(sentence, answer)
            answers = ((start, start + len(answer)),)
        yield Item(
            source, report_of(record), question["question"], record["heading"], text, answers, split,
            record["kind"], question["type"], evidence, record.get("instead"),
        )  # fmt: skip
