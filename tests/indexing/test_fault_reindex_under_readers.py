"""Fault: a re-index under 20 concurrent readers. No error, no empty answer, each answer from one generation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading

import pytest

from assistant.assistant import Assistant
from assistant.indexing.generation import current_generation, read_manifest
from assistant.schema import AnswerStatus
from assistant.testing import SAMPLE_CORPUS, HashingEmbedder, build_sample_index, fake_settings, make_corpus

READERS = 20
EDITIONS = int(os.environ.get("EDITIONS", "6"))
QUESTIONS = [
    "How many nurses does Northvale employ?",
    "How many medical technology companies are headquartered in Saltham?",
    "How many villages did mobile clinics visit in 2023?",
]
# Asks from another process, which opens the index anew each time, until it is told to stop.
PROCESS = """
import sys, threading
from pathlib import Path
from assistant.assistant import Assistant
from assistant.testing import HashingEmbedder, fake_settings
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
asked = 0
print("ready", flush=True)
while not stop.is_set() or not asked:
    with Assistant(fake_settings(Path(sys.argv[1])), HashingEmbedder(), None) as assistant:
        assert assistant.ask("How many nurses does Northvale employ?").retrieved
    asked += 1
"""


def write_edition(settings, number: int) -> None:
    """Write the corpus so that each document names its edition in every passage: two editions cannot be mixed up."""
    for file, content in SAMPLE_CORPUS.items():
        titled = re.sub(r"(?m)^(title: .*?)(\"?)$", rf"\1, edition {number}\2", content)
        make_corpus(settings.corpus, {file: titled.replace("employs 1,150 nurses", f"employs {number},150 nurses")})


@pytest.fixture
def settings(tmp_path):
    settings = fake_settings(tmp_path)
    write_edition(settings, 0)
    build_sample_index(settings)
    return settings


def test_every_answer_comes_whole_from_one_generation(settings):
    hashes = {}  # of each generation's documents

    def note() -> None:
        manifest = read_manifest(current_generation(settings.index))
        hashes[manifest.generation] = {document.id: document.text_sha256 for document in manifest.documents}

    note()
    stop = threading.Event()
    seen, failures = [], []
    with Assistant(settings, HashingEmbedder(), None) as assistant:

        def read(number: int) -> None:
            try:
                while not stop.is_set():
                    seen.append(assistant.ask(QUESTIONS[number % len(QUESTIONS)]))
                    assert len(assistant.documents()) == len(SAMPLE_CORPUS)
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=read, args=[number]) for number in range(READERS)]
        for thread in threads:
            thread.start()
        for number in range(1, EDITIONS + 1):
            write_edition(settings, number)
            build_sample_index(settings)
            note()
        last = assistant.ask(QUESTIONS[0])
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert last.generation == current_generation(settings.index).name
    assert len({record.generation for record in seen}) > 1
    for record in seen:
        citations = (*record.citations, *record.closest)
        assert record.status in (AnswerStatus.answered, AnswerStatus.insufficient_evidence)
        assert citations
        assert record.retrieved
        assert {citation.title.rpartition(" ")[2] for citation in citations} == {str(edition(hashes, record))}
        for citation in citations:
            assert citation.text_sha256 == hashes[record.generation][citation.document]
        nurses = {number for entry in record.retrieved for number in re.findall(r"employs (\d+),150", entry.text)}
        assert nurses <= {str(edition(hashes, record))}


def edition(hashes, record) -> int:
    """Return which edition of the corpus a record's generation was built from: generations sort by their time."""
    return sorted(hashes).index(record.generation)


def test_processes_that_open_the_index_while_it_is_replaced_see_no_fault(settings, tmp_path):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, tmp_path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for number in range(1, EDITIONS + 1):
        write_edition(settings, number)
        build_sample_index(settings)
    for process in processes:
        _, errors = process.communicate("\n", timeout=120)
        assert (process.returncode, errors) == (0, "")
