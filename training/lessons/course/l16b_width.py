"""L16b: bad minima disappear with width."""

from typing import Any

from training.lessons.claims import claim, least, median_of_runs, most, share_above
from training.lessons.lesson import Attempt, Lesson, Prediction, Training
from training.lessons.settings import PLAIN, hidden, part

NARROW, WIDE = "2 units", "8 units"
STARTS, STUCK = 16, 0.15


def _census(name: str, units: int) -> Training:
    spec: dict[str, Any] = {
        "title": f"Bad minima disappear with width: {name}",
        "data": {"dataset": "xor", "noise": 0.0, "normalization": PLAIN, **part(100, 100)},
        "network": {"hidden": hidden(units)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.5},
        "batch": {"size": "full"},
        "validation": {"every": 100},
        "stopping": {"epochs": 600},
        "vary": {"kind": "census", "initializations": STARTS},
    }
    return Training(spec, name=name)


LESSON = Lesson(
    number="L16b",
    title="Bad minima disappear with width",
    question="Exclusive or, 16 random starts: how many get stuck with 2 hidden units, and how many with 8?",
    concepts=("C31", "C34"),
    prediction=Prediction(
        "Two tanh units are enough to represent exclusive or. From how many of 16 random starts does gradient descent "
        "get there within 600 epochs?",
        (
            "From all: what a network can represent, it learns",
            "From about three quarters",
            "From less than half",
        ),
        2,
        "That a solution exists does not mean that the way downhill leads there; most starts end on a plateau.",
    ),
    stages=(_census(NARROW, 2), _census(WIDE, 8)),
    controls=("network.hidden.0.units", "optimizer.learning_rate"),
    charts=("train_loss",),
    watch="Sixteen curves each: on how many levels do those of 2 units end, and on how many those of 8?",
    claims=(
        claim(
            "With 2 units {} of the starts end with a training loss above 0.15.",
            share_above(STUCK, "train_loss", NARROW) >= 0.5,
        ),
        claim("With 8 units {} do.", share_above(STUCK, "train_loss", WIDE).equals(0)),
        claim(
            "The worst of the 8-unit networks ({}) is better than the middle one of 2 units ({}).",
            most("train_loss", WIDE) < median_of_runs("train_loss", NARROW),
            most("train_loss", WIDE),
            median_of_runs("train_loss", NARROW),
        ),
        claim(
            "The starts of 2 units end between {} and {}: on several levels, not one.",
            least("train_loss", NARROW) < 0.9 * most("train_loss", NARROW),
            least("train_loss", NARROW),
            most("train_loss", NARROW),
        ),
    ),
    why=(
        "With two units both must take the right role: each has one line to draw, and both lines are needed. If they "
        "agree on the wrong two, every small change makes the error larger or leaves it equal, and gradient descent "
        "stays.",
        "With eight units it is enough that some of them start near useful lines; the others correct the rest. And "
        "with more weights there are more directions: a place from which none leads down gets rare.",
        "So the width that learns easily is larger than the width that suffices. What the surplus costs is another "
        "matter: see the lessons about generalization.",
    ),
    formula="stuck = final training loss > 0.15;  guessing has the loss ln 2 = 0.693",
    source="Goodfellow, Bengio, Courville: Deep Learning, 8.2.2; Minsky, Papert: Perceptrons, 1969, for exclusive or",
    attempt=Attempt("Somewhere in between it turns. How many of 16 starts get stuck with 4 units?",
                    {"network.hidden.0.units": 4}),
)  # fmt: skip
