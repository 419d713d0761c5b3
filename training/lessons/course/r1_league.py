"""R1: all regularizers of the course on the same noisy digits."""

import operator
from collections.abc import Sequence
from functools import reduce
from typing import Any

from training.lessons.claims import at_best, averaged, claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.number import Condition, Number
from training.lessons.settings import NOISY_DIGITS, hidden

NONE, EARLY, SMOOTH = "nothing", "early stopping", "label smoothing 0.2"
PENALTY, BOUNDED, DROPPED = "L2 0.03", "max-norm 0.7", "dropout 0.5 + 0.2"
SHAKEN, BLURRED = "weight noise 0.2", "input noise 1"
SMALL, LINE, BAG = "8 units", "no hidden layer", "bagging of 10"
STOP: dict[str, Any] = {"monitor": "validation_loss", "patience": 5, "restore_best": True}


def ends_at(run: str) -> Number:
    """Its validation accuracy after the last epoch."""
    return last("validation_accuracy", run)


def all_above(numbers: Sequence[Number], bound: Number) -> Condition:
    """Whether each of them is at least that large."""
    return reduce(operator.and_, (number >= bound for number in numbers))


FIVE = tuple(ends_at(run) for run in (PENALTY, BOUNDED, DROPPED, SHAKEN, BLURRED))
STOPPED, PLAIN_RUN = at_best("validation_accuracy", EARLY), ends_at(NONE)
BAGGED = averaged("validation_accuracy", BAG)

LESSON = Lesson(
    number="R1",
    title="The league of regularizers",
    question="Two of five training labels are wrong. Eleven ways to train on them: which ones help, and which one "
    "does not?",
    concepts=("C29", "C30", "C31", "C41", "C42", "C44", "C46", "C48"),
    prediction=Prediction(
        "Without any protection about two thirds of new digits are read correctly. Three of these four remedies raise "
        "that clearly. Which one does not?",
        ("L2 penalty", "Dropout", "Label smoothing", "Early stopping"),
        2,
        "Smoothing changes how sure the network is, not which labels it memorizes.",
    ),
    stages=(
        Training(
            {"title": "The league of regularizers", **NOISY_DIGITS},
            (
                Variant(NONE),
                Variant(EARLY, {"stopping.early": STOP}),
                Variant(PENALTY, {"regularization.l2": 0.03}),
                Variant(BOUNDED, {"regularization.max_norm": 0.7}),
                Variant(DROPPED, {"network.hidden.0.dropout": 0.5, "regularization.input_dropout": 0.2}),
                Variant(SHAKEN, {"regularization.weight_noise": 0.2}),
                Variant(BLURRED, {"regularization.input_noise": 1.0}),
                Variant(SMOOTH, {"loss.label_smoothing": 0.2}),
                Variant(SMALL, {"network.hidden": hidden(8, kind="relu")}),
                Variant(LINE, {"network.hidden": []}),
            ),
        ),
        Training(
            {"title": BAG, **NOISY_DIGITS, "validation": {"every": 5}, "ensemble": {"members": 10}},
            name=BAG,
        ),
    ),
    controls=("regularization.l2", "network.hidden.0.dropout", "data.label_noise", "stopping.epochs"),
    charts=("validation_accuracy", "train_accuracy", "weight_norm"),
    watch="The last validation accuracies, from the top: who stands where? Then the training accuracies: who "
    "memorized?",
    claims=(
        claim(
            "L2 ends at {}, max-norm at {}, dropout at {}, weight noise at {}, input noise at {}: ten points or more "
            "above {} without anything.",
            all_above(FIVE, PLAIN_RUN + 0.1),
            *FIVE,
            PLAIN_RUN,
        ),
        claim(
            "Label smoothing ends at {}, against {}: no help for accuracy here.",
            ends_at(SMOOTH) - PLAIN_RUN <= 0.05,
            ends_at(SMOOTH),
            PLAIN_RUN,
        ),
        claim(
            "Early stopping goes back to {}, five points or more above the run that goes on.",
            STOPPED - PLAIN_RUN >= 0.05,
            STOPPED,
        ),
        claim(
            "A simpler model helps as well: without a hidden layer {}, at least five points more.",
            ends_at(LINE) - PLAIN_RUN >= 0.05,
            ends_at(LINE),
        ),
        claim(
            "Averaging ten networks gives {}: better than one, worse than dropout with its {}.",
            (BAGGED - PLAIN_RUN >= 0.04) & (ends_at(DROPPED) > BAGGED),
            BAGGED,
            ends_at(DROPPED),
        ),
    ),
    why=(
        "A network with 128 units can learn all 600 labels by heart, wrong ones included. Whatever makes that harder "
        "than learning what digits have in common helps: small weights, a short way, units or pixels or weights that "
        "cannot be relied on, or too few weights to begin with.",
        "Label smoothing does not make memorizing harder. It moves the targets from 1 to 0.8, and the wrong label "
        "still gets the 0.8. Bagging does not stop the members from memorizing either: it averages away what they "
        "memorized differently.",
        "The order is that of this task. With clean labels or more data the same remedies gain little, and too much "
        "of any of them costs accuracy. Each amount was chosen by validation: that is tuning too.",
    ),
    formula="minimize E(w) + Ω(w), or limit the way, the units, the inputs or the targets",
    source="Goodfellow, Bengio, Courville: Deep Learning, chapter 7; Zhang and others: Understanding deep learning "
    "requires rethinking generalization, 2017",
    attempt=Attempt(
        "Combine two that work in different ways: L2 0.01 and dropout 0.5. Is it better than each alone?",
        {"regularization.l2": 0.01, "network.hidden.0.dropout": 0.5},
    ),
)
