"""The layers between inputs and outputs."""

from typing import Annotated, Literal

from pydantic import Field

from training.activations import AnyActivation, Tanh
from training.component import Section
from training.fields import number, whole
from training.initializers import AnyInitializer, XavierUniform


class Layer(Section):
    """One hidden layer."""

    units: int = whole(4, 1, 512, "Units", "Neurons in this layer.")
    activation: AnyActivation = Tanh()
    dropout: float = number(
        0.0, low=0, high=0.9, live=True, choices=(0, 0.1, 0.2, 0.3, 0.5), title="Dropout p",
        help="Share of this layer's outputs set to 0 at random, anew for every sample of every batch; the others are "
        "divided by 1 − p, so that means stay: a ← m·a/(1 − p). Off wherever figures are evaluated. Against "
        "overfitting of large networks. Srivastava and others, 2014; p is the share dropped, as in PyTorch and Keras.",
    )  # fmt: skip
    normalization: Literal["none", "batch", "layer"] = Field(
        "none",
        title="Normalization",
        description="Between weighted sum and activation: y = γ(z − μ)/√(σ² + 1e-5) + β with a trained gain γ and "
        "offset β per unit. Batch: μ and σ² of each unit over the batch, and running averages (0.9 old, 0.1 new) where "
        "figures are evaluated; Ioffe and Szegedy, 2015. Layer: over the units of each sample; Ba, Kiros and Hinton, "
        "2016. Both let deep networks train at larger learning rates.",
    )


def _default_hidden() -> tuple[Layer, ...]:
    return (Layer(units=4), Layer(units=2))


class Network(Section):
    """The layers between inputs and outputs."""

    hidden: Annotated[tuple[Layer, ...], Field(strict=False, max_length=8)] = Field(
        default_factory=_default_hidden,
        title="Hidden layers",
        description="From the inputs to the outputs; none: a linear model.",
        json_schema_extra={"x-source": "Goodfellow, Bengio, Courville: Deep Learning, 6.4"},
    )
    initializer: AnyInitializer = XavierUniform()
    seed: int | None = whole(
        None,
        0,
        2**31 - 1,
        "Seed of the weights",
        "Chooses the first weights alone, so that the same data in the same order start from other weights: to see how "
        "much of a result is luck. Empty: the experiment's seed.",
        empty="seed",
    )
