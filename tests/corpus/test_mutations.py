"""Real PDFs with seeded damage: each is read or refused with a reason; none crashes or stalls the program.

100 of them are tried in every run; `MUTATIONS=1000` tries more.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.corpus.child import LoaderPool
from assistant.errors import DocumentError

from .pdf_maker import Page, make_pdf

DATA = Path(__file__).parents[3] / "shared" / "data" / "pdf"
COUNT = int(os.environ.get("MUTATIONS", "100"))
_LARGEST = 300_000  # bytes: damage to a larger file is no other damage, and takes longer
_SECONDS = 30.0  # well below the program's own limit


def originals() -> list[bytes]:
    """Return the collected files; where they are not here, PDFs made by these tests."""
    files = [path.read_bytes() for path in sorted(DATA.glob("*.pdf")) if path.stat().st_size < _LARGEST]
    if files:
        return files
    page = Page().text(60, 60, "1 Growth", size=16).table([60, 150, 200], 90, [["Place", "Jobs"], ["Leeds", "1"]])
    return [make_pdf([page] * 3, outline=[("Growth", 0)], labels="0<</S/r>>", info="/Title(Growth)")]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to four injuries."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out))
        length = min(chance.choice((1, 1, 4, 30, 400)), len(out) - at)
        match chance.randrange(7):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                out[at : at + length] = chance.randbytes(length)
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = out[at : at + length]
            case 4:
                out[at : at + length] = bytes(length)
            case 5:
                digits = [place for place in range(at, min(at + 2000, len(out))) if out[place : place + 1].isdigit()]
                for place in digits[: chance.randint(1, 6)]:
                    out[place] = chance.choice(b"0123456789")
            case 6 if chance.random() < 0.3:
                del out[max(at, len(out) // 2) :]
        if len(out) < 10:
            break
    return bytes(out)


def outcome(pool: LoaderPool, path: Path) -> str:
    try:
        return "read" if pool.load("pdf", path, file=path.name, seconds=_SECONDS).text else "empty"
    except DocumentError as error:
        return error.reason
    finally:
        path.unlink()


def test_damaged_files_neither_crash_nor_stall_the_program(tmp_path: Path) -> None:
    files = originals()

    def attempt(seed: int) -> str:
        chance = random.Random(seed)
        path = tmp_path / f"{seed}.pdf"
        path.write_bytes(mutated(chance.choice(files), chance))
        return outcome(pool, path)

    good = tmp_path / "good.pdf"
    good.write_bytes(make_pdf([Page().text(60, 60, "Words of the good document.")]))
    with LoaderPool(2) as pool, ThreadPoolExecutor(2) as threads:
        reasons = list(threads.map(attempt, range(COUNT)))
        assert pool.load("pdf", good, file="good.pdf").text == "Words of the good document."
    kinds = Counter(" ".join(reason.split()[:3]) for reason in reasons)
    print(COUNT, dict(kinds))
    assert len(reasons) == COUNT
    assert all(reasons)
    stopped = [seed for seed, reason in enumerate(reasons) if reason.startswith(("took longer", "ended the process"))]
    assert stopped == []


if __name__ == "__main__":
    pytest.main([__file__, "-s"])
