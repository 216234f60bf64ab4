"""SQuAD 2.0's kept-apart articles, asked of all articles: find the paragraph, read it, answer or refuse.

Every article of the two SQuAD sets becomes a Markdown document; they are split, indexed, searched, read and ranked as
any corpus is. The threshold of the decision comes from the dev article. F1 is that of the exact answer, in per cent.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import machine
import numpy as np

from assistant.answering.answerer import READ
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.features import answer_features
from assistant.answering.question import analyse_question
from assistant.answering.weights import Weights, load_weights
from assistant.indexing.build import build_index
from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
from assistant.indexing.generation import current_generation
from assistant.reading.evaluate import best_threshold
from assistant.reading.items import Item
from assistant.reading.public_sets import load_qa
from assistant.reading.reader import OnnxReader
from assistant.reading.text import token_f1
from assistant.retrieval import OpenIndex

_RESAMPLED = 2000  # draws for the interval


@dataclass(frozen=True)
class Outcome:
    """What came of a question: its exact answer's F1 (0 to 1), how sure, and whether its paragraph was retrieved."""

    answerable: bool
    f1: float
    confidence: float
    retrieved: bool


def write_articles(items: Sequence[Item], folder: Path) -> int:
    """Write each article as a Markdown document; return how many paragraphs there are."""
    articles: dict[str, dict[str, None]] = {}
    for item in items:
        articles.setdefault(item.group, {})[item.text] = None
    for title, texts in articles.items():
        paragraphs = "\n\n".join(" ".join(text.split()) for text in texts)
        name = re.sub(r"\W+", "-", title).strip("-").lower()
        heading = title.replace("_", " ")
        text = f'---\nid: {name}\ntitle: "{heading}"\n---\n\n# {heading}\n\n{paragraphs}\n'
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return sum(map(len, articles.values()))


def ask(index: OpenIndex, engine: ExtractiveEngine, weights: Weights, item: Item) -> Outcome:
    """Return what comes of one question that is asked of all articles."""
    question = analyse_question(item.question)
    candidates = index.retriever.search(item.question)
    ranked = engine.rank(question, candidates)
    paragraph, golds = " ".join(item.text.split()), [" ".join(gold.split()) for gold in item.gold]
    texts = [" ".join(candidate.passage.text.split()) for candidate in candidates]
    own = [text for text in texts if text in paragraph or paragraph in text]
    found = any(gold in text for text in own for gold in golds)
    if not ranked:
        return Outcome(bool(item.answers), 0.0, 0.0, found)
    best = ranked[0]
    first, last = best.exact or (best.unit.start, best.unit.end)
    given = best.unit.text[first - best.unit.start : last - best.unit.start]
    confidence = weights.answer.probability(answer_features(question, ranked))
    return Outcome(bool(item.answers), token_f1(given, item.gold) if item.answers else 0.0, confidence, found)


def interval(values: np.ndarray) -> str:
    """Return a mean in per cent with its 95 % bootstrap interval."""
    rng = np.random.default_rng(0)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(_RESAMPLED)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{100 * values.mean():.1f} ({100 * low:.1f} to {100 * high:.1f})"


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with qa/ in it")
    parser.add_argument("--every", type=int, default=1, help="take one question in so many")
    parser.add_argument("--reader", type=Path, default=None, help="an exported reader; by default the one shipped")
    options = parser.parse_args()
    items = [item for item in load_qa(options.data / "qa") if item.source in ("squad2", "squad11")]
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch) / "corpus"
        corpus.mkdir()
        paragraphs = write_articles(items, corpus)
        embedder = SentenceTransformerEmbedder()
        build_index(corpus, Path(scratch) / "index", lambda: embedder, embedding_model=DEFAULT_MODEL)
        generation = current_generation(Path(scratch) / "index")
        if generation is None:
            raise SystemExit("Could not measure: the index of the articles was not built.")
        index = OpenIndex(generation, embedder, count=READ)
        reader = OnnxReader.load(options.reader)
        weights = load_weights(reader.name)
        engine = ExtractiveEngine(reader, weights, index.lexical, index.store.document)
        outcomes = {
            split: [
                ask(index, engine, weights, item)
                for item in [one for one in items if one.source == "squad2" and one.split == split][:: options.every]
            ]
            for split in ("dev", "test")
        }
        index.close()
    dev, test = outcomes["dev"], outcomes["test"]
    cut = best_threshold(
        np.array([one.confidence for one in dev]),
        np.array([one.f1 for one in dev]),
        np.array([one.answerable for one in dev]),
    )
    f1 = np.array([one.f1 for one in test])
    has = np.array([one.answerable for one in test])
    answered = np.array([one.confidence for one in test]) > cut
    lines = [
        machine.describe(),
        f"{paragraphs} paragraphs searched; {len(test)} questions, {has.sum()} with an answer; threshold {cut:.2f}",
        f"paragraph of an answerable question retrieved: {interval(np.array([o.retrieved for o in test])[has] * 1.0)}",
        f"F1 with an answer, best whatever its confidence: {interval(f1[has])}",
        f"F1 with an answer, refused counts 0: {interval((f1 * answered)[has])}",
        f"refused without an answer: {interval(~answered[~has] * 1.0)}",
        f"all: {interval(np.where(has, f1 * answered, ~answered))}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
