"""L13b: the same shift on a network with tanh units."""

from training.lessons.claims import claim, largest, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

RAW, CENTERED, STANDARD, NEVER = "raw", "centered", "standardized", "never shifted"
NORMALIZATION, SHIFT = "data.normalization.kind", "data.distort.shift"

LESSON = Lesson(
    number="L13b",
    title="Shift the inputs of a network",
    question="Two moons are moved to (20, 20). Does a tanh network still learn them, raw, centered or standardized?",
    concepts=("C25",),
    prediction=Prediction(
        "The points keep their shape, only their place changes. How well does the network separate the raw, moved "
        "points after 100 epochs?",
        (
            "As well as before: the biases learn the shift within a few epochs",
            "A little worse, and later",
            "No better than a coin",
        ),
        2,
        "At 20 the sums of the tanh units are far out on their flat sides, where no gradient passes that could teach "
        "the biases anything.",
    ),
    stages=(
        Training(
            {
                "title": "Shift the inputs of a network",
                "data": {
                    "dataset": "moons",
                    "noise": 0.1,
                    "distort": {"shift": 20},
                    "normalization": PLAIN,
                    **part(300, 300),
                },
                "network": {"hidden": hidden(8)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.3},
                "batch": {"size": 20},
                "stopping": {"epochs": 100},
            },
            (
                Variant(RAW),
                Variant(CENTERED, {NORMALIZATION: "center"}),
                Variant(STANDARD, {NORMALIZATION: "standardize"}),
                Variant(NEVER, {SHIFT: 0}),
            ),
        ),
    ),
    controls=("data.normalization", SHIFT, "optimizer.learning_rate"),
    charts=("validation_accuracy", "train_loss", "layers.saturated.-2"),
    watch="Validation accuracy: one curve stays at one half. Then look at its share of saturated units.",
    claims=(
        claim(
            "Raw, it never gets beyond {} on fresh points: a coin does as well.",
            largest("validation_accuracy", RAW) < 0.75,
        ),
        claim("Centered it reaches {}.", last("validation_accuracy", CENTERED) >= 0.85),
        claim("Standardized it reaches {}.", last("validation_accuracy", STANDARD) >= 0.92),
    ),
    why=(
        "A unit computes tanh(w₁x₁ + w₂x₂ + b). With inputs near 20 and weights of ordinary size the sum is something "
        "like ±10, the same for all points. There tanh is flat: its slope is below 10⁻⁶, and the gradient that "
        "reaches the weights is multiplied by it.",
        "Even without saturation the shift does harm: it is the needle of the lesson before. Every input is 20 plus a "
        "little, so all weights of a unit pull on the same rope.",
        "Subtracting the mean costs nothing and loses nothing. The mean is taken from the training samples alone and "
        "is then used for all others: validation samples must not have a say.",
    ),
    formula="x ← x − μ (centered),  x ← (x − μ)/σ (standardized);  tanh′(z) = 1 − tanh²(z)",
    source="LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998, 4.3; Hinton: Neural networks for machine learning, "
    "lecture 6b",
    attempt=Attempt("How far is too far? Try a shift of 3, then of 8, with raw inputs.", {SHIFT: 3}),
)
