"""L24: networks that cannot rely on single units memorize less."""

from training.lessons.claims import claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import NOISY_DIGITS

NONE, HALF, INPUTS = "no dropout", "dropout 0.5", "dropout 0.5, inputs 0.2"
UNITS, PIXELS = "network.hidden.0.dropout", "regularization.input_dropout"

LESSON = Lesson(
    number="L24",
    title="Dropout: mask neurons at random",
    question="Two of five training labels are wrong. What does a network learn whose units are missing half of the "
    "time?",
    concepts=("C48",),
    prediction=Prediction(
        "For every sample of every batch half of the hidden units are switched off at random. What do you expect after "
        "40 epochs?",
        (
            "Lower training accuracy and lower validation accuracy: half the network is half as good",
            "Lower training accuracy, higher validation accuracy",
            "The same training accuracy, higher validation accuracy",
            "Higher training accuracy: the units compete",
        ),
        1,
        "Single samples become hard to memorize, so fewer wrong labels are learned. In use, all units work.",
    ),
    stages=(
        Training(
            {"title": "Dropout: mask neurons at random", **NOISY_DIGITS},
            (Variant(NONE), Variant(HALF, {UNITS: 0.5}), Variant(INPUTS, {UNITS: 0.5, PIXELS: 0.2})),
        ),
    ),
    controls=(UNITS, PIXELS, "network.hidden.0.units", "data.label_noise"),
    charts=("validation_accuracy", "train_accuracy"),
    watch="The gap between training and validation accuracy: it closes from the side of training first.",
    claims=(
        claim(
            "Without dropout the network is right about {} of new digits, with 0.5 about {}: eight points more, or "
            "better.",
            last("validation_accuracy", HALF) - last("validation_accuracy", NONE) >= 0.08,
            last("validation_accuracy", NONE),
            last("validation_accuracy", HALF),
        ),
        claim(
            "Dropping a fifth of the pixels as well makes it {}.",
            last("validation_accuracy", INPUTS) - last("validation_accuracy", NONE) >= 0.12,
            last("validation_accuracy", INPUTS),
        ),
        claim(
            "It agrees with fewer of its training labels: {} without dropout, {} and {} with it.",
            (last("train_accuracy", HALF) <= last("train_accuracy", NONE) - 0.05)
            & (last("train_accuracy", INPUTS) <= last("train_accuracy", HALF)),
            last("train_accuracy", NONE),
            last("train_accuracy", HALF),
            last("train_accuracy", INPUTS),
        ),
    ),
    why=(
        "A unit cannot count on any other being there, so each must be useful by itself, in many company. Elaborate "
        "arrangements of several units that together remember one sample fall apart.",
        "Each batch trains another thinned network, and all of them share their weights. With all units at work the "
        "network answers roughly like an average over those many networks: bagging at the price of one.",
        "What remains is divided by 1 − p, so that sums keep their mean and nothing must be rescaled later. Dropout "
        "is on in training only; both accuracies shown here are those of the whole network.",
    ),
    formula="a ← m · a / (1 − p),   m = 0 with probability p, else 1;   E[a] stays,  Var = a² p/(1 − p)",
    source="Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout, 2014; Goodfellow, Bengio, Courville: "
    "Deep Learning, section 7.12",
    attempt=Attempt("Drop 90 % of the hidden units. Is that too much? Look at both accuracies.", {UNITS: 0.9}),
)
