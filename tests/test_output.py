"""Files that commands write: refused in time, put in place whole, nothing lost."""

from __future__ import annotations

import os
import sys

import pytest

from assistant.errors import UsageError
from assistant.output import LinesFile, check_output, write_output


def test_a_file_without_a_folder_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(UsageError, match=r"there is no folder '.*nowhere'. Make it, or name another."):
        check_output(tmp_path / "nowhere" / "report.md")
    with pytest.raises(UsageError, match=r"it is a folder\. Name a file in it\."):
        write_output(tmp_path, "words")
    write_output(tmp_path / "report.md", "words")
    assert (tmp_path / "report.md").read_text() == "words"


def test_lines_take_the_place_of_what_was_there_only_at_the_end(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text("before\n")
    with LinesFile(path) as lines:
        lines.write("after")
        assert path.read_text() == "before\n"
    assert path.read_text() == "after\n"
    assert list(tmp_path.iterdir()) == [path]


def test_without_a_line_everything_stays_as_it_was(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text("before\n")
    with LinesFile(path):
        pass
    assert path.read_text() == "before\n"
    with pytest.raises(KeyboardInterrupt), LinesFile(path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_stopped_run_has_written_is_kept_beside(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text("before\n")
    lines = LinesFile(path)
    lines.write("first")
    with pytest.raises(KeyboardInterrupt), lines:
        raise KeyboardInterrupt
    assert path.read_text() == "before\n"
    assert lines.aside.read_text() == "first\n"
    assert lines.aside.parent == tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are of Unix")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with LinesFile(path) as lines:
        lines.write("first")
    assert os.read(reader, 100) == b"first\n"
    os.close(reader)
    assert path.is_fifo()
