"""L14: scale and standardize the inputs."""

import math

from training.lessons.claims import claim, reaches
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.number import Number, least_of
from training.lessons.settings import PLAIN

RATES = {
    "none": (1e-5, 1e-4, 1e-3),
    "center": (1e-5, 1e-4, 1e-3),
    "scale": (0.1, 0.3),
    "standardize": (0.3, 1.0),
}
NAMES = {"none": "raw", "center": "centered", "scale": "scaled", "standardize": "standardized"}
NORMALIZATION, RATE = "data.normalization.kind", "optimizer.learning_rate"


def _name(kind: str, rate: float) -> str:
    return f"{NAMES[kind]}, η = {rate:f}".rstrip("0").removesuffix(".")


def _epochs(kind: str) -> Number:
    """Of the best of its rates."""
    each = (reaches("train_loss", _name(kind, rate), at_most=0.1) for rate in RATES[kind])
    return least_of(f"epochs to a train_loss of 0.1 [{NAMES[kind]}, best η]", *each)


LESSON = Lesson(
    number="L14",
    title="Scale and standardize",
    question="Thirteen measurements of wine, from 0.1 to 1,700: how long until the training loss is 0.1, with raw, "
    "centered, scaled or standardized inputs?",
    concepts=("C26", "C27"),
    prediction=Prediction(
        "A linear classifier, several learning rates for each form of the inputs, the best one counts. Who reaches a "
        "training loss of 0.1 within 600 epochs?",
        (
            "All: with its best η each form gets there",
            "All but the raw inputs",
            "The scaled and the standardized inputs",
            "Only the standardized inputs",
        ),
        2,
        "Centering leaves the sizes as different as they were; scaling helps a lot, and both together most.",
    ),
    stages=(
        Training(
            {
                "title": "Scale and standardize",
                "data": {
                    "dataset": "wine",
                    "normalization": PLAIN,
                    "split": {"train": 107 / 178, "validation": 71 / 178, "test": 0},
                },
                "network": {"hidden": []},
                "loss": {"kind": "cross_entropy"},
                "optimizer": {"kind": "sgd", "learning_rate": 1e-4},
                "batch": {"size": "full"},
                "stopping": {"epochs": 600},
            },
            tuple(
                Variant(_name(kind, rate), {NORMALIZATION: kind, RATE: rate})
                for kind, rates in RATES.items()
                for rate in rates
            ),
        ),
    ),
    controls=("data.normalization", RATE, "stopping.epochs"),
    charts=("train_loss", "validation_loss"),
    watch="The training loss on a logarithmic axis: which curves cross 0.1, and after how many epochs?",
    claims=(
        claim("None of its rates brings the raw inputs to 0.1 within 600 epochs.", _epochs("none").equals(math.inf)),
        claim("Nor the centered ones.", _epochs("center").equals(math.inf)),
        claim("Scaled, the best rate takes {} epochs.", _epochs("scale").between(50, 450)),
        claim(
            "Standardized, it takes {}: {} times fewer.",
            (_epochs("standardize") <= 15) & (5 * _epochs("standardize") <= _epochs("scale")),
            _epochs("standardize"),
            _epochs("scale") / _epochs("standardize"),
        ),
    ),
    why=(
        "Proline varies by 300 units, hue by a quarter of one. The curvature along a weight grows with the square of "
        "its input, so the bowl is a million times steeper in one direction than in another. A rate that is small "
        "enough for proline is far too small for hue.",
        "Centering removes the means but not these sizes. Scaling divides each column by its standard deviation, but "
        "means stay: alcohol is 13 ± 0.8, so after scaling it is 16 ± 1, and its weight fights with the bias and all "
        "others. Standardizing does both, and one large rate suits all weights.",
        "The figures μ and σ come from the training samples alone.",
    ),
    formula="x ← (x − μ)/σ,  σ² = mean of (x − μ)² over the training samples",
    source="LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998, 4.3; Hinton: Neural networks for machine learning, "
    "lecture 6b",
    attempt=Attempt(
        "Take min–max instead: each input into [0, 1]. With which η does it come closest to the standardized inputs?",
        {"data.normalization": {"kind": "minmax"}, RATE: 1.0},
    ),
)
