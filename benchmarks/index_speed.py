"""A build from nothing against bare `encode` on the same passages, taken in turns."""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

import machine

from assistant.corpus.load import LoadReport, load_corpus
from assistant.indexing.build import build_index
from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder, model_path
from assistant.passages import split_document


def main() -> None:
    """Print both speeds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    from sentence_transformers import SentenceTransformer

    documents = list(load_corpus(options.corpus, LoadReport()))
    texts = [passage.indexed_text for document in documents for passage in split_document(document)]
    bare = SentenceTransformer(str(model_path(DEFAULT_MODEL)))
    embedder = SentenceTransformerEmbedder()
    bare.encode(texts[:32])  # first call: memory and kernels
    embedder.embed(texts[:32])
    builds, encodes = [], []
    for _ in range(options.rounds):
        begun = time.perf_counter()
        bare.encode(texts)
        encodes.append(time.perf_counter() - begun)
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            build_index(options.corpus, Path(folder), lambda: embedder, embedding_model=DEFAULT_MODEL)
            builds.append(time.perf_counter() - begun)
    print(machine.describe())
    print(f"{len(documents)} documents, {len(texts)} passages, {options.rounds} rounds, medians")
    print(f"encode alone   {len(texts) / median(encodes):6.1f} passages a second")
    print(f"whole build    {len(texts) / median(builds):6.1f} passages a second")
    ratios = [encode / build for encode, build in zip(encodes, builds, strict=True)]
    print(f"ratio          {median(ratios):6.2f} (rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)})")


if __name__ == "__main__":
    main()
