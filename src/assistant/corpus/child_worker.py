"""The child's side of reading documents: takes jobs, limits itself, answers in JSON."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import logging
import os
import shutil
import signal
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from assistant.corpus.document import Block, BlockKind, Cell, Page, PageState, Parsed, Problem
from assistant.errors import DocumentError

Loader = Callable[..., Parsed]


_GARBAGE_THRESHOLD = 50_000  # objects: parsing makes many that live; looking at them less often saves 5 % of the time


_LEAST_BYTES_A_PAGE = 200  # a file that claims more pages than it has room for gets no time for them


_LENGTH = struct.Struct(">I")


_MAX_REPLY = 1024**3


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write one message: its length, then JSON."""
    data = json.dumps(message, ensure_ascii=False, default=str).encode("utf-8", errors="replace")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read one message; None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _MAX_REPLY:
        raise ValueError("reply too long")
    data = stream.read(length)
    if len(data) < length:
        return None
    message = json.loads(data)
    return message if isinstance(message, dict) else {}


def _plain(parsed: Parsed) -> dict[str, Any]:
    """Return `parsed` as lists, in the order in which `parsed_from` takes them."""
    return {
        "text": parsed.text,
        "blocks": [_fields(block) for block in parsed.blocks],
        "pages": [[page.start, page.number, page.label, page.state.value] for page in parsed.pages],
        "properties": parsed.properties,
        "problems": [[problem.message, problem.where] for problem in parsed.problems],
    }


def _fields(block: Block) -> tuple[list[Any], dict[str, Any]]:
    cells = [[cell.column, cell.start, cell.end] for cell in block.cells]
    rest = {name: getattr(block, name) for name in ("section", "paragraph", "level", "table", "row", "ocr")}
    return [block.kind.value, block.start, block.end, block.headings, cells], rest


def parsed_from(plain: dict[str, Any]) -> Parsed:
    """Return what `_plain` made lists of."""
    return Parsed(
        text=plain["text"],
        blocks=tuple(_block(*place, **rest) for place, rest in plain["blocks"]),
        pages=tuple(Page(start, number, label, PageState(state)) for start, number, label, state in plain["pages"]),
        properties=dict(plain["properties"]),
        problems=tuple(Problem(*problem) for problem in plain["problems"]),
    )


def _block(kind: str, start: int, end: int, headings: list[str], cells: list[list[Any]], **rest: Any) -> Block:
    return Block(BlockKind(kind), start, end, tuple(headings), cells=tuple(Cell(*cell) for cell in cells), **rest)


def serve(*, scratch: str) -> None:
    """Be a worker: read jobs from standard input until it ends, answer on standard output.

    Args:
        scratch: folder for temporary files; removed when the parent is gone.
    """
    tempfile.tempdir = scratch
    replies = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    logging.disable(logging.CRITICAL)
    _follow_parent(scratch)
    for name in ("assistant.corpus.pdf", "assistant.corpus.builder"):
        importlib.import_module(name)
    send(replies, {"ready": True})
    gc.freeze()
    gc.set_threshold(_GARBAGE_THRESHOLD, 20, 20)
    while (job := receive(sys.stdin.buffer)) is not None:
        reply = _work(job, replies)
        send(replies, reply)
        if "memory" in reply:
            break
    os._exit(0)


def _work(job: dict[str, Any], replies: IO[bytes]) -> dict[str, Any]:
    try:
        _limit_memory(job["memory"])
        data = Path(job["path"]).read_bytes()
        module, _, name = job["loader"].partition(":")
        loader: Loader = getattr(importlib.import_module(module), name)
        if name == "load_pdf":
            from assistant.corpus.pdf import page_count

            pages = min(page_count(data), len(data) // _LEAST_BYTES_A_PAGE)
            send(replies, {"pages": pages})
            loader = partial(loader, scans=lambda count: send(replies, {"scans": count}))
        return {"parsed": _plain(loader(data, file=job["file"]))}
    except DocumentError as error:
        return {"error": error.reason, "where": error.where}
    except MemoryError:
        return {"memory": True}
    except OSError as error:
        return {"error": f"cannot be opened: {error.strerror or error}"}
    except RecursionError:
        return {"error": "is damaged: its parts are nested too deeply to be read"}
    except Exception as error:  # whatever a loader's library raises is that file's fault, not the program's
        return {"error": f"cannot be read ({type(error).__name__} {error})"}


def _limit_memory(size: int | None) -> None:
    """Cap the address space, where the platform can (not on Windows; macOS takes the call and ignores it)."""
    try:
        import resource
    except ImportError:
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        hard = resource.getrlimit(kind)[1]
        soft = resource.RLIM_INFINITY if size is None else size
        if hard != resource.RLIM_INFINITY and (soft == resource.RLIM_INFINITY or soft > hard):
            soft = hard
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def _follow_parent(scratch: str) -> None:
    """End this process when its parent has gone, also while a file is being read; tidy up after both."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        shutil.rmtree(scratch, ignore_errors=True)
        if os.name == "posix":
            os.killpg(0, signal.SIGKILL)  # this process leads a group of its own: Tesseract goes with it
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
