"""`assistant index --watch` indexes again when the corpus changes, and goes on whatever happens."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.errors import CorpusError, IndexLocked
from assistant.testing import FAKE_MODEL, build_sample_index, fake_settings, make_corpus
from assistant.watching import wait_until_still, watch_corpus

_PATIENCE = 120  # seconds until a test gives up; none of them measures time
GOOD = {"good.md": "---\ntitle: Good\ndate: 2024\n---\nWords of the good document."}


@pytest.fixture
def settings(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, GOOD)
    return settings


@contextmanager
def watched(settings, build=None) -> Iterator[queue.Queue]:
    """Watch in a thread; give the queue of what is told."""
    told: queue.Queue = queue.Queue()
    stop = threading.Event()
    chosen = build or (lambda: build_sample_index(settings))
    watching = threading.Thread(
        target=watch_corpus, args=(settings.corpus, chosen, told.put), kwargs={"stop": stop, "still_seconds": 0.2}
    )
    watching.start()
    try:
        yield told
    finally:
        stop.set()
        watching.join(_PATIENCE)
        assert not watching.is_alive()


def files(report) -> list[str]:
    return [document.file for document in report.manifest.documents]


def next_with(told: queue.Queue, file: str, *, present: bool = True):
    """Return the next report that has (or has not) the file: a change may be seen in two parts."""
    while True:
        report = told.get(timeout=_PATIENCE)
        if (file in files(report)) is present:
            return report


def test_new_changed_and_deleted_files_reach_the_index(settings):
    with watched(settings) as told:
        assert files(told.get(timeout=_PATIENCE)) == ["good.md"]
        make_corpus(settings.corpus, {"papers/new.md": "# New\n\nWords of the new document."})
        first = next_with(told, "papers/new.md")
        make_corpus(settings.corpus, {"papers/new.md": "# New\n\nOther words of the new document."})
        while (report := next_with(told, "papers/new.md")).manifest.generation == first.manifest.generation:
            pass
        assert report.manifest.documents[1].text_sha256 != first.manifest.documents[1].text_sha256
        (settings.corpus / "papers" / "new.md").unlink()
        assert files(next_with(told, "papers/new.md", present=False)) == ["good.md"]


def test_a_build_that_fails_is_told_and_the_watch_goes_on(settings):
    with watched(settings) as told:
        told.get(timeout=_PATIENCE)
        (settings.corpus / "good.md").unlink()
        error = told.get(timeout=_PATIENCE)
        assert isinstance(error, CorpusError)
        assert str(error).endswith("the folder holds no documents.")
        make_corpus(settings.corpus, GOOD)
        next_with(told, "good.md")


def test_a_build_that_another_one_keeps_out_is_tried_again_and_told_once(settings):
    outcomes = iter([IndexLocked("taken"), IndexLocked("taken"), OSError("no space")])

    def build():
        error = next(outcomes, None)
        if error is not None:
            raise error
        return build_sample_index(settings)

    with watched(settings, build) as told:
        assert [str(told.get(timeout=_PATIENCE)) for _ in range(2)] == ["taken", "no space"]
        make_corpus(settings.corpus, {"new.md": "# New\n\nWords."})
        next_with(told, "new.md")


def test_a_corpus_folder_that_goes_and_comes_back_is_watched_again(settings):
    with watched(settings) as told:
        told.get(timeout=_PATIENCE)
        shutil.rmtree(settings.corpus)
        while not (isinstance(error := told.get(timeout=_PATIENCE), CorpusError) and "is gone" in str(error)):
            pass
        make_corpus(settings.corpus, {**GOOD, "new.md": "# New\n\nWords."})
        while isinstance(report := told.get(timeout=_PATIENCE), CorpusError) or "new.md" not in files(report):
            pass


def test_a_missing_corpus_is_refused_at_once(tmp_path):
    with pytest.raises(CorpusError, match="There is no corpus folder"):
        watch_corpus(tmp_path / "none", pytest.fail, pytest.fail)


def test_a_file_that_is_still_being_copied_is_waited_for(settings):
    growing = settings.corpus / "report.txt"
    steps = iter([b"one ", b"two ", b"three "])
    looks = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        with growing.open("ab") as file:
            file.write(next(steps, b""))

    wait_until_still(settings.corpus, seconds=0.5, clock=lambda: 0.0, sleep=sleep)
    assert looks == [0.5] * 4
    assert growing.read_bytes() == b"one two three "


def test_a_file_that_never_rests_is_not_waited_for_for_ever(settings):
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += 60
        make_corpus(settings.corpus, {"log.txt": "line\n" * int(now[0])})

    wait_until_still(settings.corpus, clock=lambda: now[0], sleep=sleep)
    assert now[0] == 300


PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it starts in the background ignore Ctrl-C
import assistant.indexing.embedding as embedding
from assistant.testing import HashingEmbedder
embedding.SentenceTransformerEmbedder = HashingEmbedder
from assistant.cli import app
app()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal for Ctrl-C that one process can send another")
def test_the_command_prints_a_line_of_json_a_build_and_ends_well_on_ctrl_c(settings):
    command = [sys.executable, "-c", PROGRAM, "index", "--watch", "--json"]
    folders = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
    environment = {**os.environ, "ASSISTANT_EMBEDDING_MODEL": FAKE_MODEL}
    with subprocess.Popen([*command, *folders], stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            first = json.loads(process.stdout.readline())
            assert (first["changed"], [entry["file"] for entry in first["documents"]]) == (True, ["good.md"])
            make_corpus(settings.corpus, {"bad.pdf": b"", "new.md": "# New\n\nWords."})
            second = json.loads(process.stdout.readline())
            while "new.md" not in [entry["file"] for entry in second["documents"]]:
                second = json.loads(process.stdout.readline())
            process.send_signal(signal.SIGINT)
            assert process.wait(_PATIENCE) == 0
        finally:
            process.kill()
