"""Test doubles and a small evidence base, for this program's tests and for those of programs that use it.

Nothing here loads a model or opens a connection, and everything gives the same on every run.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.indexing.lexical import analyse
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.assistant import Assistant
    from assistant.indexing.build import BuildReport
    from assistant.reading.protocol import Reader

    Vectors = npt.NDArray[np.float32]

FAKE_MODEL = "hashing"
"""Name of the fake embedding model, as a manifest carries it."""

SAMPLE_CORPUS: Mapping[str, str] = {
    "saltham-review.md": """\
---
id: saltham-review
title: Saltham medical technology review
publisher: Saltham Growth Board
date: 2024-03
kind: report
geography: [Saltham, Northvale]
url: https://example.org/saltham-review
form: original
---

# Saltham medical technology review

## 1 Companies

1.1 Saltham has 57 medical technology companies headquartered in the city. They employ 4,300 people and turned over
£610 million in 2023.

1.2 The Harbour Works opened in May 2019 in a £1.2 million building on Quay Street. It lets laboratories by the month.

The Marine Health Collaborative (MHC) is a partnership of three hospitals, two universities and the port authority that
tests devices on board ships.

## 2 Funding

The review recommends three measures:

- a seed fund of £5 million for young companies
- a shared clean room in the Harbour Works
  - open to firms of every size
- an adviser on regulation

Table 1: Grants awarded by year

| Year | Grants | Amount |
| --- | --- | --- |
| 2020 | 9 | £800,000 |
| 2021 | 14 | £1.1 million |
| 2022 | 19 | £1.9 million |
| 2023 | 26 | |

Table 2: Laboratory space

| Site | Area |
| --- | --- |
| Harbour Works | 2,400 square metres |
| Kiln Park | 900 square metres |

[^1]: Grants of less than £10,000 are left out.
""",
    "northvale-strategy.md": """\
---
id: northvale-strategy
title: Northvale health strategy
publisher: Northvale Council
date: 2022-11-02
kind: strategy
geography: [Northvale]
---

# Northvale health strategy

## Ambition

By 2030 Northvale wants to be the healthiest district of the coast. Dr. Imani Okoro chairs the strategy board, which
meets four times a year.

## Workforce

Northvale employs 1,150 nurses. The council will train 200 more nurses by 2026. That programme costs £3.4 million.

## Priorities

The strategy names four priorities:

1. shorter waiting times
2. better housing for older people
3. clean air in every school street
4. a digital record for each patient
""",
    "papers/clinic-paper.md": """\
---
title: "Panel paper: mobile clinics"
publisher: Saltham Growth Board
date: 2023
kind: panel paper
geography: Saltham
---

# Panel paper: mobile clinics

## Purpose

2.5 The panel is asked to note that mobile clinics visited 31 villages in 2023 and saw 8,200 patients.

Each clinic is staffed by two nurses and a pharmacist. Bookings are made through the colour-coded calendar of the
healthtech desk.
""",
}
"""Invented reports by file: numbered paragraphs, lists with lead-ins, tables with captions, a definition, a note."""


class HashingEmbedder:
    """Turns a text into the unit vector of its stemmed words, each hashed to a dimension: equal words, equal places.

    Args:
        name: what the manifest will call the model.
        dimension: length of a vector.

    Attributes:
        texts: every text embedded so far, in order.
    """

    def __init__(self, name: str = FAKE_MODEL, *, dimension: int = 256) -> None:
        self.name = name
        self.revision = "1"
        self.dimension = dimension
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        import numpy as np

        self.texts.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for term in analyse(text) or [""]:
                vectors[row, zlib.crc32(term.encode()) % self.dimension] += 1.0
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def make_corpus(folder: Path, files: Mapping[str, str | bytes] = SAMPLE_CORPUS) -> Path:
    """Write files into a corpus folder, which is made where needed, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def fake_settings(folder: Path, **others: Any) -> Settings:
    """Return settings for a corpus and an index in `folder` and the fake embedding model; no reader model."""
    given = {"corpus": folder / "corpus", "index": folder / "index", "embedding_model": FAKE_MODEL, "reader": "none"}
    return Settings(**{**given, **others})


def build_sample_index(
    settings: Settings, *, embedder: HashingEmbedder | None = None, rebuild: bool = False
) -> BuildReport:
    """Bring the index of `settings` up to date with its corpus by the fake embedder."""
    from assistant.indexing.build import build_index

    chosen = embedder or HashingEmbedder(settings.embedding_model)
    return build_index(
        settings.corpus,
        settings.index,
        lambda: chosen,
        embedding_model=settings.embedding_model,
        vector_store=settings.vector_store,
        rebuild=rebuild,
    )


def open_assistant(
    folder: Path, files: Mapping[str, str | bytes] = SAMPLE_CORPUS, *, reader: Reader | None = None, **settings: Any
) -> Assistant:
    """Return an assistant over an index of `files`, built in `folder` with the fake embedder; close it when done.

    Args:
        folder: gets a `corpus` and an `index` folder.
        files: the documents' content by file name.
        reader: chooses the answers; without one sentences are chosen by shared words.
        settings: further fields of `Settings`.
    """
    from assistant.assistant import Assistant

    chosen = fake_settings(folder, **settings)
    make_corpus(chosen.corpus, files)
    build_sample_index(chosen)
    return Assistant(chosen, HashingEmbedder(chosen.embedding_model), reader)


class NetworkBlocked(RuntimeError):
    """Something tried to reach another machine while `network_blocked` was in force."""


_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "::")  # noqa: S104 (names of this machine, nothing is bound)


@contextmanager
def network_blocked() -> Iterator[None]:
    """Refuse every connection, datagram and name look-up that leaves this machine, in the whole process.

    It works by an audit hook of the interpreter, so that no library can go round it from Python.

    Raises:
        NetworkBlocked: in the code that tries.
    """
    active = True

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if not active:  # a hook cannot be taken out again
            return
        host = _host(event, arguments)
        if host and not host.startswith(_LOOPBACK):
            raise NetworkBlocked(f"{event.removeprefix('socket.')} of '{host}': tests reach nothing but this machine.")

    sys.addaudithook(refuse)
    try:
        yield
    finally:
        active = False


def _host(event: str, arguments: tuple[Any, ...]) -> str:
    """Return the host that an audit event is about; "" for a Unix socket and for every other event."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return ""
    return host.decode(errors="replace") if isinstance(host, bytes) else str(host or "")
