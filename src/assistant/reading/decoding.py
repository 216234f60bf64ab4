"""From logits to readings: the best spans of a passage, and by how much they beat "no answer here"."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from assistant.reading.encoding import Encoder, Tokens, Window
from assistant.reading.protocol import ReaderInput, Reading

Logits = tuple[NDArray[np.float32], NDArray[np.float32]]
RunModel = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], Logits]
"""Takes input ids, attention mask and token types (windows x tokens), returns start and end logits."""

LONGEST_SPAN = 60
"""Tokens in an answer; the longest answers learnt have 60 words."""
SPANS = 5
_CANDIDATES = 64
_KEPT_TOKENS = 4096


class SpanReader:
    """Reads passages with any model that gives start and end logits; satisfies `Reader`.

    Arguments:
        name: what the reader is called in reports.
        run: the model; called from several threads at a time if `workers` is over 1.
        batch: windows run together, padded to the longest of them.
        workers: threads that run batches side by side.
    """

    def __init__(self, name: str, encoder: Encoder, run: RunModel, *, batch: int = 1, workers: int = 1) -> None:
        self.name = name
        self._encoder = encoder
        self._run = run
        self._batch = batch
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="reader") if workers > 1 else None
        self._kept: dict[str, Tokens] = {}
        self._lock = threading.Lock()

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[Reading]:
        """Read every passage for the question; the readings come back in the order of the passages."""
        return self.read_pairs([(question, passage) for passage in passages])

    def read_pairs(self, pairs: Sequence[tuple[str, ReaderInput]]) -> list[Reading]:
        """Read each passage for its own question, as many together as the batch takes."""
        questions = {question: self._encoder.tokens(question) for question, _ in pairs}
        windows: list[tuple[int, Window]] = []
        for number, (question, passage) in enumerate(pairs):
            context, text = self._tokens(passage.context), self._tokens(passage.text)
            windows += [(number, w) for w in self._encoder.windows(questions[question], context, text)]
        windows.sort(key=lambda entry: -len(entry[1].ids))  # alike in length together, and the longest are begun first
        batches = [windows[first : first + self._batch] for first in range(0, len(windows), self._batch)]
        spans: list[list[tuple[int, int, float]]] = [[] for _ in pairs]
        run_all = self._workers.map if self._workers else map
        for batch, found in zip(batches, run_all(self._spans, batches), strict=True):
            for (number, _), window_found in zip(batch, found, strict=True):
                spans[number] += window_found
        return [_reading(found) for found in spans]

    def _spans(self, batch: Sequence[tuple[int, Window]]) -> list[list[tuple[int, int, float]]]:
        """Return the best spans of each window of a batch."""
        starts, ends = self._run(*pad([window for _, window in batch]))
        return [window_spans(window, starts[row], ends[row]) for row, (_, window) in enumerate(batch)]

    def _tokens(self, text: str) -> Tokens:
        """Return a passage's tokens, from memory where it was read before."""
        kept = self._kept.get(text)
        if kept is None:
            kept = self._encoder.tokens(text)
            with self._lock:
                if len(self._kept) >= _KEPT_TOKENS:
                    self._kept.clear()
                self._kept[text] = kept
        return kept


def pad(windows: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return input ids, attention mask and token types, as wide as the longest window."""
    width = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), width), dtype=np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(windows):
        length = len(window.ids)
        ids[row, :length] = window.ids
        mask[row, :length] = 1
        types[row, window.second : length] = 1
    return ids, mask, types


def window_spans(
    window: Window, starts: NDArray[np.float32], ends: NDArray[np.float32]
) -> list[tuple[int, int, float]]:
    """Return up to `SPANS` best spans of a window that do not overlap, as (start, end, margin) in characters."""
    count = len(window.offsets)
    if not count:
        return []
    nothing = float(starts[0] + ends[0])
    begin = starts[window.first : window.first + count].astype(np.float64)
    finish = ends[window.first : window.first + count].astype(np.float64)
    scores = begin[:, None] + finish[None, :]
    distance = np.arange(count)[None, :] - np.arange(count)[:, None]
    scores[(distance < 0) | (distance >= LONGEST_SPAN)] = -np.inf
    flat = scores.ravel()
    most = min(_CANDIDATES, flat.size)
    best = np.argpartition(-flat, most - 1)[:most]
    best = best[np.lexsort((best, -flat[best]))]
    found: list[tuple[int, int, float]] = []
    for place in best:
        first, last = divmod(int(place), count)
        if np.isinf(flat[place]):
            break
        found.append((window.offsets[first][0], window.offsets[last][1], float(flat[place]) - nothing))
    return _apart(found)


def _apart(spans: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    chosen: list[tuple[int, int, float]] = []
    for span in spans:
        if len(chosen) < SPANS and all(span[1] <= other[0] or span[0] >= other[1] for other in chosen):
            chosen.append(span)
    return chosen


def _reading(spans: Sequence[tuple[int, int, float]]) -> Reading:
    """Join the spans of a passage's windows; a passage without words answers nothing."""
    best = _apart(sorted(spans, key=lambda span: (-span[2], span[0], span[1])))
    if not best:
        return Reading(0, 0, float("-inf"), ())
    return Reading(*best[0], tuple(best))
