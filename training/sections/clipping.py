"""Limits for gradients."""

from training.component import Section
from training.fields import number


class Clipping(Section):
    """Limits for gradients, so that a single steep place cannot throw the weights far away."""

    norm: float | None = number(
        None, low=0.001, high=1000, live=True, choices=(0.1, 0.5, 1, 5, 10), title="Clip norm c",
        help="Shortens the whole gradient where it is longer than c: g ← g · min(1, c/‖g‖). Its direction stays. "
        "Helps where rare, steep gradients make training diverge. Penalties are part of g. As PyTorch's "
        "clip_grad_norm_; Pascanu, Mikolov, Bengio, 2013. Empty: no limit.",
    )  # fmt: skip
    value: float | None = number(
        None, low=0.0001, high=1000, live=True, choices=(0.01, 0.1, 0.5, 1, 5), title="Clip value c",
        help="Keeps every single number of the gradient within [−c, c], after the norm was clipped. Its direction may "
        "change. As PyTorch's clip_grad_value_ and Keras' clipvalue. Empty: no limit.",
    )  # fmt: skip
