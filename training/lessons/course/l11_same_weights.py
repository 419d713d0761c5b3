"""L11: units that start equal stay equal."""

from training.lessons.claims import claim, diagnosed, largest
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.number import Number
from training.lessons.settings import PLAIN, hidden, part

HALVES, ZEROS, RANDOM, SINGLE = "all weights 0.5", "all weights 0", "random (Xavier)", "a single unit"
INITIALIZER, UNITS = "network.initializer", "network.hidden.0.units"


def _copies(of: str) -> Number:
    """How many hidden units are copies of each other in the end."""
    return diagnosed("symmetric_weights", "equal units", of)


LESSON = Lesson(
    number="L11",
    title="Equal weights stay equal",
    question="Eight hidden units start with identical weights. Do they ever become different?",
    concepts=("C21", "C22"),
    prediction=Prediction(
        "All weights are 0.5 at first, and SGD trains for 60 epochs with batches in random order. What do the eight "
        "units do?",
        (
            "They drift apart: the random batches differ",
            "They drift apart slowly: 60 epochs are too few",
            "They change, but stay equal to each other for ever",
            "They do not change at all",
        ),
        2,
        "Equal units get equal gradients from every batch. Random order cannot help: it is the same for all of them.",
    ),
    stages=(
        Training(
            {
                "title": "Equal weights stay equal",
                "data": {"dataset": "xor", "noise": 0.0, "normalization": PLAIN, **part(250, 250)},
                "network": {"hidden": hidden(8), "initializer": {"kind": "constant", "value": 0.5}},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.3},
                "batch": {"size": 10},
                "stopping": {"epochs": 60},
            },
            (
                Variant(HALVES),
                Variant(ZEROS, {INITIALIZER: {"kind": "zeros"}}),
                Variant(RANDOM, {INITIALIZER: {"kind": "xavier_uniform"}}),
                Variant(SINGLE, {INITIALIZER: {"kind": "xavier_uniform"}, UNITS: 1}),
            ),
        ),
    ),
    controls=(INITIALIZER, UNITS),
    charts=("validation_accuracy", "train_loss"),
    watch="The pictures of the eight hidden units in the network: eight times the same, in every epoch.",
    claims=(
        claim(
            "Of the 8 units that started at 0.5, {} are still copies of each other after 60 epochs; of the random ones "
            "{}.",
            _copies(HALVES).equals(8) & _copies(RANDOM).equals(0),
        ),
        claim(
            "They never get beyond {} on fresh points; a single unit gets to {}.",
            (largest("validation_accuracy", HALVES) <= 0.8) & (largest("validation_accuracy", SINGLE) <= 0.8),
        ),
        claim(
            "With zeros it is {}: the gradient of the hidden weights has a largest norm of {}, for ever.",
            (largest("validation_accuracy", ZEROS) <= 0.8) & largest("layers.gradient_norm.0", ZEROS).equals(0),
        ),
        claim("Eight random units reach {}.", largest("validation_accuracy", RANDOM) >= 0.97),
    ),
    why=(
        "Units with the same incoming and outgoing weights compute the same output, get the same error back, and so "
        "take the same step. By induction they are equal after every update: eight units, worth one. And one tanh unit "
        "draws one straight line, which cannot separate exclusive or.",
        "With zeros it is worse. The hidden outputs are 0, so the weights behind them get no gradient; these are 0 "
        "too, so no error comes back to the weights in front. Only the last bias learns.",
        "Random weights break the tie. A linear model has no such tie: there zeros are a fine start. And zero biases "
        "are always fine.",
    ),
    formula="wᵢ = wⱼ and vᵢ = vⱼ  ⇒  ∂E/∂wᵢ = ∂E/∂wⱼ and ∂E/∂vᵢ = ∂E/∂vⱼ",
    source="Goodfellow, Bengio, Courville: Deep Learning, 8.4; Hinton: Neural networks for machine learning, lecture "
    "6b",
    attempt=Attempt(
        "How little randomness is enough? Start from a normal law with σ = 0.0001.",
        {INITIALIZER: {"kind": "normal", "std": 0.0001}},
    ),
)
