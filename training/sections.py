"""The groups of settings inside a spec, in the order in which the course treats them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from training.activations import AnyActivation, Tanh
from training.component import Section
from training.fields import later, not_yet, number, switch, whole
from training.initializers import AnyInitializer, XavierUniform

NoneYet = Annotated[None, later(None)]
ZeroYet = Annotated[float, later(0.0)]
OffYet = Annotated[bool, later(False)]

Name = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Split(Section):
    """Shares of the samples for training, for choosing settings, and for the one final test."""

    train: float = number(0.6, above=0, high=1, title="Training share", help="Samples that the weights are fitted to.")
    validation: float = number(
        0.2, low=0, below=1, title="Validation share", help="Samples for comparing settings; never trained on."
    )
    test: float = number(
        0.2,
        low=0,
        below=1,
        title="Test share",
        help="Samples under seal, for one last honest figure when all is chosen.",
    )


class Normalization(Section):
    """How the inputs are moved and stretched. All figures come from the training split alone."""

    shift: bool = switch(True, title="Shift", help="Subtract the training mean of each input: x ← x − μ.")
    scale: bool = switch(
        True,
        title="Scale",
        help="Divide by the training standard deviation of each input: x ← x / σ. Where σ = 0, by 1.",
    )


class Data(Section):
    """Which samples are learned from."""

    dataset: Name = Field("circle", title="Data set", description="What there is to learn.")
    samples: int | None = whole(
        None, 10, 100_000, "Samples", "How many samples are drawn. Empty: 500 or 1,200 generated points, or every row."
    )
    noise: float = number(
        0.1,
        low=0,
        high=0.5,
        title="Noise",
        help="How much randomness generated data contain. Real data sets ignore it.",
    )
    features: Annotated[tuple[Name, ...], Field(strict=False, min_length=1, max_length=1000)] | None = Field(
        None, title="Inputs", description="Names of the columns the network sees. Empty: all of them."
    )
    split: Split = Field(default_factory=Split, title="Split", description=Split.__doc__)
    normalization: Normalization = Field(
        default_factory=Normalization, title="Normalization", description=Normalization.__doc__
    )


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


def _size(value: Any) -> Any:
    if value == "full" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100_000):
        return value
    raise ValueError('Batch size must be a whole number from 1 to 100,000, or "full".')


class Batch(Section):
    """How many samples make one update."""

    size: Annotated[
        int | Literal["full"],
        BeforeValidator(_size),
    ] = Field(
        10,
        title="Batch size",
        description='Samples per update: 1 is online, "full" is the whole training split. A last short batch is kept.',
        json_schema_extra={"x-live": True, "x-choices": [1, 2, 5, 10, 16, 32, 64, 128, "full"]},
    )
    growth: NoneYet = not_yet(None, "Growth")


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


class Validation(Section):
    """When and where the validation split is evaluated."""

    every: int = whole(
        1, 1, 100, "Evaluate every", "Evaluate after every k-th epoch, and after the last.", unit="epochs"
    )
    max_samples: NoneYet = not_yet(None, "Samples")
    separate_worker: OffYet = not_yet(False, "Separate worker")


class EarlyStopping(Section):
    """Stop when the validation loss has not improved for `patience` evaluations, and keep the best weights."""

    monitor: Literal["validation_loss", "train_loss"] = Field(
        "validation_loss", title="Watch", description="The figure that must improve."
    )
    patience: int = whole(10, 0, 1000, "Patience", "Evaluations without improvement before training stops.")
    min_delta: float = number(0.0, low=0, high=10, title="Least improvement", help="Smaller gains do not count.")
    restore_best: bool = switch(True, title="Restore best", help="End with the weights of the best epoch.")
    start_from_epoch: int = whole(0, 0, 10_000, "Start from epoch", "Do not watch before this epoch.")


class Stopping(Section):
    """When training ends."""

    epochs: int = whole(100, 1, 10_000, "Epochs", "Every training sample is seen once per epoch.", live=True)
    early: EarlyStopping | None = Field(
        None, title="Early stopping", description=EarlyStopping.__doc__, json_schema_extra={"x-live": False}
    )
    threshold: NoneYet = not_yet(None, "Threshold")
