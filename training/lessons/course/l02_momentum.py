"""L02: momentum along a ravine."""

import math
from typing import Any

from training.lessons.claims import claim, steps
from training.lessons.lesson import Attempt, Lesson, Prediction, Walk, Walks

PLAIN, SAME, MATCHED = "gradient descent", "running mean, η = 0.009", "running mean, η = 0.09"
CLASSICAL, LOOKS, TOO_FAR = "momentum, η = 0.009", "Nesterov, η = 0.0045", "Nesterov, η = 0.009"


def _walk(name: str, kind: str, rate: float) -> Walk:
    optimizer: dict[str, Any] = {"kind": kind, "learning_rate": rate} | ({} if kind == "sgd" else {"beta": 0.9})
    ravine = {"kind": "quadratic", "matrix": [[1, 0], [0, 200]], "b": [0, 0]}
    return Walk(name, {"surface": ravine, "start": [-4, 2], "optimizer": optimizer}, tolerance=1e-6)


LESSON = Lesson(
    number="L02",
    title="Momentum: speed along the ravine",
    question="How many steps does momentum save in a valley that is 200 times as steep across as along?",
    concepts=("C06", "C07"),
    prediction=Prediction(
        "Gradient descent needs 880 steps here. Momentum with β = 0.9 has two forms: a ball with friction "
        "(v ← βv − ηg), and a running mean of the gradients (v ← βv + (1 − β)g). Both keep η = 0.009. Who is faster?",
        (
            "Both, by about the same factor: both are momentum",
            "Only the ball with friction",
            "Only the running mean: it averages the zigzag away",
            "Neither: η alone sets the speed",
        ),
        1,
        "The running mean smooths the direction but keeps the size of a step; the ball adds gradients up, to steps "
        "1/(1 − β) = 10 times as long.",
    ),
    stages=(
        Walks(
            (
                _walk(PLAIN, "sgd", 0.009),
                _walk(SAME, "momentum_ema", 0.009),
                _walk(MATCHED, "momentum_ema", 0.09),
                _walk(CLASSICAL, "momentum", 0.009),
                _walk(LOOKS, "nesterov", 0.0045),
                _walk(TOO_FAR, "nesterov", 0.009),
            ),
            (
                ("All six in one race",
                 "matrix=1,0;0,200&start=-4,2&racer=sgd,learning_rate:0.009&racer=momentum_ema,learning_rate:0.009"
                 "&racer=momentum_ema,learning_rate:0.09&racer=momentum,learning_rate:0.009"
                 "&racer=nesterov,learning_rate:0.0045&racer=nesterov,learning_rate:0.009"),
                ("To try: three values of β",
                 "matrix=1,0;0,200&start=-4,2&racer=momentum,learning_rate:0.009,beta:0.5"
                 "&racer=momentum,learning_rate:0.009,beta:0.9&racer=momentum,learning_rate:0.009,beta:0.98"),
            ),
        ),
    ),
    controls=(),
    charts=(),
    watch="The path: plain descent zigzags across the valley and creeps along it, the ball picks up speed on its "
    "floor.",
    claims=(
        claim(
            "Momentum arrives after {} steps, gradient descent after {}.",
            4 * steps(CLASSICAL) < steps(PLAIN),
            steps(CLASSICAL),
            steps(PLAIN),
        ),
        claim(
            "The running mean at the same η needs {}: the direction is smoother, the steps are no longer.",
            steps(SAME) > 0.8 * steps(PLAIN),
        ),
        claim(
            "At η/(1 − β) = 0.09 it takes {} steps, exactly as many as the ball: it is the same path.",
            steps(MATCHED).equals(steps(CLASSICAL)),
        ),
        claim(
            "Nesterov's form bears less: at η = 0.0045 it needs {} steps, at 0.009 it never arrives.",
            (steps(LOOKS) < steps(CLASSICAL)) & steps(TOO_FAR).equals(math.inf),
        ),
    ),
    why=(
        "Across the valley ηλ = 1.8: every step multiplies that coordinate by −0.8, so the gradient flips its sign. "
        "Along the valley ηλ = 0.009: the gradient hardly changes. A velocity adds up what persists and cancels what "
        "flips. Under a constant gradient it grows to ηg/(1 − β), ten times the plain step for β = 0.9.",
        "The running mean has the factor 1 − β in it, so its steps grow to ηg only. Whoever compares both at equal η "
        "compares different step lengths: multiply η by 1/(1 − β) first.",
        "Momentum also moves the limits. With λ = 200 and β = 0.9, gradient descent diverges above 0.01, the ball "
        "above 0.019, Nesterov's form above 0.0068.",
    ),
    formula="ball: v ← βv − ηg, w ← w + v;  running mean: v ← βv + (1 − β)g, w ← w − αv;  same path for "
    "α = η/(1 − β)",
    source="Hinton: Neural networks for machine learning, lecture 6c; Goodfellow, Bengio, Courville: Deep Learning, "
    "8.3.2",
    attempt=Attempt(
        "Race β = 0.5, 0.9 and 0.98 at the same η. More memory is not always better: what does the path of 0.98 look "
        "like near the minimum?"
    ),
)  # fmt: skip
