"""A re-index by the command line: with nothing changed, and with one document added, to a large and the own corpus."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import machine
import synthetic

from assistant.indexing.build import build_index
from assistant.indexing.embedding import DEFAULT_MODEL, model_revision

ROUNDS = 3


def main() -> None:
    """Print the seconds of each command from its start to its end, and its processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="The corpus that is small.")
    parser.add_argument("--small", action="store_true", help="Measure the small corpus too; it is embedded first.")
    options = parser.parse_args()
    print(machine.describe(), flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if options.small:
            run("first build of the own corpus", options.corpus, folder / "small")
            for _ in range(ROUNDS):
                run("nothing changed, own corpus", options.corpus, folder / "small")
        words = synthetic.Words()
        corpus = folder / "corpus"
        synthetic.write_markdown(corpus, words, range(options.passages // synthetic.PASSAGES))
        embedder = synthetic.SyntheticEmbedder(DEFAULT_MODEL, model_revision(DEFAULT_MODEL))
        begun, work = time.perf_counter(), time.process_time()
        build_index(corpus, folder / "index", lambda: embedder, embedding_model=DEFAULT_MODEL)
        tell(f"first build, {options.passages:,} passages", time.perf_counter() - begun, time.process_time() - work)
        for _ in range(ROUNDS):
            run("nothing changed", corpus, folder / "index")
        for number in range(1, ROUNDS + 1):
            synthetic.write_markdown(corpus, words, [900_000 + number])
            run("one document added, embedded", corpus, folder / "index")
        for number in range(1, ROUNDS + 1):
            (corpus / f"report-{900_000 + number}.md").unlink()
            run("one document removed", corpus, folder / "index")


def run(name: str, corpus: Path, index: Path) -> None:
    """Run `assistant index` and print how long it took."""
    program = str(Path(sys.executable).with_name("assistant"))
    before, begun = os.times(), time.perf_counter()
    command = [program, "index", "--corpus", str(corpus), "--index", str(index)]
    subprocess.run(command, check=True, capture_output=True)
    seconds, after = time.perf_counter() - begun, os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    tell(name, seconds, worked)


def tell(name: str, seconds: float, worked: float) -> None:
    """Print a line."""
    print(f"{name:32} {seconds:7.1f} s, {worked:.1f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
