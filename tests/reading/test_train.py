import json
import math
from dataclasses import replace

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch

from assistant.reading.batching import Batch, encode, in_batches
from assistant.reading.decoding import pad
from assistant.reading.encoding import Encoder
from assistant.reading.mixture import Example
from assistant.reading.model import SpanModel, mixed_precision, rival_loss, span_loss, torch_reader
from assistant.reading.protocol import ReaderInput
from assistant.reading.train import CHECKPOINT, LOG, MODEL, Options, Trainer, learning_rate


def lines(folder):
    return [json.loads(line) for line in (folder / LOG).read_text().splitlines()]


def options(folder, **changes):
    fields = {"data": "", "output": str(folder), "batch": 8, "rate": 1e-2, "evaluations": 2, "device": "cpu"}
    return Options(**{**fields, **changes})


def test_a_run_lowers_the_loss_and_goes_on_where_it_stopped(small_items, tiny_base, tmp_path):
    dev = [*small_items[:2], small_items[8]]
    items = [*small_items, *(replace(item, split="dev") for item in dev)]
    Trainer(items, options(tmp_path, base=str(tiny_base), steps=8)).run()
    assert (tmp_path / MODEL).exists()
    assert (tmp_path / CHECKPOINT).exists()
    again = Trainer(items, options(tmp_path, base=str(tiny_base), steps=60))
    assert again.step == 8
    assert 32 < sum(again.mixture.drawn.values()) <= 64
    again.run()
    losses = [line["loss"] for line in lines(tmp_path) if "loss" in line]
    assert min(losses) < 0.8 * losses[0]
    assert {line["dev"] for line in lines(tmp_path) if "dev" in line} == {"reader", "reader, other words"}
    assert lines(tmp_path)[-1]["step"] == 60


def test_a_run_without_a_budget_is_refused(small_items, tiny_base, tmp_path):
    with pytest.raises(ValueError, match="neither minutes nor steps"):
        Trainer(small_items, options(tmp_path, base=str(tiny_base))).run()


@pytest.mark.parametrize(("fraction", "share"), [(0.0, 0.01), (0.02, 0.5), (0.04, 1.0), (0.52, 0.5), (1.0, 0.0)])
def test_the_learning_rate_rises_and_anneals_to_zero(fraction, share):
    assert learning_rate(fraction) == pytest.approx(share)


def test_an_answer_beyond_the_first_window_is_learnt_from_its_own():
    text = " ".join(f"Line {n} is about benches." for n in range(120)) + " The gate is red."
    start = text.index("red")
    found = encode(Encoder(), Example("What colour?", "", text, (start, start + 3)))
    assert found is not None
    window, (first, last) = found
    assert first == last
    assert window.offsets[first - window.first] == (start, start + 3)
    assert encode(Encoder(), Example("What colour?", "", text, (0, len(text)))) is None


def test_the_loss_ignores_tokens_where_no_span_may_begin():
    logits = torch.tensor([[1.0, 50.0, 2.0, 3.0]])
    allowed = torch.tensor([[True, False, True, True]])
    loss = span_loss((logits, logits), allowed, torch.tensor([[3, 3]]))
    expected = -torch.log_softmax(torch.tensor([1.0, 2.0, 3.0]), 0)[2]
    assert float(loss) == pytest.approx(float(expected), abs=1e-4)


def test_only_the_margins_of_a_pair_count_against_each_other():
    start = torch.tensor([[0.0, 3.0, 3.0], [0.0, 1.0, 9.0], [5.0, 5.0, 5.0]])
    allowed = torch.tensor([[True, True, True], [True, True, False], [True, True, True]])
    loss = rival_loss((start, start), allowed, torch.tensor([[0, 1]]))
    margins = 3.0 + math.log(2), 1.0  # the token that is not allowed takes no part
    assert float(loss) == pytest.approx(math.log1p(math.exp(margins[1] - margins[0])), abs=1e-4)
    assert float(rival_loss((start, start), allowed, torch.zeros((0, 2), dtype=torch.long))) == 0.0


def test_a_rival_stays_with_its_example():
    alone, pair = [("window", (0, 0))], [("window", (1, 2)), ("rival", (0, 0))]
    batches = list(in_batches([alone, pair, alone, pair, pair], 4))
    assert batches == [[alone, pair, alone], [pair, pair]]


def test_a_batch_knows_where_answers_may_stand_and_which_windows_are_a_pair():
    encoder = Encoder()
    text = "The mill opened in 1803."
    answers = encode(encoder, Example("When?", "", text, (19, 23)))
    rival = encode(encoder, Example("When?", "", "It is a mill.", None))
    batch = Batch.of([[answers], [answers, rival]], torch.device("cpu"))
    first, last = batch.spans[0].tolist()
    assert (
        encoder.tokens(text).ids[first - answers[0].first : last - answers[0].first + 1] == encoder.tokens("1803").ids
    )
    assert batch.spans[2].tolist() == [0, 0]
    assert batch.pairs.tolist() == [[1, 2]]
    assert batch.share_of_pairs == pytest.approx(1 / 3)
    assert batch.allowed[:, 0].all()
    assert not batch.allowed[0, 1 : answers[0].first].any()
    assert int(batch.allowed[2].sum()) == 1 + len(rival[0].offsets)


def test_a_run_that_looks_for_the_worst_weights_nearby_learns_as_well(small_items, tiny_base, tmp_path):
    Trainer(small_items, options(tmp_path, base=str(tiny_base), steps=60, radius=0.05)).run()
    losses = [line["loss"] for line in lines(tmp_path) if "loss" in line]
    assert min(losses) < 0.8 * losses[0]


def test_padding_does_not_change_a_score(tiny_base):
    encoder, model = Encoder(), SpanModel(tiny_base).eval()
    windows = [
        next(encoder.windows(*(encoder.tokens(part) for part in ("Who?", "Parks", text))))
        for text in ("Saltham Council runs it.", "It is run by the friends of the wood, who gave many hours.")
    ]
    with torch.inference_mode():
        together = model(*(torch.from_numpy(array) for array in pad(windows)))[0][0]
        alone = model(*(torch.from_numpy(array) for array in pad(windows[:1])))[0][0]
    assert torch.allclose(together[: len(alone)], alone, atol=1e-4)


def test_the_network_reads_as_a_reader_does(tiny_base):
    reader = torch_reader(SpanModel(tiny_base).eval(), Encoder(), torch.device("cpu"))
    (reading,) = reader.read("Who runs it?", [ReaderInput("", "Saltham Council runs it.")])
    assert 0 <= reading.start < reading.end <= 24


@pytest.mark.parametrize(("able", "enabled"), [({"avx512_bf16": True}, True), ({"avx2": True}, False), ({}, False)])
def test_a_processor_trains_in_bfloat16_only_where_it_computes_in_it(monkeypatch, able, enabled):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    with mixed_precision(torch.device("cpu")):
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    assert product.dtype is (torch.bfloat16 if enabled else torch.float32)
