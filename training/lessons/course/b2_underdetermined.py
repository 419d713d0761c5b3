"""B2: eight points and sixteen coefficients; a penalty chooses one of infinitely many answers."""

from typing import Any

from training.lessons.claims import averaged, claim
from training.lessons.lesson import Attempt, Lesson, Prediction, Training
from training.lessons.settings import PLAIN

FREE, PENALIZED = "λ = 0", "λ = 0.01"


def starts(penalty: float, title: str) -> dict[str, Any]:
    """Five networks without hidden layer, alike but for their first weights."""
    return {
        "title": title,
        "data": {"dataset": "sine8", "expansion": {"kind": "chebyshev", "degree": 15}, "normalization": PLAIN},
        "network": {"hidden": [], "initializer": {"kind": "normal", "std": 1.0}},
        "loss": {"kind": "half_mse"},
        "optimizer": {"kind": "momentum", "learning_rate": 0.4, "beta": 0.9},
        "batch": {"size": "full"},
        "regularization": {"l2": penalty},
        "validation": {"every": 10},
        "stopping": {"epochs": 400},
        "ensemble": {"members": 5, "bootstrap": False},
    }


LESSON = Lesson(
    number="B2",
    title="Underdetermined becomes determined",
    question="Eight points, sixteen Chebyshev polynomials, five random starts. Does gradient descent find one answer?",
    concepts=("C32", "C29"),
    prediction=Prediction(
        "Five starts fit 16 coefficients to the same 8 points until the training loss is practically zero. What do "
        "their curves look like?",
        (
            "One and the same curve: a linear model has a single minimum",
            "Five different curves, all through the same 8 points",
            "Five curves that miss the points by different amounts",
            "One curve, if training goes on for long enough",
        ),
        1,
        "Eight equations do not fix sixteen numbers. What they leave open stays as the first weights had it.",
    ),
    stages=(
        Training(starts(0.0, "Five starts without a penalty"), name=FREE),
        Training(starts(0.01, "Five starts with L2 0.01"), name=PENALIZED),
    ),
    controls=("regularization.l2", "data.expansion.degree", "data.noise"),
    charts=("disagreement", "validation_loss", "train_loss"),
    watch="How much the five disagree. Without a penalty it settles at a height of its own, with one it falls to "
    "nothing.",
    claims=(
        claim(
            "Without a penalty all five pass through the points: their training loss is {} in the mean.",
            averaged("mean_train_loss", FREE) < 1e-6,
        ),
        claim(
            "Between the points they disagree: the variance of their answers is {}.",
            averaged("disagreement", FREE) > 0.5,
        ),
        claim(
            "With λ = 0.01 they agree, to a variance of {}: one answer, whatever the start.",
            averaged("disagreement", PENALIZED) < 1e-6,
        ),
        claim(
            "It is also the better answer: {} away from the true curve instead of {} (half mean squared error).",
            averaged("mean_validation_loss", FREE) >= 5 * averaged("mean_validation_loss", PENALIZED),
            averaged("mean_validation_loss", PENALIZED),
            averaged("mean_validation_loss", FREE),
        ),
    ),
    why=(
        "P has 8 rows, one a point, and more columns than rows. So PᵀP has directions with curvature 0: moving the "
        "weights there changes no prediction at the eight points. The gradient is 0 in these directions, and gradient "
        "descent never moves along them. Each start keeps its own random amount of them, and it shows between the "
        "points.",
        "The penalty adds λ to every curvature. Now each direction has a slope towards 0, PᵀP + nλI can be inverted, "
        "and there is exactly one minimum. It uses no coefficient that the points do not ask for, which is why it "
        "comes closer to the smooth truth.",
        "A little is given up for it: the training loss is no longer zero.",
    ),
    formula="w* = (PᵀP + nλI)⁻¹ Pᵀt",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 7.3",
    attempt=Attempt(
        "Ten times less: λ = 0.001. Do the five agree after 400 epochs as well? If not, give them 4,000.",
        {"regularization.l2": 0.001},
    ),
)
