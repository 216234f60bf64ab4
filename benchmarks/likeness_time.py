"""What looking for near-duplicates costs: on the corpus, and on as many documents as hold 100,000 passages."""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import machine

from assistant.corpus.document import Document, Source
from assistant.corpus.likeness import Likeness
from assistant.corpus.load import LoadReport, load_corpus

_WORDS = 1800  # of a made-up document: 20 passages


def seconds(documents: Sequence[Document]) -> float:
    """Return how long it takes to take all documents in and to compare them."""
    begun = time.perf_counter()
    likeness = Likeness()
    for document in documents:
        likeness.add(document)
    list(likeness.warnings())
    return time.perf_counter() - begun


def make_up(count: int, words: Sequence[str]) -> list[Document]:
    """Return documents of phrases of the corpus in a new order."""
    chance = random.Random(1)
    documents = []
    for number in range(count):
        starts = [chance.randrange(len(words) - 8) for _ in range(_WORDS // 8)]
        text = " ".join(word for start in starts for word in words[start : start + 8])
        documents.append(Document(Source(str(number), f"{number}.md", ""), text, ()))
    return documents


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--documents", type=int, default=5000)
    options = parser.parse_args()
    corpus = list(load_corpus(options.corpus, LoadReport()))
    many = make_up(options.documents, [word for document in corpus for word in document.text.split()])
    print(machine.describe())
    print(f"{len(corpus):6,} documents of the corpus   {seconds(corpus):6.3f} s")
    print(f"{len(many):6,} documents made up         {seconds(many):6.3f} s ({len(many) * _WORDS:,} words)")


if __name__ == "__main__":
    main()
