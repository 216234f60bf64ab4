"""Fault: kill -9 at random moments of a build. The last good generation answers identically each time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys

import pytest

from assistant.assistant import Assistant
from assistant.indexing.check import check_generation
from assistant.indexing.generation import current_generation
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus

MOMENTS = int(os.environ.get("KILLS", "20"))
QUESTIONS = [
    "How many nurses does Northvale employ?",
    "How many medical technology companies are headquartered in Saltham?",
    "What is the area of Kiln Park?",
    "Who chairs the harbour board?",
]
ADDED = {"added.md": "# Harbour board\n\nDr. Okafor chairs the harbour board.\n\nIt meets in Kiln Park."}

# Forks once for each moment, so that a build costs no imports. The child counts its calls, of Python functions and of
# the C functions that write, flush and rename, and kills itself at the call it was told.
BUILDER = """
import os, signal, sys
from pathlib import Path
import numpy, bm25s, scipy.sparse, psutil, Stemmer
from assistant.testing import build_sample_index, fake_settings
for line in sys.stdin:
    folder, kill_at = line.rstrip().split("\\t")
    child = os.fork()
    if child == 0:
        calls = 0
        def count(frame, event, argument):
            global calls
            if event in ("call", "c_call"):
                calls += 1
                if calls == int(kill_at):
                    os.kill(os.getpid(), signal.SIGKILL)
        settings = fake_settings(Path(folder))
        sys.setprofile(count)
        build_sample_index(settings)
        sys.setprofile(None)
        os.write(1, f"{calls}\\n".encode())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        os.write(1, f"signal {os.WTERMSIG(status)}\\n".encode())
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by POSIX signals")


def answers(settings) -> list[dict]:
    """Return what is answered, without the time it took and the generation's name."""
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        records = [assistant.ask(question).to_record(explain=True) for question in QUESTIONS]
    for record in records:
        del record["timings_ms"], record["generation"]
    return records


@pytest.fixture
def build():
    """Return a function that builds in another process, killed at its n-th call, and says how it ended."""
    with subprocess.Popen(
        [sys.executable, "-c", BUILDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:

        def run(folder, kill_at: int) -> str:
            process.stdin.write(f"{folder}\t{kill_at}\n")
            return process.stdout.readline().strip()

        yield run
        process.stdin.close()


def test_a_build_killed_at_any_moment_leaves_the_last_good_generation(tmp_path, build):
    template = fake_settings(tmp_path / "template")
    make_corpus(template.corpus)
    last_good = build_sample_index(template).manifest.generation
    before = answers(template)
    make_corpus(template.corpus, ADDED)
    shutil.copytree(tmp_path / "template", tmp_path / "whole")
    calls = int(build(tmp_path / "whole", 0))
    after = answers(fake_settings(tmp_path / "whole"))
    assert before != after
    chance = random.Random(20261120)
    moments = [*chance.sample(range(1, calls), MOMENTS - 2), calls - 60, calls - 5]  # the switch is at the end
    kept = 0
    for moment in moments:
        folder = tmp_path / f"killed-at-{moment}"
        shutil.copytree(tmp_path / "template", folder)
        settings = fake_settings(folder)
        ended = build(folder, moment)
        # No two builds make quite as many calls: one may be done before its moment.
        assert ended == f"signal {signal.SIGKILL.value}" or int(ended) < moment
        current = current_generation(settings.index)
        assert answers(settings) == (before if current.name == last_good else after)
        assert check_generation(current) == []
        kept += current.name == last_good
        # Takes over the lock, clears away what is left, goes on; after the switch only --rebuild has anything to do.
        build_sample_index(settings, rebuild=current.name != last_good)
        assert answers(settings) == after
        finished = {path.name for path in settings.index.iterdir() if path.is_dir()}
        assert all(check_generation(settings.index / name) == [] for name in finished)
        assert not (settings.index / "lock").exists()
        shutil.rmtree(folder)
    assert kept >= MOMENTS - 3


def test_a_first_build_that_is_killed_leaves_no_index_and_the_next_one_makes_it(tmp_path, build):
    for moment in (2000, 20000, 60000):
        settings = fake_settings(tmp_path / str(moment))
        make_corpus(settings.corpus)
        build(tmp_path / str(moment), moment)
        current = current_generation(settings.index) if settings.index.exists() else None
        assert current is None or check_generation(current) == []
        build_sample_index(settings)
        assert answers(settings)[0]["retrieved"]
