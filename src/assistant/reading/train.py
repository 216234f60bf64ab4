"""Train the reader: `python -m assistant.reading.train --data DIR --output DIR --minutes 90`.

The budget is a time or a number of steps. Learning rate and mixture follow the fraction of it that is
spent, so that every run warms up, anneals to zero and ends on the reports, on whatever machine. A run
that is stopped goes on from its last checkpoint when the same command is given again.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.reading.batching import Batch, Drawn, encode, in_batches
from assistant.reading.data import load
from assistant.reading.encoding import Encoder
from assistant.reading.evaluate import read_items, score
from assistant.reading.items import Item, seeded
from assistant.reading.judging import Judge
from assistant.reading.mixture import Mixture
from assistant.reading.model import SpanModel, mixed_precision, rival_loss, span_loss, torch_reader
from assistant.reading.reader import OnnxReader
from assistant.reading.sharpness import worst_nearby

WARM_UP = 0.04
"""Fraction of the budget in which the learning rate rises to its peak."""
GROUP = 24
"""Batches drawn and sorted by length together: padding falls to about 2 %."""
CHECKPOINT = "checkpoint.pt"
MODEL = "model.pt"
LOG = "log.jsonl"
_DEV_SQUAD = 262
_CLIP = 1.0


@dataclass(frozen=True)
class Options:
    """What a run is made with; written into its log and its checkpoints.

    Arguments:
        minutes, steps: the budget; the run ends when the first of those given is spent.
        base: folder of the base weights; None for those in the embedding model's package.
        head_rate: how many times faster the start and end scores learn than the base.
        radius: how far the worst weights nearby lie from which a step's gradient is taken, for twice its time; 0 to
            take it where the weights are.
        mined: file of hard passages out of evidence bases, from `assistant.answering.mining`; None for none.
        judge: an exported reader by which harder examples are taken; None to take them as they come.
        evaluations: how often the dev sets are read, evenly over the budget.
    """

    data: str
    output: str
    minutes: float | None = None
    steps: int | None = None
    batch: int = 32
    rate: float = 1.5e-4
    head_rate: float = 5.0
    dropout: float = 0.1
    decay: float = 0.01
    radius: float = 0.0
    seed: int = 20
    evaluations: int = 20
    init: str | None = None
    mined: str | None = None
    judge: str | None = None
    base: str | None = None
    device: str = "cuda" if torch.cuda.is_available() else "cpu"


def learning_rate(fraction: float) -> float:
    """Return the share of the peak rate: a straight rise during warm-up, then a straight fall to zero."""
    if fraction < WARM_UP:
        return max(fraction / WARM_UP, 0.01)
    return max(0.0, (1.0 - fraction) / (1.0 - WARM_UP))


class Trainer:
    """One run: model, optimiser, stream of examples, log."""

    def __init__(self, items: Sequence[Item], options: Options) -> None:
        self.options = options
        self.output = Path(options.output)
        self.output.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(options.seed)
        self.device = torch.device(options.device)
        self.encoder = Encoder()
        self.model = SpanModel(Path(options.base) if options.base else None, dropout=options.dropout).to(self.device)
        if options.init:
            self.model.load_state_dict(_weights(Path(options.init), self.device))
        judge = Judge(OnnxReader.load(Path(options.judge))) if options.judge else None
        self.mixture = Mixture(items, seed=options.seed, judge=judge)
        self.dev = _dev_sets(items)
        self.optimiser = torch.optim.AdamW(_groups(self.model, options), fused=True)
        self.step = 0
        self.elapsed = 0.0
        self._resume()
        self._clock = time.monotonic() - self.elapsed
        self.evaluated = int(self.fraction * options.evaluations)

    @property
    def fraction(self) -> float:
        """Share of the budget spent, 0 to 1."""
        options, parts = self.options, [0.0]
        if options.minutes:
            parts.append((time.monotonic() - self._clock) / (60.0 * options.minutes))
        if options.steps:
            parts.append(self.step / options.steps)
        return min(1.0, max(parts))

    def run(self) -> None:
        """Train until the budget is spent; leave the model, the log and the last scores in the output folder."""
        if not self.options.minutes and not self.options.steps:
            raise ValueError("Could not train: neither minutes nor steps were given.")
        self.log({"options": asdict(self.options), "parameters": sum(p.numel() for p in self.model.parameters())})
        columns = (TextColumn("training"), BarColumn(), TimeElapsedColumn(), TextColumn("{task.fields[loss]}"))
        with Progress(*columns, refresh_per_second=0.5) as progress:
            task = progress.add_task("training", total=1.0, loss="")
            while self.fraction < 1.0:
                losses = self._group()
                if losses:
                    mean = float(np.mean(losses))
                    self.log({"loss": round(mean, 4), "rate": round(learning_rate(self.fraction), 4)})
                    progress.update(task, completed=self.fraction, loss=f"step {self.step} loss {mean:.3f}")
                if int(self.fraction * self.options.evaluations) > self.evaluated:
                    self.evaluated = int(self.fraction * self.options.evaluations)
                    self.evaluate()
                self.save()
        torch.save(self.model.state_dict(), self.output / MODEL)

    def _group(self) -> list[float]:
        """Train on one group of batches of similar length."""
        wanted = self.options.batch * GROUP
        if self.options.steps:
            wanted = min(wanted, self.options.batch * max(1, self.options.steps - self.step))
        fraction = self.fraction
        kept: list[Drawn] = []
        while sum(map(len, kept)) < wanted:
            examples = [encode(self.encoder, example) for example in self.mixture.draw(fraction)]
            if examples[0]:  # else the answer is cut, and its rival of no use
                kept.append([example for example in examples if example])
        kept.sort(key=lambda drawn: max(len(window.ids) for window, _ in drawn))
        batches = list(in_batches(kept, self.options.batch))
        seeded(f"{self.options.seed} {self.step}").shuffle(batches)
        losses = []
        self.model.train()
        for batch in batches:
            if self.fraction >= 1.0:
                break
            losses.append(self._learn(batch))
            self.step += 1
        return losses

    def _learn(self, drawn: Sequence[Drawn]) -> float:
        batch = Batch.of(drawn, self.device)
        loss = self._backward(batch)
        if self.options.radius:
            with worst_nearby(list(self.model.parameters()), self.options.radius):
                self._backward(batch)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP)
        share = learning_rate(self.fraction)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * share
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return loss

    def _backward(self, batch: Batch) -> float:
        """Leave the gradient of a batch's loss in the weights; return the loss."""
        with mixed_precision(self.device):
            logits = self.model(*batch.inputs)
        loss = span_loss(logits, batch.allowed, batch.spans)
        loss = loss + batch.share_of_pairs * rival_loss(logits, batch.allowed, batch.pairs)
        loss.backward()  # type: ignore[no-untyped-call]
        return float(loss.detach())

    def evaluate(self) -> None:
        """Read the dev sets and log the scores."""
        self.model.eval()
        reader = torch_reader(self.model, self.encoder, self.device)
        for name, items in self.dev.items():
            if items:
                self.log({"dev": name, **score(items, read_items(reader, items)).as_dict()})

    def log(self, record: dict[str, Any]) -> None:
        """Add a line to the log, with the step and the time."""
        fields = {"step": self.step, "seconds": round(time.monotonic() - self._clock, 1)}
        with (self.output / LOG).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**fields, **record}) + "\n")

    def save(self) -> None:
        """Write the checkpoint aside, then put it in place of the last."""
        self.elapsed = time.monotonic() - self._clock
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "random": torch.get_rng_state(),
            "drawn": self.mixture.drawn,
            "counters": {"step": self.step, "elapsed": self.elapsed},
        }
        torch.save(state, self.output / f"{CHECKPOINT}.new")
        (self.output / f"{CHECKPOINT}.new").replace(self.output / CHECKPOINT)

    def _resume(self) -> None:
        path = self.output / CHECKPOINT
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"].cpu())
        self.mixture.drawn.update(state["drawn"])
        self.step, self.elapsed = state["counters"]["step"], state["counters"]["elapsed"]


def _weights(path: Path, device: torch.device) -> dict[str, torch.Tensor]:
    """Return the weights of an earlier run, or of a file that was exported from one."""
    if path.suffix == ".onnx":
        from assistant.reading.restore import restore  # needs onnx, which only exporting brings

        return restore(path)
    weights: dict[str, torch.Tensor] = torch.load(path, map_location=device, weights_only=True)
    return weights


def _groups(model: SpanModel, options: Options) -> list[dict[str, Any]]:
    plain = [p for p in model.encoder.parameters() if p.ndim > 1]
    small = [p for p in model.encoder.parameters() if p.ndim <= 1]
    head = options.rate * options.head_rate
    return [
        {"params": plain, "lr": 0.0, "peak": options.rate, "weight_decay": options.decay},
        {"params": small, "lr": 0.0, "peak": options.rate, "weight_decay": 0.0},
        {"params": list(model.head.parameters()), "lr": 0.0, "peak": head, "weight_decay": 0.0},
    ]


def _dev_sets(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Return the dev questions: on reports, those of them in other words, the later ones, and one SQuAD article."""
    dev = [item for item in items if item.split == "dev"]
    reader = [item for item in dev if item.source.startswith("reader/")]
    questions = [item for item in dev if item.source.startswith("questions/")]
    other_words = [item for item in reader if item.type in ("paraphrase", "nearmiss")]
    squad = [item for item in dev if item.source == "squad2"][:_DEV_SQUAD]
    return {"reader": reader, "reader, other words": other_words, "questions": questions, "squad2": squad}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reading.train", description="Train the reader.")
    parser.add_argument("--data", required=True, help="folder with qa/ and reader/ in it")
    parser.add_argument("--output", required=True, help="folder for checkpoint, model and log; resumes from it")
    parser.add_argument("--minutes", type=float, help="time budget")
    parser.add_argument("--steps", type=int, help="step budget")
    parser.add_argument("--batch", type=int, default=Options.batch)
    parser.add_argument("--rate", type=float, default=Options.rate, help="peak learning rate")
    parser.add_argument("--dropout", type=float, default=Options.dropout)
    parser.add_argument("--radius", type=float, default=Options.radius, help="of sharpness-aware minimisation; 0.05")
    parser.add_argument("--seed", type=int, default=Options.seed)
    parser.add_argument("--evaluations", type=int, default=Options.evaluations)
    parser.add_argument("--init", help="weights to start from: model.pt of an earlier run, or reader.onnx")
    parser.add_argument("--mined", help="file of hard passages, written by assistant.answering.mining")
    parser.add_argument("--judge", help="reader.onnx of an earlier run; the examples that it finds harder are taken")
    parser.add_argument("--base", help="folder of base weights that use the same vocabulary")
    parser.add_argument("--device", default=Options.device)
    options = Options(**vars(parser.parse_args(arguments)))
    Trainer(load(Path(options.data), Path(options.mined) if options.mined else None), options).run()


if __name__ == "__main__":
    main()
