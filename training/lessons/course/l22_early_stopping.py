"""L22: the best network is on the way; early stopping goes back to it."""

from training.lessons.claims import at_best, best_epoch, claim, epochs, last, smallest
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import NOISY_DIGITS

LONG, EARLY = "40 epochs", "early stopping"
STOP = {"monitor": "validation_loss", "patience": 5, "restore_best": True}

LESSON = Lesson(
    number="L22",
    title="Early stopping",
    question="Two of five training labels are wrong. Train for 40 epochs, or stop when the validation loss has not "
    "improved for 5?",
    concepts=("C44", "C45"),
    prediction=Prediction(
        "One run takes all 40 epochs. The other stops early and goes back to its best weights. Which network reads "
        "new digits better, and where are its weights?",
        (
            "40 epochs, farther from the start: more training, better network",
            "Early stopping, closer to the start",
            "Early stopping, farther from the start: it moves faster",
            "Both the same: going back undoes the gain",
        ),
        1,
        "First it learns digits, then wrong labels, and for these it must travel far. Stopping early limits the way.",
    ),
    stages=(
        Training(
            {"title": "Early stopping", **NOISY_DIGITS, "stopping": {"epochs": 40, "early": STOP}},
            (Variant(LONG, {"stopping.early": None}), Variant(EARLY)),
        ),
    ),
    controls=("stopping.early.patience", "stopping.early.monitor", "data.label_noise"),
    charts=("validation_loss", "validation_accuracy", "train_loss", "distance"),
    watch="The validation loss turns up within the first twenty epochs while the training loss goes on falling. The "
    "mark on the curve is the best epoch.",
    claims=(
        claim(
            "Early stopping ends after {} epochs, well before the fortieth; its best was epoch {}.",
            epochs(EARLY) <= 30,
            epochs(EARLY),
            best_epoch(EARLY),
        ),
        claim(
            "With the weights of that epoch it is right about {}, after 40 epochs about {}.",
            at_best("validation_accuracy", EARLY) - last("validation_accuracy", LONG) >= 0.05,
            at_best("validation_accuracy", EARLY),
            last("validation_accuracy", LONG),
        ),
        claim(
            "Its weights lie {} from where they started, those of 40 epochs {}.",
            at_best("distance", EARLY) < last("distance", LONG),
            at_best("distance", EARLY),
            last("distance", LONG),
        ),
        claim(
            "After 40 epochs the validation loss is {}; its lowest had been {}.",
            last("validation_loss", LONG) >= 1.15 * smallest("validation_loss", LONG),
            last("validation_loss", LONG),
            smallest("validation_loss", LONG),
        ),
    ),
    why=(
        "What many samples have in common gives gradients that add up, so it is learned first. A single wrong label "
        "stands alone against all others: its gradient is small beside theirs, until only the wrong ones are left to "
        "learn.",
        "After τ updates with rate η and gradients no longer than G, the weights are at most ητG away from the start. "
        "So stopping early limits the volume in which they can be, as L2 does: near a minimum, 1/(ητ) plays the part "
        "of λ.",
        "Patience protects from noise: one worse epoch is not the end. Afterwards the best weights are taken back, so "
        "the patience costs time but no quality.",
    ),
    formula="‖w_τ − w₀‖ ≤ ητG;   λ ≈ 1/(ητ)",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 7.8",
    attempt=Attempt(
        "Clean the labels: label noise 0. Is there still anything to stop for?",
        {"data.label_noise": 0.0},
    ),
)
