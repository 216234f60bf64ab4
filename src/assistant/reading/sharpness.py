"""Sharpness-aware minimisation: learn from the gradient at the worst weights nearby.

A reader that has seen its questions several times knows them again; weights around which the loss stays low for a whole
neighbourhood read questions that they have not seen better. Foret, Kleiner, Mobahi and Neyshabur, "Sharpness-Aware
Minimization for Efficiently Improving Generalization" (2021), equations 2 and 3.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor, nn

_LEAST_NORM = 1e-12


@contextmanager
def worst_nearby(parameters: Sequence[nn.Parameter], radius: float) -> Iterator[None]:
    """Move the weights up their gradient for as long as the context lasts, then put them back exactly.

    The gradient that led there is cleared: what a backward pass inside leaves is that of the worst weights alone.

    Arguments:
        parameters: the weights, with their gradients; those without one stay where they are.
        radius: length of the move over all weights together, in their own unit.
    """
    moved = [parameter for parameter in parameters if parameter.grad is not None]
    gradients = [parameter.grad for parameter in moved if parameter.grad is not None]
    kept: list[Tensor] = [parameter.detach().clone() for parameter in moved]
    with torch.no_grad():
        norm = float(torch.nn.utils.get_total_norm(gradients))
        for parameter, gradient in zip(moved, gradients, strict=True):
            parameter.add_(gradient, alpha=radius / max(norm, _LEAST_NORM))
            parameter.grad = None
    try:
        yield
    finally:
        with torch.no_grad():
            for parameter, before in zip(moved, kept, strict=True):
                parameter.copy_(before)
