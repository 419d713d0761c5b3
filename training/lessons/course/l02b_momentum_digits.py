"""L02b: momentum on digits."""

from training.lessons.claims import claim, reaches
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.number import Number
from training.lessons.settings import digits, hidden

SMALL, CLASSICAL, SAME = "SGD, η = 0.01", "momentum, η = 0.01", "running mean, η = 0.01"
MATCHED, LARGE = "running mean, η = 0.1", "SGD, η = 0.1"
KIND, RATE, BETA = "optimizer.kind", "optimizer.learning_rate", "optimizer.beta"


def _epochs(of: str) -> Number:
    return reaches("validation_accuracy", of, at_least=0.9)


LESSON = Lesson(
    number="L02b",
    title="Momentum on digits",
    question="How many epochs until 90 % of fresh digits are right: with SGD, with momentum, and with the running "
    "mean?",
    concepts=("C06", "C07"),
    prediction=Prediction(
        "SGD with η = 0.01 needs about 20 epochs, momentum β = 0.9 with the same η about 3. And plain SGD with ten "
        "times the rate?",
        (
            "It diverges: momentum is what makes large steps safe",
            "About 20 epochs too: it only rattles more",
            "About 10 epochs",
            "About 3 epochs, like momentum",
        ),
        3,
        "Where the inputs are standardized the valley is not narrow, and momentum 0.9 is little more than a step ten "
        "times as long.",
    ),
    stages=(
        Training(
            {
                "title": "Momentum on digits",
                "data": digits(1000),
                "network": {"hidden": hidden(32, kind="relu"), "initializer": {"kind": "he_normal"}},
                "optimizer": {"kind": "sgd", "learning_rate": 0.01},
                "batch": {"size": 32},
                "stopping": {"epochs": 35},
            },
            (
                Variant(SMALL),
                Variant(CLASSICAL, {KIND: "momentum", RATE: 0.01, BETA: 0.9}),
                Variant(SAME, {KIND: "momentum_ema", RATE: 0.01, BETA: 0.9}),
                Variant(MATCHED, {KIND: "momentum_ema", RATE: 0.1, BETA: 0.9}),
                Variant(LARGE, {RATE: 0.1}),
            ),
        ),
    ),
    controls=("optimizer", "batch.size"),
    charts=("validation_accuracy", "train_loss"),
    watch="Validation accuracy: which curves lie on top of each other?",
    claims=(
        claim(
            "Momentum needs {} epochs, SGD at the same η {}.",
            (_epochs(CLASSICAL) <= 5) & (_epochs(SMALL) >= 15),
        ),
        claim("The running mean at the same η needs {}: no faster than SGD.", _epochs(SAME) >= 15),
        claim(
            "At ten times the rate it needs {}, exactly like momentum.",
            _epochs(MATCHED).equals(_epochs(CLASSICAL)),
        ),
        claim("But plain SGD at ten times the rate is just as quick: {} epochs.", _epochs(LARGE) <= 5),
    ),
    why=(
        "Momentum has two gifts. It cancels zigzags, which pays in narrow valleys, and it makes the steps along "
        "steady gradients 1/(1 − β) times as long. On standardized digits the valley is wide, so only the second gift "
        "counts, and a larger η gives the same.",
        "This is why optimizers must never be compared at one common learning rate. Give each its own best rate "
        "first; then compare.",
    ),
    formula="steady gradient: step → ηg/(1 − β);  running mean: step → ηg",
    source="Hinton: Neural networks for machine learning, lecture 6c; Goodfellow, Bengio, Courville: Deep Learning, "
    "8.3.2",
    attempt=Attempt(
        "Give momentum the rate 0.1, too: that is a step as long as η = 1 with SGD. Is ten times more still better?",
        {"optimizer": {"kind": "momentum", "learning_rate": 0.1, "beta": 0.9}},
    ),
)
