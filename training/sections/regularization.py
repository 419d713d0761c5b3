"""What keeps the network from fitting noise."""

from typing import Literal

from pydantic import Field

from training.component import Section
from training.fields import number

AMOUNTS = (0, 0.0001, 0.001, 0.01, 0.1)
SPREADS = (0, 0.01, 0.03, 0.1, 0.3)


class Regularization(Section):
    """What keeps the network from fitting noise. Biases, gains and offsets are left alone."""

    l1: float = number(
        0.0, low=0, high=10, live=True, choices=AMOUNTS, title="L1 λ₁",
        help="Adds λ₁ Σ|w| to the objective: pushes weights to exactly zero. Goodfellow, Bengio, Courville, 7.1.2.",
    )  # fmt: skip
    l2: float = number(
        0.0, low=0, high=10, live=True, choices=AMOUNTS, title="L2 λ₂",
        help="Adds λ₂/2 Σw² to the objective: keeps weights small. Equals Keras' L2(λ₂/2). Goodfellow, Bengio, "
        "Courville, 7.1.1.",
    )  # fmt: skip
    weight_decay: float = number(
        0.0, low=0, high=10, live=True, choices=AMOUNTS, title="Weight decay λ",
        help="Shrinks the weights before each step: w ← (1 − ηλ)w, apart from gradient and optimizer memory. With "
        "plain gradient descent the same as L2; with Adam and others it is not. Loshchilov and Hutter, 2019.",
    )  # fmt: skip
    max_norm: float | None = number(
        None, low=0.1, high=10, live=True, choices=(0.5, 1, 2, 3, 4), title="Max-norm c",
        help="After each update, shortens the incoming weights of every unit whose norm is above c: "
        "w ← w · min(1, c/‖w‖). Goes well with dropout and large learning rates. Srivastava and others, 2014.",
    )  # fmt: skip
    input_dropout: float = number(
        0.0, low=0, high=0.8, live=True, choices=(0, 0.1, 0.2, 0.3, 0.5), title="Input dropout p",
        help="Share of the inputs set to 0 at random, anew for every sample of every batch; the others are divided by "
        "1 − p. Training only. Srivastava and others, 2014.",
    )  # fmt: skip
    input_noise: float = number(
        0.0, low=0, high=2, live=True, choices=SPREADS, title="Input noise σ",
        help="Adds normal noise to the normalized inputs of every batch: x ← x + σ·N(0, 1). A simple augmentation: "
        "samples close to each other should get the same answer. Training only. Goodfellow, Bengio, Courville, 7.4.",
    )  # fmt: skip
    weight_noise: float = number(
        0.0, low=0, high=1, live=True, choices=SPREADS, title="Weight noise σ",
        help="Takes the gradient of each update at w + σ·N(0, 1): flat minima become cheaper than steep ones. In "
        "effect a penalty of about σ²·E‖∂y/∂w‖² near a minimum; for a model linear in its weights a constant. Figures "
        "are always those of the clean weights. Goodfellow, Bengio, Courville, 7.5; Graves, 2011.",
    )  # fmt: skip
    weight_noise_mode: Literal["restore", "accumulate"] = Field(
        "restore",
        title="Weight noise mode",
        description="Restore takes the noise away before the weights are changed. Accumulate leaves it in: they drift "
        "at random.",
        json_schema_extra={"x-needs": "weight_noise"},
    )
