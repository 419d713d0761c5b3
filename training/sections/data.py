"""Which samples are learned from, and in what form."""

from inspect import getdoc
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from training.added_points import AddedPoints, added_points
from training.component import Section
from training.datasets import users_of
from training.datasets.settings import SignalFeatures
from training.expansions import AnyExpansion, NoExpansion
from training.fields import number, whole
from training.input_normalizations import AnyNormalization, Standardize
from training.migrations import with_kind
from training.per_column import SOURCE, PerColumn, per_column

Name = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]

SIGNAL_FEATURES = """What the network is shown of a clip: its samples, or features that carry prior knowledge.

raw: all 8,000 samples.

mel power: the power in 20 bands from 100 to 4000 Hz, evenly spaced on the mel scale m = 2595 log₁₀(1 + f/700), in 12
parts of the clip; from windows of 256 samples (Hann), 128 apart.

log-mel: ln(power + 10⁻⁶) of the same.

MFCC: the first 13 coefficients of the orthonormal cosine transform of log-mel: their mean and deviation over time, and
the deviation of their steps."""


SPLITS = "Goodfellow, Bengio, Courville: Deep Learning, 5.3"


class Split(Section):
    """Shares of the samples for training, for choosing settings, and for the one final test."""

    train: float = number(
        0.6, above=0, high=1, title="Training share", help="Samples that the weights are fitted to.", source=SPLITS
    )
    validation: float = number(
        0.2,
        low=0,
        below=1,
        title="Validation share",
        help="Samples for comparing settings; never trained on.",
        source=SPLITS,
    )
    test: float = number(
        0.2,
        low=0,
        below=1,
        title="Test share",
        help="Samples under seal, for one last honest figure when all is chosen.",
        source=SPLITS,
    )


class Distort(Section):
    """Breaks the data on purpose, before anything else is done with them: x ← scale · x + shift for every column of the
    data set. Normalization then has something to repair.
    """

    scale: PerColumn = per_column(
        1.0,
        "Distort scale",
        "What every column is multiplied by. [1, 0.01] makes the second column a hundred times smaller: one learning "
        "rate no longer suits both weights.\n\nx ← scale · x + shift, one number for all columns or one for each.",
    )
    shift: PerColumn = per_column(
        0.0,
        "Distort shift",
        "What is added to every column, after the scale. Far from zero tanh units saturate and the valley of the loss "
        "becomes narrow.\n\nx ← scale · x + shift, one number for all columns or one for each.",
    )

    @property
    def neutral(self) -> bool:
        """Whether nothing is distorted."""
        return self.scale == 1 and self.shift == 0


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
        help="How much randomness generated data contain; what it does exactly is told by the data set.",
        datasets=users_of("noise"),
        source="TensorFlow Playground",
    )
    cycles: float = number(
        1.0,
        low=0.1,
        high=10,
        choices=(0.5, 1, 2, 3, 4, 6, 8, 10),
        title="Cycles",
        help="How often the wave goes up and down per unit of x. More cycles need more hidden units.\n\n"
        "y = sin(2π · cycles · x).",
        datasets=users_of("cycles"),
        source="Bishop: Pattern recognition and machine learning, 2006, section 1.1",
    )
    signal_features: SignalFeatures = Field(
        "mfcc",
        title="Signal features",
        description=SIGNAL_FEATURES,
        json_schema_extra={
            "x-datasets": list(users_of("signal_features")),
            "x-source": "Davis and Mermelstein: Comparison of parametric representations, 1980",
            "x-labels": {
                "raw": "raw samples (8,000)",
                "melpower": "mel power (240)",
                "melspec": "log-mel (240)",
                "mfcc": "MFCC statistics (39)",
            },
        },
    )
    signal_to_noise: float = number(
        0.0,
        low=-10,
        high=30,
        choices=(-10, -5, 0, 5, 10, 20, 30),
        title="Signal to noise",
        help="Power of the sound over that of the noise in it: at 0 dB both are equally strong, at −10 dB the noise "
        "has ten times the power. Lower it to make the task harder.\n\n"
        "10 log₁₀(P/N) dB; the noise is N(0, σ²) with σ = 10^(−dB/20) for a sound of power 1.",
        unit="dB",
        datasets=users_of("signal_to_noise"),
        source="Oppenheim and Schafer: Discrete-time signal processing",
    )
    features: Annotated[tuple[Name, ...], Field(strict=False, min_length=1, max_length=1000)] | None = Field(
        None,
        title="Inputs",
        description="What the network sees: columns of the data set and, for points in the plane, functions of them. "
        "With x₁² and x₂² even a linear model finds a circle. Empty: all columns.\n\n"
        "Points also have x1^2, x2^2, x1x2, sin x1 and sin x2.",
        json_schema_extra={"x-source": "Course slides: prior knowledge; TensorFlow Playground"},
    )
    expansion: AnyExpansion = NoExpansion()
    normalization: AnyNormalization = Standardize()
    distort: Distort = Field(
        default_factory=Distort, title="Distort", description=getdoc(Distort), json_schema_extra={"x-source": SOURCE}
    )
    label_noise: float = number(
        0.0, low=0, high=0.5, choices=(0, 0.1, 0.2, 0.4), title="Label noise",
        help="The share of the training samples that get a wrong answer on purpose, so that there is something to "
        "overfit. Validation and test stay clean. It is not label smoothing, which is a matter of the loss.\n\n"
        "round(share · n) samples = another class, drawn uniformly; a number becomes that of another sample.",
        source="Zhang et al.: Understanding deep learning requires rethinking generalization, 2017",
    )  # fmt: skip
    order: Literal["random", "by class"] = Field(
        "random",
        title="Order",
        description="The order in which the training samples lie: mixed, or sorted by class (by size, for numbers). "
        "Sorted samples do harm where batches are not shuffled: each batch then pulls towards its own class.",
        json_schema_extra={"x-source": "Course slides: randomly sampled mini-batches"},
    )
    added: AddedPoints = added_points()
    split: Split = Field(default_factory=Split, title="Split", description=Split.__doc__)
    seed: int | None = whole(
        None, 0, 2**31 - 1, "Seed of the data",
        "Chooses which samples are drawn, how they are split and which labels are wrong. Empty: the seed of the "
        "experiment. Fix it to compare other random starts on the very same data.",
        empty="seed",
    )  # fmt: skip
    bootstrap: bool = Field(
        False,
        title="Bootstrap",
        description="Train on n of the n training samples, drawn with replacement; figures are those of all samples. "
        "The members of an ensemble do.",
        strict=True,
        json_schema_extra={"x-hidden": True},
    )

    @model_validator(mode="before")
    @classmethod
    def _the_older_form_of_normalization_is_known(cls, values: Any) -> Any:
        if isinstance(values, dict) and "normalization" in values:
            return {**values, "normalization": with_kind(values["normalization"])}
        return values
