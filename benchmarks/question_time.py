"""Milliseconds a warm question over the known facts' questions, by stage."""

import argparse
from pathlib import Path

import machine
import numpy as np
import psutil
import yaml

from assistant.assistant import Assistant
from assistant.settings import Settings

WARM_UP = 5  # questions before the clock counts


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, default=Path("eval/known_facts.yaml"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--reader", default="default")
    options = parser.parse_args()
    questions = [fact["question"] for fact in yaml.safe_load(options.facts.read_text(encoding="utf-8"))]
    with Assistant.open(Settings(index=options.index, reader=options.reader)) as assistant:
        for question in questions[:WARM_UP]:
            assistant.ask(question)
        timings = [assistant.ask(question).timings_ms for question in questions]
    timings = [entry for entry in timings if entry]
    print(machine.describe())
    print(f"{len(timings)} questions, reader '{options.reader}'")
    for stage in timings[0]:
        values = np.array([entry[stage] for entry in timings])
        p50, p95, p99 = np.percentile(values, [50, 95, 99])
        print(f"{stage:10} median {p50:7.1f} ms   p95 {p95:7.1f} ms   p99 {p99:7.1f} ms")
    print(f"memory of the process {psutil.Process().memory_info().rss / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
