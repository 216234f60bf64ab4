"""Index and query 100,000 and 1,000,000 invented passages: time, disk and memory of a build, and speed of search."""

import argparse
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import machine
import numpy as np
import synthetic

from assistant.corpus.document import Document
from assistant.indexing.dense import DenseIndex, write_vectors
from assistant.indexing.generation import LEXICAL, VECTORS
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.sentences import SentenceIndex, write_sentences
from assistant.indexing.store import FILE, PassageStore, update_store
from assistant.passages import Passage
from assistant.retrieval import CANDIDATES, HybridRetriever

QUERIES = 200
SIZES = (100_000, 1_000_000)
ASKED = "What is the {} of {} and {} in the {} {}?"


def main() -> None:
    """Build and query each size, each step in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path, help="Keep the indexes here: 13 GB for a million passages.")
    parser.add_argument("--chroma", action="store_true", help="Build and query Chroma with the same vectors too.")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=["build", "query"])
    parser.add_argument(
        "--repeat",
        type=int,
        default=1,
        help="Take the texts of an index this many times smaller, built in --folder before, and index each so often.",
    )
    parser.add_argument("--step", choices=[*STEPS, "enlarge"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step == "enlarge":
        enlarge(options.folder, options.sizes[0], options.repeat)
        return
    if options.step:
        STEPS[options.step](options.folder, options.sizes[0])
        return
    print(machine.describe(), flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        for size in options.sizes:
            print(f"\n{size:,} passages", flush=True)
            folder = (options.folder or Path(temporary)) / str(size)
            for step in [*options.steps, *(["chroma"] if options.chroma else [])]:
                step = "enlarge" if step == "build" and options.repeat > 1 else step
                command = [sys.executable, __file__, "--step", step, "--sizes", str(size), "--folder", str(folder)]
                subprocess.run([*command, "--repeat", str(options.repeat)], check=True)


def build(folder: Path, size: int) -> None:
    """Write the files of a generation by the functions a build writes them with."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = synthetic.Words()
    with told("invent, split, store"):
        passages: list[tuple[int, Passage]] = []
        documents = handed_over(synthetic.make_documents(words, size), passages)
        update_store(folder, documents, passages, before=None, kept=())
    del passages
    write_all_vectors(folder, size)
    with told("lexical index"):
        store = PassageStore(folder)
        LexicalIndex.build(store.indexed_texts()).save(folder / LEXICAL)
        store.close()
    tell_size(folder)


def enlarge(folder: Path, size: int, repeat: int) -> None:
    """Write an index in which each text of a smaller one stands `repeat` times, each time with a vector of its own.

    Analysing invented texts takes most of the time of a build; this leaves it out. Lists of passages are as long as in
    an index of that size, and those of rare terms longer.
    """
    smaller, count = folder.with_name(str(size // repeat)), size // repeat
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with told("copy the store"):
        shutil.copy(smaller / FILE, folder)
        with closing(sqlite3.connect(folder / FILE)) as connection, connection:
            for time_ in range(1, repeat):
                connection.execute(
                    "insert into documents select id || '-' || ?1, file || ?1, source, text, blocks, pages"
                    " from documents where id not like 'report-%-%'",
                    [time_],
                )
                connection.execute(
                    "insert into passages select ordinal + ?1 * ?2, id || '-' || ?1, document || '-' || ?1, start,"
                    ' "end", context, sentences from passages where ordinal < ?2',
                    [time_, count],
                )
    write_all_vectors(folder, size)
    with told("lexical, from terms"):
        before = np.tile(np.arange(count, dtype=np.int64), repeat)
        LexicalIndex.update(smaller / LEXICAL, [], [], before).save(folder / LEXICAL)
    tell_size(folder)


def write_all_vectors(folder: Path, size: int) -> None:
    """Write vectors of passages and their sentences."""
    vectors = synthetic.make_vectors(size)
    sentences = synthetic.make_sentences(vectors)
    with told("write vectors"):
        write_vectors(folder, vectors)
        write_sentences(folder, sentences, np.arange(size + 1, dtype=np.int64) * synthetic.SENTENCES)


def query(folder: Path, size: int) -> None:
    """Time dense, lexical and fused search over the same questions."""
    with told("open"):
        store = PassageStore(folder)
        lexical = LexicalIndex.load(folder / LEXICAL, size=size)
        dense, sentences = DenseIndex.open(folder), SentenceIndex.open(folder)
    asked = questions(store, np.load(folder / VECTORS, mmap_mode="r"))
    retriever = HybridRetriever(store, lexical, dense, sentences, Given(asked))
    report("dense", [lambda vector=vector: dense.nearest(vector, CANDIDATES) for _, vector in asked])
    report("sentences", [lambda vector=vector: sentences.nearest(vector, CANDIDATES) for _, vector in asked])
    report("lexical", [lambda text=text: best(lexical.scores(text)) for text, _ in asked])
    report("fused", [lambda text=text: retriever.search(text) for text, _ in asked])
    exact = DenseIndex(np.load(folder / VECTORS, mmap_mode="r"))
    report("dense, all exact", [lambda vector=vector: exact.nearest(vector, CANDIDATES) for _, vector in asked])
    shared = [
        len({*exact.nearest(vector, CANDIDATES)} & {*dense.nearest(vector, CANDIDATES)}) / CANDIDATES
        for _, vector in asked
    ]
    print(
        f"of the {CANDIDATES} nearest, found: {100 * np.mean(shared):.2f} %, of a question at least {min(shared):.0%}"
    )
    print(
        f"memory            {held('RssAnon'):8.0f} MB of its own, {held('RssFile'):.0f} MB of mapped files", flush=True
    )


def chroma(folder: Path, size: int) -> None:
    """Build and query Chroma with the same vectors, without texts."""
    import chromadb

    vectors = np.load(folder / VECTORS, mmap_mode="r")
    client = chromadb.PersistentClient(str(folder / "chroma"))
    configuration = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 100}}
    collection = client.create_collection("passages", configuration=configuration)
    with told("Chroma, add"):
        for first in range(0, size, 2000):
            some = np.asarray(vectors[first : first + 2000])
            collection.add(ids=[str(first + place) for place in range(len(some))], embeddings=some)
    store = PassageStore(folder)
    asked = questions(store, vectors)
    exact = DenseIndex(vectors)

    def nearest(vector: synthetic.Vectors) -> set[int]:
        return {
            int(id) for id in collection.query(query_embeddings=[vector], n_results=CANDIDATES, include=[])["ids"][0]
        }

    report("Chroma, query", [lambda vector=vector: nearest(vector) for _, vector in asked])
    shared = [len(nearest(vector) & {*exact.nearest(vector, CANDIDATES)}) / CANDIDATES for _, vector in asked]
    print(
        f"of the {CANDIDATES} nearest, found: {100 * np.mean(shared):.2f} %, of a question at least {min(shared):.0%}"
    )
    print(f"disk              {megabytes(folder / 'chroma'):8.0f} MB")
    print(f"memory at most    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB", flush=True)


STEPS = {"build": build, "query": query, "chroma": chroma}


class Given:
    """Gives each question the vector it came with: embedding is not what is measured here."""

    name, revision, dimension = "synthetic", "", synthetic.DIMENSION

    def __init__(self, asked: Sequence[tuple[str, synthetic.Vectors]]) -> None:
        self._vectors = dict(asked)

    def embed(self, texts: Sequence[str]) -> synthetic.Vectors:
        """Return one vector a text."""
        return np.stack([self._vectors[text] for text in texts])


def handed_over(made: Iterable[synthetic.Made], passages: list[tuple[int, Passage]]) -> Iterator[Document]:
    """Yield the documents, and put their passages with their ordinals into `passages`."""
    for one in made:
        passages.extend(enumerate(one.passages, one.first))
        yield one.document


def tell_size(folder: Path) -> None:
    """Print how large the index and this process became."""
    sizes = {path.name: megabytes(path) for path in sorted(folder.iterdir())}
    print(f"disk              {sum(sizes.values()):8.0f} MB  ({', '.join(f'{k} {v:.0f}' for k, v in sizes.items())})")
    print(f"memory at most    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB", flush=True)


def questions(store: PassageStore, vectors: synthetic.Vectors) -> list[tuple[str, synthetic.Vectors]]:
    """Return questions in the words of passages, each with a vector near its passage's."""
    chance = np.random.default_rng(3)
    ordinals = chance.choice(len(vectors), QUERIES, replace=False)
    near = synthetic.near(chance, vectors[ordinals])
    texts = [text.replace(".", "").lower().split()[4:] for text in store.indexed_texts(ordinals.tolist())]
    used = [chance.choice([word for word in text if len(word) > 4], 5, replace=False) for text in texts]
    return [(ASKED.format(*some), vector) for some, vector in zip(used, near, strict=True)]


def best(scores: synthetic.Vectors) -> list[int]:
    """Return the ordinals of the highest scores, as retrieval takes them."""
    highest = np.argpartition(-scores, CANDIDATES - 1)[:CANDIDATES]
    return list(highest[np.argsort(-scores[highest], kind="stable")])


def report(name: str, calls: Sequence[Callable[[], object]]) -> None:
    """Run each call once, after ten that warm up; print percentiles of the time that passed and of that worked.

    On a machine that is shared, the first holds waiting for others' work too.
    """
    for call in calls[:10]:
        call()
    passed, worked = [], []
    for call in calls:
        begun, work = time.perf_counter(), time.process_time()
        call()
        worked.append(1000 * (time.process_time() - work))
        passed.append(1000 * (time.perf_counter() - begun))
    (p50, p95), (w50, w95) = np.percentile(passed, [50, 95]), np.percentile(worked, [50, 95])
    print(
        f"{name:17} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms   of processor time {w50:6.1f} and {w95:6.1f} ms", flush=True
    )


@contextmanager
def told(name: str) -> Iterator[None]:
    """Print how long something took, and how much of it one core worked."""
    begun, worked = time.perf_counter(), time.process_time()
    yield
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    print(f"{name:20} {seconds:8.1f} s, {work:.1f} s of processor time", flush=True)


def held(kind: str) -> float:
    """Return how many megabytes of memory this process holds, of a kind that Linux tells apart."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(kind)) / 1e3


def megabytes(path: Path) -> float:
    """Return the size of a file or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
