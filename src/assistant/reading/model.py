"""The reader's network: all-MiniLM-L6-v2 with a start and an end score for each token."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from assistant.reading.decoding import Logits, SpanReader
from assistant.reading.encoding import Encoder, tokenizer_path

NEVER = -1e4
"""A logit for a token where no span may begin or end."""


class SpanModel(nn.Module):
    """Start and end logits; the first token's mean "no answer here"."""

    def __init__(self, base: Path | None = None, *, dropout: float = 0.1) -> None:
        """Load the base weights from a folder (by default those in the embedding model's package).

        Dropout is on hidden states only: on attention it doubled the time of a step on two cores.
        """
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            base or tokenizer_path().parent,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
            local_files_only=True,
        )
        self.head = nn.Linear(self.encoder.config.hidden_size, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return start and end logits, windows x tokens."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.head(hidden).unbind(-1)
        return start, end


def span_loss(logits: tuple[Tensor, Tensor], allowed: Tensor, spans: Tensor) -> Tensor:
    """Return the mean cross entropy of the start and end tokens.

    Arguments:
        logits: start and end logits, windows x tokens.
        allowed: true where a span may begin or end, and at the first token.
        spans: first and last token of the answer, windows x 2; zeros for "no answer here".
    """
    losses = [
        functional.cross_entropy(part.float().masked_fill(~allowed, NEVER), spans[:, side])
        for side, part in enumerate(logits)
    ]
    return (losses[0] + losses[1]) / 2


def rival_loss(logits: tuple[Tensor, Tensor], allowed: Tensor, pairs: Tensor) -> Tensor:
    """Return the mean logistic loss of windows that answer against their rivals, zero without pairs.

    A window's margin is the log-odds of any span against "no answer here", the mean of start and end. Among the twenty
    passages that are read for a question it decides which answers, which the loss of each window alone does not see.

    Arguments:
        logits: start and end logits, windows x tokens.
        allowed: true where a span may begin or end, and at the first token.
        pairs: numbers of the window that answers and of its rival, pairs x 2.
    """
    spans = allowed.clone()
    spans[:, 0] = False
    sides = [part.float().masked_fill(~spans, NEVER).logsumexp(1) - part[:, 0].float() for part in logits]
    margins = (sides[0] + sides[1]) / 2
    if not len(pairs):
        return margins.sum() * 0
    return functional.softplus(margins[pairs[:, 1]] - margins[pairs[:, 0]]).mean()


def mixed_precision(device: torch.device) -> torch.autocast:
    """Return the context to run the network in: bfloat16 where the device computes in it, float32 elsewhere.

    A processor without instructions for bfloat16 emulates it: 1.2 instead of 72 GFLOPS for the products of a step, on
    two cores of an AMD EPYC that has AVX2 alone.
    """
    able = torch.cpu.get_capabilities() if device.type == "cpu" else {"bf16": True}
    enabled = any(able.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=enabled)


def torch_reader(model: SpanModel, encoder: Encoder, device: torch.device, *, batch: int = 32) -> SpanReader:
    """Return a reader that runs the network itself: for evaluation while it is trained."""

    def run(ids: NDArray[np.int64], mask: NDArray[np.int64], types: NDArray[np.int64]) -> Logits:
        tensors = [torch.from_numpy(array).to(device) for array in (ids, mask, types)]
        with torch.inference_mode(), mixed_precision(device):
            start, end = model(*tensors)
        return start.float().cpu().numpy(), end.float().cpu().numpy()

    return SpanReader("torch", encoder, run, batch=batch)
