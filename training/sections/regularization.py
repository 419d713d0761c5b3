"""What keeps the network from fitting noise."""

from training.component import Section
from training.fields import NoneYet, ZeroYet, not_yet, number


class Regularization(Section):
    """What keeps the network from fitting noise. Biases are never penalized."""

    l1: float = number(
        0.0, low=0, high=10, live=True, choices=(0, 0.0001, 0.001, 0.01, 0.1), title="L1 λ₁",
        help="Adds λ₁ Σ|w| to the objective: pushes weights to exactly zero.",
    )  # fmt: skip
    l2: float = number(
        0.0, low=0, high=10, live=True, choices=(0, 0.0001, 0.001, 0.01, 0.1), title="L2 λ₂",
        help="Adds λ₂/2 Σw² to the objective: keeps weights small. Equals Keras' L2(λ₂/2).",
    )  # fmt: skip
    max_norm: NoneYet = not_yet(None, "Max-norm")
    weight_noise: ZeroYet = not_yet(0.0, "Weight noise")
    input_noise: ZeroYet = not_yet(0.0, "Input noise")
