"""The public question-answering sets: each in its own layout, read into the same questions.

What is kept apart of them stands in the constants below and in the model card.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.reading.items import Excerpt, Item, Split, find_answer, percent

SQUAD2_TEST = frozenset({"Amazon_rainforest", "Fresno,_California", "Pharmacy", "Scottish_Parliament"})
SQUAD2_DEV = frozenset({"Harvard_University"})
POLICYQA_TEST = frozenset({"style.com", "fool.com", "ted.com", "walmart.com"})
TATQA_TEST_PERCENT = 15
_MAX_ANSWER_WORDS = 60


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


def _read(folder: Path, name: str) -> Any:
    with gzip.open(folder / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


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
