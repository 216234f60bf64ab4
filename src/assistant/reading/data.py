"""Questions with the answer's place, read from a folder of training data, each in its split.

The folder holds `qa/*.json.gz` (public question-answering sets) and `reader/*.jsonl` (questions on
invented policy reports); its own README describes them. Further questions of the latter kind live beside this
module in `questions/`, a part of these in quite other words in `rewordings/`, and themes of tables that are filled in
(`filling.py`) in `themes/`. What is kept apart stands in the constants below and in the model card: nothing of
`test`, `calibration` and `dev` is ever trained on.
"""

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.reading.filling import THEMES, fill, load_themes
from assistant.reading.reworded import REWORDINGS, reword, reworded_questions

Split = Literal["train", "dev", "test", "calibration"]

SQUAD2_TEST = frozenset({"Amazon_rainforest", "Fresno,_California", "Pharmacy", "Scottish_Parliament"})
SQUAD2_DEV = frozenset({"Harvard_University"})
POLICYQA_TEST = frozenset({"style.com", "fool.com", "ted.com", "walmart.com"})
TATQA_TEST_PERCENT = 15
READER_TEST = frozenset({"culture"})
READER_CALIBRATION = frozenset({"statistics", "governance", "digital"})
"""Kept for fitting and testing the sufficiency model, so that it sees margins on unseen text."""
READER_DEV_PERCENT = 5
QUESTIONS = Path(__file__).parent / "questions"
"""The project's later questions: answerable ones and near misses that are worded alike."""
_QUESTIONS_APART: tuple[tuple[Split, int], ...] = (("dev", 4), ("calibration", 15), ("test", 8))
"""Percent of the reports of `QUESTIONS` in each split; the others are trained on."""
_THEMES_APART: tuple[tuple[Split, int], ...] = (("dev", 4), ("test", 10))
"""Percent of the themes of tables in each split; the others are trained on."""
_MAX_ANSWER_WORDS = 60


@dataclass(frozen=True)
class Item:
    """One question on one text.

    Arguments:
        source: the set that it comes from; `reader/FILE`, `questions/FILE`, `rewordings/FILE` and `themes/FILE` for the
            questions on reports.
        group: article, policy, report or theme; negatives may come from the same group.
        answers: gold answers as (start, end) in `text`; empty when the text does not answer.
        kind: `prose`, `list`, `table` or `note`.
        type: `direct`, `paraphrase`, `nearmiss`, `yesno`, `list` or `definition` (reader), else `span`.
        evidence: the sentence, row or list that holds the answer, where it is known.
    """

    source: str
    group: str
    question: str
    context: str
    text: str
    answers: tuple[tuple[int, int], ...]
    split: Split
    kind: str = "prose"
    type: str = "span"
    evidence: tuple[int, int] | None = None

    @property
    def gold(self) -> tuple[str, ...]:
        """The gold answers' words."""
        return tuple(self.text[start:end] for start, end in self.answers)


@dataclass(frozen=True)
class Excerpt:
    """One TAT-QA question, to be answered from all passages of its excerpt."""

    question: str
    passages: tuple[str, ...]
    answer: str
    split: Split


def load(folder: Path) -> list[Item]:
    """Read every set that the reader learns from or is measured on.

    Raises:
        FileNotFoundError: the folder has no `qa` or no `reader` folder in it.
    """
    for name in ("qa", "reader"):
        if not (folder / name).is_dir():
            raise FileNotFoundError(f"Could not read training data: '{folder / name}' is not a folder.")
    own = [*load_reader(folder / "reader"), *load_reader(QUESTIONS), *load_rewordings(), *load_filled()]
    return [*own, *load_qa(folder / "qa")]


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


def load_qa(folder: Path) -> list[Item]:
    """Read the public question-answering sets."""
    items = [
        *_squad("squad2", _read(folder, "squad2_dev_rest-train")["data"]),
        *_squad("squad11", _read(folder, "squad11_dev_extra-train")["data"]),
        *_squad("new_wiki", _read(folder, "squadshifts-new_wiki_v1.0")["data"]),
        *_squad("reddit", _read(folder, "squadshifts-reddit_v1.0")["data"]),
        *_squad("amazon", _read(folder, "squadshifts-amazon_reviews_v1.0")["data"]),
        *_squad("covidqa", _read(folder, "covidqa-train")["data"]),
        *_squad("policyqa", _read(folder, "policyqa-dev")["data"]),
        *_fairytale(_read(folder, "fairytaleqa-train")),
        *_tatqa(_read(folder, "tatqa-tatqa_dataset_dev")),
        *_clapnq(_read(folder, "clapnq-dev_rest")),
    ]
    unseen = SQUAD2_TEST | SQUAD2_DEV
    return [item for item in items if item.source == "squad2" or item.group not in unseen]


def tatqa_excerpts(folder: Path) -> list[Excerpt]:
    """Read TAT-QA's span questions of the kept-apart excerpts, with all passages of the excerpt."""
    found = []
    for record in _read(folder / "qa", "tatqa-tatqa_dataset_dev"):
        split = _tatqa_split(record)
        table = table_text(record["table"]["table"]).split("\n")
        blocks = ["\n".join(table[i : i + 8]) for i in range(0, len(table), 8)]
        passages = (*blocks, *(paragraph["text"] for paragraph in record["paragraphs"]))
        for question in record["questions"]:
            if split == "test" and question["answer_type"] == "span":
                found.append(Excerpt(question["question"], passages, question["answer"][0], split))
    return found


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Write a table one row a line, "Column: cell; Column: cell", as the reader's own tables are."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    heads = 0
    while heads < len(cells) - 1 and (not cells[heads][0] or heads == 0) and not _has_amount(cells[heads][1:]):
        heads += 1
    names = [" ".join(filter(None, (row[i] for row in cells[:heads]))) for i in range(max(map(len, cells)))]
    lines = []
    for row in cells[heads:]:
        parts = [
            f"{names[i]}: {cell}" if names[i] and i else cell for i, cell in enumerate(row) if cell and cell != names[i]
        ]
        if parts:
            lines.append("; ".join(parts))
    return "\n".join(lines)


def percent(key: str) -> int:
    """Return a number from 0 to 99 that depends on nothing but the key."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100


def seeded(key: str) -> random.Random:
    """Return a source of random choices that depends on nothing but the key."""
    return random.Random(key)  # noqa: S311  (choices of examples, no secrets)


def find_answer(text: str, answer: str, start: int = 0) -> int:
    """Return where the answer stands in the text as whole words, else as characters, else -1."""
    match = re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)").search(text, start)
    return match.start() if match else text.find(answer, start)


def _read(folder: Path, name: str) -> Any:
    with gzip.open(folder / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


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
            record["kind"], question["type"], evidence,
        )  # fmt: skip


def _squad(source: str, data: Sequence[dict[str, Any]]) -> Iterator[Item]:
    for number, article in enumerate(data):
        title = str(article.get("title", ""))
        split: Split = "train"
        if (source == "squad2" and title in SQUAD2_TEST) or (source == "policyqa" and title in POLICYQA_TEST):
            split = "test"
        elif source == "squad2" and title in SQUAD2_DEV:
            split = "dev"
        for index, paragraph in enumerate(article["paragraphs"]):
            text = paragraph["context"]
            single = source in ("reddit", "amazon")
            for qa in paragraph["qas"]:
                spans = {_bare(text, a["answer_start"], a["answer_start"] + len(a["text"])) for a in qa["answers"]}
                short = {s for s in spans if len(text[s[0] : s[1]].split()) <= _MAX_ANSWER_WORDS}
                kept = tuple(sorted(short if split == "train" else spans))
                if spans and not kept:
                    continue
                group = f"{title}/{index}" if single else title or f"{source}/{number}"
                context = "" if single or source == "covidqa" else title.replace("_", " ")
                yield Item(source, group, qa["question"].strip(), context, text, kept, split)


def _fairytale(data: Sequence[dict[str, Any]]) -> Iterator[Item]:
    for record in data:
        answer, text = record["answers"][0], record["context"]
        if record["kind"] == "explicit" and text.count(answer) == 1:
            start = text.index(answer)
            yield Item(
                "fairytale", record["story"], record["question"], "", text, ((start, start + len(answer)),), "train"
            )


def _tatqa_split(record: dict[str, Any]) -> Split:
    return "test" if percent(record["table"]["uid"]) < TATQA_TEST_PERCENT else "train"


def _tatqa(data: Sequence[dict[str, Any]]) -> Iterator[Item]:
    for record in data:
        split, group = _tatqa_split(record), record["table"]["uid"]
        table = table_text(record["table"]["table"])
        paragraphs = {str(p["order"]): p["text"] for p in record["paragraphs"]}
        for question in record["questions"]:
            if question["answer_type"] != "span":
                continue
            answer = question["answer"][0]
            texts = [(table, "table")] if question["answer_from"] != "text" else []
            texts += [(paragraphs[p], "prose") for p in question["rel_paragraphs"] if p in paragraphs]
            for text, kind in texts:
                start = find_answer(text, answer)
                if start >= 0 and (kind != "table" or find_answer(text, answer, start + 1) < 0):
                    spans = ((start, start + len(answer)),)
                    yield Item("tatqa", group, question["question"], "", text, spans, split, kind)
                    break


def _clapnq(data: Sequence[dict[str, Any]]) -> Iterator[Item]:
    for record in data:
        passage = record["passages"][0]
        text = passage["text"]
        spans = []
        for output in record["output"]:
            chosen = [text.find(sentence) for sentence in output.get("selected_sentences", [])]
            if chosen and min(chosen) >= 0:
                end = max(chosen) + len(output["selected_sentences"][chosen.index(max(chosen))])
                spans.append((min(chosen), end))
        if any(len(text[a:b].split()) > _MAX_ANSWER_WORDS for a, b in spans):
            continue
        yield Item("clapnq", passage["title"], record["input"] + "?", passage["title"], text, tuple(spans), "train")


def _has_amount(cells: Sequence[str]) -> bool:
    """Tell whether a row holds figures that are not merely years."""
    return any(re.fullmatch(r"[^\w]*\d[\d,.]*[^\w]*", c) and not re.fullmatch(r"(19|20)\d\d", c) for c in cells)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span to its words, without white space at either end."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
