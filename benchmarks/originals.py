"""The same known facts on the digests and on the original PDFs of the two core reports: right answers, by kind.

A fact is taken if all of its evidence is in those two reports. Its accepted spellings were written for the digests,
which say things in other words than the reports: an answer in a report's own words may be counted as wrong. Whether the
evidence is cited is not told: the facts name the digests' words.
"""

import argparse
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import machine

from assistant.assistant import Assistant
from assistant.evaluation.facts import KnownFact, load_facts
from assistant.evaluation.metrics import rate
from assistant.evaluation.run import run_facts
from assistant.evaluation.scoring import score
from assistant.indexing.build import build_index
from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
from assistant.reading.select import select_reader
from assistant.settings import Settings

REPORTS = frozenset({"pursuing-excellence-2024", "healthtech-panel-report-2020"})


def rightly_answered(facts: Sequence[KnownFact], corpus: Path, folder: Path) -> list[bool]:
    """Index a corpus in a folder and return for each fact whether it is answered rightly."""
    embedder, settings = SentenceTransformerEmbedder(), Settings(corpus=corpus, index=folder)
    build_index(corpus, folder, lambda: embedder, embedding_model=DEFAULT_MODEL)
    with Assistant(settings, embedder, select_reader("default")) as assistant:
        outcomes = run_facts(facts, assistant).outcomes
    return [
        outcome.answer is not None and score(fact, outcome.answer).right.passed is True
        for fact, outcome in zip(facts, outcomes, strict=True)
    ]


def main() -> None:
    """Ask both, print a line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, default=Path("eval/known_facts.yaml"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--originals", type=Path, default=Path("../shared/originals"))
    options = parser.parse_args()
    facts = [
        fact for fact in load_facts(options.facts) if fact.evidence and {e.document for e in fact.evidence} <= REPORTS
    ]
    with tempfile.TemporaryDirectory() as scratch:
        pdfs = Path(scratch) / "corpus"
        pdfs.mkdir()
        for id in REPORTS:
            shutil.copy(options.originals / f"{id}.pdf", pdfs)
        digests = rightly_answered(facts, options.corpus, Path(scratch) / "digests")
        originals = rightly_answered(facts, pdfs, Path(scratch) / "originals")
    groups: dict[str, list[int]] = defaultdict(list)
    for number, fact in enumerate(facts):
        for group in ("all", fact.split, str(fact.kind)):
            groups[group].append(number)
    print(machine.describe())
    for group, numbers in groups.items():
        print(
            f"{group:14} digests {rate(digests[n] for n in numbers)}  originals {rate(originals[n] for n in numbers)}"
        )


if __name__ == "__main__":
    main()
