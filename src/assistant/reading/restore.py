"""Weights read back from an exported file, so that training can go on from what ships.

Its weights are those of the run that made it, rounded to 255 steps for each output of a product.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from assistant.errors import ModelError

_ROUNDED, _SCALE, _ZERO, _BIAS, _WEIGHT = "_quantized", "_scale", "_zero_point", ".bias", ".weight"
_FROM_PRODUCT_TO_BIAS = 4  # nodes: cast, scale, reshape and add at most


def restore(path: Path) -> dict[str, Tensor]:
    """Return the state of the `SpanModel` that `export` wrote to an int8 file.

    Raises:
        ModelError: the file is not one that `export` wrote.
    """
    graph = onnx.load(path).graph
    stored = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    # The weights of products lost their names and lie transposed; all others have both.
    state = {name: array for name, array in stored.items() if name.endswith((_BIAS, _WEIGHT))}
    for name in stored:
        plain = name.removesuffix(_ROUNDED)
        if plain == name:
            continue
        weights = _unrounded(stored[name], stored[plain + _SCALE], stored[plain + _ZERO])
        if plain.endswith(_WEIGHT):
            state[plain] = weights
        else:
            state[_name_of_product(graph, name, plain, path)] = weights.T
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in state.items()}


def _unrounded(steps: NDArray[np.int8], scale: NDArray[np.float32], zero: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return weights from their steps; a scale for each output is one for each column."""
    return (steps.astype(np.float32) - zero.astype(np.float32)) * scale


def _name_of_product(graph: onnx.GraphProto, rounded: str, plain: str, path: Path) -> str:
    """Return the name of a product's weights, which stands in that of the bias that is added to it."""
    values = {rounded, plain}
    for _ in range(_FROM_PRODUCT_TO_BIAS + 1):
        following = [node for node in graph.node if values & set(node.input)]
        for bias in (name for node in following for name in node.input if name.endswith(_BIAS)):
            return str(bias).removesuffix(_BIAS) + _WEIGHT
        values = {name for node in following for name in node.output}
    raise ModelError(f"Could not read weights back from '{path}': no bias follows '{plain}'. Give one made by export.")
