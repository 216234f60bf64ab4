import pytest

pytest.importorskip("torch")

import torch

from assistant.reading.sharpness import worst_nearby


def test_the_weights_move_up_the_gradient_by_the_radius_and_come_back():
    weight, still = torch.nn.Parameter(torch.tensor([3.0, 4.0])), torch.nn.Parameter(torch.ones(2))
    (weight**2).sum().backward()  # the gradient is (6, 8): 10 long
    before = weight.detach().clone()
    with worst_nearby([weight, still], 0.5):
        assert weight.tolist() == pytest.approx([3.3, 4.4])
        assert weight.grad is None
        assert still.tolist() == [1.0, 1.0]
        (weight**2).sum().backward()
    assert torch.equal(weight, before)
    assert weight.grad.tolist() == pytest.approx([6.6, 8.8])


def test_the_weights_come_back_where_the_step_fails():
    weight = torch.nn.Parameter(torch.tensor([0.1]))
    (weight * 7).sum().backward()
    before = weight.detach().clone()
    with pytest.raises(ZeroDivisionError), worst_nearby([weight], 0.3):
        raise ZeroDivisionError
    assert torch.equal(weight, before)


def test_weights_without_any_gradient_to_follow_stay():
    weight = torch.nn.Parameter(torch.tensor([2.0]))
    (weight * 0).sum().backward()
    with worst_nearby([weight], 0.3):
        assert weight.tolist() == [2.0]
