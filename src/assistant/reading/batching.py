"""From drawn examples to the tensors of a training step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from assistant.reading.decoding import pad
from assistant.reading.encoding import Encoder, Window
from assistant.reading.mixture import Example

Drawn = list[tuple[Window, tuple[int, int]]]
"""A window with its answer's tokens, and then its rival if it has one."""


def encode(encoder: Encoder, example: Example) -> tuple[Window, tuple[int, int]] | None:
    """Return the window to learn from with its answer's tokens, (0, 0) for none; None where the answer is cut."""
    parts = [encoder.tokens(text) for text in (example.question, example.context, example.text)]
    windows = list(encoder.windows(*parts))
    if example.answer is None:
        return windows[0], (0, 0)
    for window in windows:
        tokens = window.token_span(*example.answer)
        if tokens is not None:
            return window, tokens
    return None


def in_batches(drawn: Sequence[Drawn], most: int) -> Iterator[list[Drawn]]:
    """Yield batches of at most `most` windows; a rival stays with its example."""
    batch: list[Drawn] = []
    for one in drawn:
        if batch and sum(map(len, batch)) + len(one) > most:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


@dataclass(frozen=True)
class Batch:
    """The windows of one step, on the device that learns from them.

    Arguments:
        inputs: token ids, attention mask and token types, windows x tokens each.
        allowed: true where a span may begin or end, and at the first token; windows x tokens.
        spans: first and last token of the answer, zeros for "no answer here"; windows x 2.
        pairs: numbers of a window that answers and of its rival; pairs x 2.
    """

    inputs: tuple[Tensor, Tensor, Tensor]
    allowed: Tensor
    spans: Tensor
    pairs: Tensor

    @classmethod
    def of(cls, drawn: Sequence[Drawn], device: torch.device) -> Batch:
        """Lay examples out as a batch."""
        windows = [window for one in drawn for window, _ in one]
        ends = np.cumsum([len(one) for one in drawn])
        pairs = [(end - 2, end - 1) for end, one in zip(ends, drawn, strict=True) if len(one) > 1]
        ids, mask, types = (torch.from_numpy(array).to(device) for array in pad(windows))
        allowed = torch.zeros(ids.shape, dtype=torch.bool)
        allowed[:, 0] = True
        for row, window in enumerate(windows):
            allowed[row, window.first : window.first + len(window.offsets)] = True
        spans = torch.tensor([span for one in drawn for _, span in one], device=device)
        against = torch.tensor(pairs, dtype=torch.long, device=device)
        return cls((ids, mask, types), allowed.to(device), spans, against)

    @property
    def share_of_pairs(self) -> float:
        """Pairs for each window, 0 to 0.5."""
        return len(self.pairs) / len(self.spans)
