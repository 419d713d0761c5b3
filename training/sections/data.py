"""Which samples are learned from, and in what form."""

from typing import Annotated

from pydantic import Field, StringConstraints

from training.component import Section
from training.datasets import users_of
from training.fields import number, switch, whole

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
        None, 2, 100_000, "Samples", "How many samples are drawn. Empty: as many as is usual for the data set."
    )
    noise: float = number(
        0.1,
        low=0,
        high=0.5,
        title="Noise",
        help="How much randomness generated data contain. Real data sets ignore it.",
        datasets=users_of("noise"),
    )
    features: Annotated[tuple[Name, ...], Field(strict=False, min_length=1, max_length=1000)] | None = Field(
        None, title="Inputs", description="Names of the columns the network sees. Empty: all of them."
    )
    split: Split = Field(default_factory=Split, title="Split", description=Split.__doc__)
    normalization: Normalization = Field(
        default_factory=Normalization, title="Normalization", description=Normalization.__doc__
    )
