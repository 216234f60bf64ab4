import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

import torch

from assistant.reading.export import export
from assistant.reading.model import SpanModel
from assistant.reading.restore import restore


@pytest.fixture
def model(tiny_base):
    """Return a network of which no two tensors are alike, as after training: the exporter keeps like ones once."""
    torch.manual_seed(1)
    model = SpanModel(tiny_base).eval()
    for parameter in model.parameters():
        parameter.data.normal_()
    return model


def test_an_exported_files_weights_are_those_of_its_network(model, tmp_path):
    export(model, tmp_path / "reader.onnx", name="tiny")
    state, found = model.state_dict(), restore(tmp_path / "reader.onnx")
    assert set(found) == set(state)
    for name, weights in state.items():
        assert found[name].shape == weights.shape
        assert (found[name] - weights).abs().max() <= weights.abs().max() / 100, name
