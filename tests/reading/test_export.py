import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from assistant.reading.encoding import Encoder
from assistant.reading.export import average, export, load_weights
from assistant.reading.model import SpanModel, torch_reader
from assistant.reading.protocol import ReaderInput
from assistant.reading.reader import OnnxReader, check, checksum


def test_the_exported_file_scores_as_the_network_does(tiny_base, tmp_path):
    torch.manual_seed(3)
    torch.save(SpanModel(tiny_base).state_dict(), tmp_path / "model.pt")
    model = load_weights(tmp_path / "model.pt", tiny_base)
    export(model, tmp_path / "plain.onnx", name="plain", quantise=False)
    assert check(tmp_path / "plain.onnx") == "plain"
    passages = [ReaderInput("Parks", "Kiln Wood was planted in 1987. " * n) for n in (1, 3, 9)]
    exported = OnnxReader.load(tmp_path / "plain.onnx")
    network = torch_reader(model, Encoder(), torch.device("cpu"))
    for one, other in zip(exported.read("When?", passages), network.read("When?", passages), strict=True):
        assert one.margin == pytest.approx(other.margin, abs=0.1)
    assert len(checksum(tmp_path / "plain.onnx")) == 64
    assert np.isfinite([reading.margin for reading in exported.read("When?", passages)]).all()


def test_an_average_lies_between_its_networks(tiny_base):
    torch.manual_seed(3)
    one, other = SpanModel(tiny_base), SpanModel(tiny_base)
    first, second = (model.head.weight.detach().clone() for model in (one, other))
    mixed = average([one, other], [0.25, 0.75])
    assert torch.allclose(mixed.head.weight, 0.25 * first + 0.75 * second)


@pytest.mark.parametrize("shares", [[1.0], [0.5, 0.6]])
def test_shares_of_an_average_make_a_whole(tiny_base, shares):
    with pytest.raises(ValueError, match="Could not average 2 networks"):
        average([SpanModel(tiny_base), SpanModel(tiny_base)], shares)
