"""Reading PDFs in the child process against bare pypdf extraction of the same files, taken in turns."""

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import machine
import pypdf

from assistant.corpus.child import LoaderPool

ORIGINALS = Path(__file__).parents[2] / "shared" / "originals"


def extract(path: Path) -> int:
    """Extract the text of all pages and do nothing with it; return how many there are."""
    pages = pypdf.PdfReader(path).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def main() -> None:
    """Print both speeds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs. [default: the two original reports]")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1, help="child processes; bare pypdf has one in any case")
    options = parser.parse_args()
    files = options.files or sorted(ORIGINALS.glob("*.pdf"))
    pages = sum(extract(path) for path in files)
    bare, whole = [], []
    with LoaderPool(options.workers) as pool, ThreadPoolExecutor(options.workers) as threads:

        def read(path: Path) -> None:
            pool.load("pdf", path, file=path.name)

        list(threads.map(read, files))  # starts the workers
        for _ in range(options.rounds):
            begun = time.perf_counter()
            for path in files:
                extract(path)
            bare.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            list(threads.map(read, files))
            whole.append(time.perf_counter() - begun)
    print(machine.describe())
    print(f"{len(files)} files, {pages} pages, {options.rounds} rounds, {options.workers} workers, medians")
    print(f"bare pypdf     {pages / median(bare):6.1f} pages a second")
    print(f"in the child   {pages / median(whole):6.1f} pages a second, with places, tables, headings and notes")
    ratios = [one / other for one, other in zip(whole, bare, strict=True)]
    print(f"time ratio     {median(ratios):6.2f} (rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)})")
    print(f"cores to run on {len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()}")


if __name__ == "__main__":
    main()
