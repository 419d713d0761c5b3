"""L01: the learning rate is too small, right, or too large."""

from training.lessons.claims import claim, diverges, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, part

SLOW, RIGHT, FAR = "η = 0.0005", "η = 0.03", "η = 0.1"
RATE = "optimizer.learning_rate"

LESSON = Lesson(
    number="L01",
    title="Learning rate: too small, right, too large",
    question="What happens to the loss when the learning rate is 60 times too small, right, or a little too large?",
    concepts=("C01", "C03", "C11"),
    prediction=Prediction(
        "Three equal networks train with η = 0.0005, 0.03 and 0.1. Where is η = 0.1 after 100 epochs?",
        (
            "Lowest of all: larger steps arrive sooner",
            "It jumps to and fro around the minimum",
            "Its loss has grown beyond all bounds",
        ),
        2,
        "Above 2/λ_max every step overshoots by more than it gained: the error grows, ever faster.",
    ),
    stages=(
        Training(
            {
                "title": "Learning rate: too small, right, too large",
                "data": {"dataset": "plane", "noise": 0.1, "normalization": PLAIN, **part(200, 200)},
                "network": {"hidden": [], "initializer": {"kind": "normal", "std": 1.0}},
                "loss": {"kind": "mse"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.03},
                "batch": {"size": "full"},
                "stopping": {"epochs": 100},
            },
            (Variant(SLOW, {RATE: 0.0005}), Variant(RIGHT, {RATE: 0.03}), Variant(FAR, {RATE: 0.1})),
        ),
    ),
    controls=(RATE, "stopping.epochs"),
    charts=("train_loss", "validation_loss"),
    watch="The training loss, on a logarithmic axis: one curve crawls, one falls to a floor, one leaves the picture.",
    claims=(
        claim(
            "η = 0.03 ends at a loss of {}: that is the noise in the data, no line fits better.",
            last("train_loss", RIGHT) < 0.005,
        ),
        claim(
            "η = 0.0005 is still at {} after 100 epochs: at least five times as high.",
            last("train_loss", SLOW) >= 5 * last("train_loss", RIGHT),
        ),
        claim("η = 0.1 does not arrive at all: its run ends as diverged.", diverges(FAR)),
    ),
    why=(
        "The error of a linear model is a bowl. Along each of its axes, with curvature λ, one step of gradient descent "
        "multiplies the distance from the minimum by 1 − ηλ. For a small η that is close to 1: it crawls. For "
        "η > 2/λ it is below −1: every step lands on the other side, farther away.",
        "The steepest axis sets the limit. Here λ_max is about 24 to 27, so the limit is 0.075 to 0.083, and 0.1 is "
        "just above it.",
    ),
    formula="w ← w − η ∂E/∂w,  converges for 0 < η < 2/λ_max",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 4.3; Hinton: Neural networks for machine learning, "
    "lecture 6",
    attempt=Attempt("Find the limit: try η = 0.07, then 0.08. Where does the loss begin to grow?", {RATE: 0.08}),
)
