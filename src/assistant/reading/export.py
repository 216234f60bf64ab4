"""Make the file that ships: `python -m assistant.reading.export --model model.pt --output reader.onnx`."""

import argparse
import json
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from assistant.reading.model import SpanModel
from assistant.reading.reader import SHIPPED, checksum

LARGEST_BYTES = 30_000_000
_OPSET = 17
_ROUNDING = 1e-6
_INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


def load_weights(path: Path, base: Path | None = None) -> SpanModel:
    """Return the network of a finished run (`model.pt`) or of a checkpoint (`checkpoint.pt`), trained from `base`."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    model = SpanModel(base)
    model.load_state_dict(state.get("model", state))
    return model.eval()


def average(models: Sequence[SpanModel], shares: Sequence[float]) -> SpanModel:
    """Return the first network with the weights of all, each times its share (Wortsman et al. 2022, "Model soups").

    Arguments:
        models: networks of one shape, trained from the same weights.
        shares: one for each; they sum to 1.

    Raises:
        ValueError: another number of shares than of networks, or they do not sum to 1.
    """
    if len(models) != len(shares) or abs(sum(shares) - 1.0) > _ROUNDING:
        raise ValueError(
            f"Could not average {len(models)} networks: their shares are {list(shares)}, not as many with sum 1."
        )
    states = [model.state_dict() for model in models]
    mixed = {
        name: sum(share * state[name] for share, state in zip(shares, states, strict=True))
        if weight.is_floating_point()
        else weight
        for name, weight in states[0].items()
    }
    models[0].load_state_dict(mixed)
    return models[0].eval()


def export(model: SpanModel, output: Path, *, name: str, quantise: bool = True) -> None:
    """Write the network as ONNX, with its description beside it.

    Arguments:
        model: the trained network.
        output: the file; the description gets the suffix `.json`.
        name: what the reader calls itself.
        quantise: int8 weights (a quarter of the size, about twice the speed), else float32.

    Raises:
        ValueError: an int8 file came out larger than may ship.
    """
    example = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "window", 1: "token"} for name in (*_INPUTS, "start", "end")}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # The legacy exporter announces its end, and the tracer each branch on a shape: the tests compare
        # the exported file with the network on other shapes.
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model.eval(),
            (example, example, torch.zeros_like(example)),
            str(plain),
            input_names=_INPUTS,
            output_names=["start", "end"],
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        made = plain
        if quantise:
            made = Path(folder) / "int8.onnx"
            quantize_dynamic(plain, made, per_channel=True, weight_type=QuantType.QInt8)
        size = made.stat().st_size
        if quantise and size > LARGEST_BYTES:
            raise ValueError(f"The reader for '{output}' has {size} bytes; at most {LARGEST_BYTES} may ship.")
        described = {"name": name, "sha256": checksum(made), "bytes": size}
        shutil.copyfile(made, output)
    output.with_suffix(".json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reading.export", description="Export a trained reader.")
    parser.add_argument(
        "--model",
        required=True,
        action="append",
        help="model.pt or checkpoint.pt of a training run; several are averaged",
    )
    parser.add_argument("--share", type=float, action="append", help="of each model in the average, in their order")
    parser.add_argument("--output", default=str(SHIPPED))
    parser.add_argument("--name", default="minilm-reader")
    parser.add_argument("--float", action="store_true", help="do not quantise")
    options = parser.parse_args(arguments)
    models = [load_weights(Path(path)) for path in options.model]
    model = average(models, options.share or [1.0 / len(models)] * len(models))
    export(model, Path(options.output), name=options.name, quantise=not options.float)


if __name__ == "__main__":
    main()
