"""The layers between inputs and outputs."""

from typing import Annotated

from pydantic import Field

from training.activations import AnyActivation, Tanh
from training.component import Section
from training.fields import ZeroYet, not_yet, whole
from training.initializers import AnyInitializer, XavierUniform


class Layer(Section):
    """One hidden layer."""

    units: int = whole(4, 1, 512, "Units", "Neurons in this layer.")
    activation: AnyActivation = Tanh()
    dropout: ZeroYet = not_yet(0.0, "Dropout")


def _default_hidden() -> tuple[Layer, ...]:
    return (Layer(units=4), Layer(units=2))


class Network(Section):
    """The layers between inputs and outputs."""

    hidden: Annotated[tuple[Layer, ...], Field(strict=False, max_length=8)] = Field(
        default_factory=_default_hidden,
        title="Hidden layers",
        description="From the inputs to the outputs; none: a linear model.",
    )
    initializer: AnyInitializer = XavierUniform()
