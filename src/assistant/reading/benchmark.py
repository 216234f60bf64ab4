"""Measure a reader on everything kept apart: `python -m assistant.reading.benchmark --data DIR`.

Prints one JSON object: the figures of the model card. Thresholds come from the dev questions, never
from the questions that are scored.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from assistant.reading.contrasts import without
from assistant.reading.data import load
from assistant.reading.decoding import SpanReader
from assistant.reading.evaluate import area, read_items, score, score_by, score_excerpts
from assistant.reading.items import Item, seeded
from assistant.reading.negatives import without_evidence
from assistant.reading.protocol import ReaderInput
from assistant.reading.public_sets import tatqa_excerpts
from assistant.reading.reader import OnnxReader
from assistant.reading.text import token_f1

_CANDIDATES = 20
_RIGHT = 0.5
"""Word overlap (F1) from which an answer counts as right when passages are ranked."""
_TURNS = 7


def measure(reader: SpanReader, folder: Path) -> dict[str, Any]:
    """Return the scores of every kept-apart set, by set, type of question and reader file."""
    items = load(folder)
    dev_squad = [item for item in items if item.split == "dev" and item.source == "squad2"]
    dev_reader = [item for item in items if item.split == "dev" and item.source.startswith(("reader/", "questions/"))]
    squad_cut = score(dev_squad, read_items(reader, dev_squad)).threshold
    reader_cut = score(dev_reader, read_items(reader, dev_reader)).threshold
    result: dict[str, Any] = {"model": reader.name, "threshold": {"squad2": squad_cut, "reader": reader_cut}}
    for name, cut in (("squad2", squad_cut), ("policyqa", None)):
        part = [item for item in items if item.split == "test" and item.source == name]
        result[name] = score(part, read_items(reader, part), cut).as_dict()
    result["tatqa"] = score_excerpts(reader, tatqa_excerpts(folder))
    for folder_name, split in product(("reader", "questions", "rewordings", "themes"), ("dev", "test", "calibration")):
        part = [item for item in items if item.split == split and item.source.startswith(f"{folder_name}/")]
        if not part:
            continue
        readings = read_items(reader, part)
        result[f"{folder_name} {split}"] = {
            "all": score(part, readings, reader_cut).as_dict(),
            **{k: v.as_dict() for k, v in score_by(lambda item: item.source, part, readings, reader_cut).items()},
            **{k: v.as_dict() for k, v in score_by(lambda item: item.type, part, readings, reader_cut).items()},
            "evidence removed": score_removed(reader, part),
        }
    result["contrasts"] = {
        split: score_contrasts(reader, [item for item in items if item.split == split])
        for split in ("dev", "test", "calibration")
    }
    files = sorted({item.source for item in items if item.split == "test" and item.source.startswith("reader/")})
    result["ranking"] = {name: rank(reader, [[item for item in items if item.source == name]]) for name in files}
    result["ranking"]["reports"] = rank(reader, _reports([item for item in items if item.split == "test"]))
    return result


def _reports(items: Sequence[Item]) -> list[list[Item]]:
    """Return the questions on each report of several passages."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.source.startswith("questions/"):
            groups[item.group].append(item)
    return [group for group in groups.values() if len({item.text for item in group}) > 1]


def score_removed(reader: SpanReader, items: Sequence[Item]) -> dict[str, dict[str, float]]:
    """Compare each question's margin on its passage with that on the passage without the deciding sentence.

    Near misses are worded otherwise than answerable questions, so that words of the question alone tell
    some of them; here the questions on both sides are the same. Returned per type of question, in per cent:
    `paired` (the whole passage has the higher margin) and `auc` (over all pairs of passages).
    """
    result = {}
    for kind in ("direct", "paraphrase"):
        pairs = [(item, rest) for item in items if item.type == kind and (rest := without_evidence(item))]
        if not pairs:
            continue
        result[kind] = _paired(reader, pairs)
    return result


def score_contrasts(reader: SpanReader, items: Sequence[Item]) -> dict[str, dict[str, float]]:
    """Compare the margins of the two passages of each contrast, in per cent as in `score_removed`.

    Returned apart for what an added sentence answers and for what a sentence in its place leaves open.
    """
    pairs: dict[str, list[tuple[Item, str]]] = {"added": [], "in place": []}
    for item in items:
        if item.instead is not None and item.evidence is not None:
            rest = without(item.text, item.text[slice(*item.evidence)], item.instead)
            pairs["in place" if item.instead else "added"] += [(item, rest)] if rest else []
    return {kind: _paired(reader, found) for kind, found in pairs.items() if found}


def _paired(reader: SpanReader, pairs: Sequence[tuple[Item, str]]) -> dict[str, float]:
    """Compare each question's margin on its own text with that on the other text."""
    whole = np.array([reading.margin for reading in read_items(reader, [item for item, _ in pairs])])
    inputs = [(item.question, ReaderInput(item.context, rest)) for item, rest in pairs]
    others = np.array([reading.margin for reading in reader.read_pairs(inputs)])
    return {
        "count": len(pairs),
        "paired": round(100 * float(np.mean(whole > others)), 1),
        "auc": round(area(whole, others), 1),
    }


def rank(reader: SpanReader, pools: Sequence[Sequence[Item]], *, weight: float = 0.5) -> dict[str, float]:
    """Rank the passages of each reader file or report for its answerable questions, as the assistant must.

    BM25 proposes 20 of its passages. Returned are shares in per cent: the right passage among the
    candidates; first by BM25, by margin, and by margin plus `weight` x BM25; the right answer given by the
    best margin; and the area under the curve of the best margin, answerable questions against near misses.
    """
    hits: list[tuple[bool, bool, bool, bool, bool]] = []
    best_margins: tuple[list[float], list[float]] = ([], [])
    for items in pools:
        _rank_pool(reader, items, weight, hits, best_margins)
    shares = 100.0 * np.array(hits, dtype=float).mean(axis=0)
    names = ("among_20", "first_bm25", "first_margin", "first_both", "right_answer")
    wins = np.mean(np.array(best_margins[1])[:, None] > np.array(best_margins[0])[None, :])
    return {
        "count": len(hits),
        **dict(zip(names, np.round(shares, 1).tolist(), strict=True)),
        "auc_best_margin": round(100 * float(wins), 1),
    }


def _rank_pool(
    reader: SpanReader,
    items: Sequence[Item],
    weight: float,
    hits: list[tuple[bool, bool, bool, bool, bool]],
    best_margins: tuple[list[float], list[float]],
) -> None:
    """Add what one pool's questions show to `hits`, and the best margins of near misses and of answerable ones."""
    passages = list(dict.fromkeys((item.context, item.text) for item in items))
    place = {passage: number for number, passage in enumerate(passages)}
    index = bm25s.BM25()
    corpus = [f"{context} {text}" for context, text in passages]
    index.index(bm25s.tokenize(corpus, stopwords="en", show_progress=False), show_progress=False)
    for item in items:
        words = bm25s.tokenize([item.question], stopwords="en", return_ids=False, show_progress=False)[0]
        lexical = index.get_scores(words) if words else np.zeros(len(passages))
        candidates = [int(i) for i in np.argsort(-lexical, kind="stable")[:_CANDIDATES]]
        readings = reader.read(item.question, [ReaderInput(*passages[i]) for i in candidates])
        margins = np.array([reading.margin for reading in readings])
        best_margins[bool(item.answers)].append(float(margins.max()))
        if not item.answers:
            continue
        gold, top = place[item.context, item.text], int(margins.argmax())
        mixed = margins + weight * lexical[candidates]
        given = passages[candidates[top]][1][readings[top].start : readings[top].end]
        hits.append(
            (
                gold in candidates,
                candidates[0] == gold,
                candidates[top] == gold,
                candidates[int(mixed.argmax())] == gold,
                candidates[top] == gold and token_f1(given, item.gold) >= _RIGHT,
            )
        )


def speed(reader: SpanReader, folder: Path, *, seed: int = 0) -> dict[str, float]:
    """Return the median milliseconds for one question over 10 or 20 passages of 60 or 90 words."""
    pool = " ".join(item.text for item in load(folder) if item.source == "reader/culture").split()
    rng = seeded(str(seed))
    result = {}
    for count in (10, 20):
        for words in (60, 90):
            starts = [rng.randrange(len(pool) - words) for _ in range(count)]
            passages = [ReaderInput("Culture > Visitors", " ".join(pool[start : start + words])) for start in starts]
            times = []
            for turn in range(_TURNS):
                begin = time.perf_counter()
                reader.read(f"How many people visited in {2000 + turn}?", passages)
                times.append(time.perf_counter() - begin)
            result[f"{count} passages of {words} words"] = round(1000 * float(np.median(times)), 1)
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reading.benchmark", description="Measure a reader.")
    parser.add_argument("--data", required=True, help="folder with qa/ and reader/ in it")
    parser.add_argument("--model", help="an exported reader; by default the one shipped")
    parser.add_argument("--speed", action="store_true", help="measure only the speed")
    options = parser.parse_args(arguments)
    reader = OnnxReader.load(Path(options.model) if options.model else None)
    folder = Path(options.data)
    result = speed(reader, folder) if options.speed else measure(reader, folder)
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
