"""L13: shift the inputs, so that the needle becomes a circle."""

from typing import Any

from training.lessons.claims import claim, steps
from training.lessons.lesson import Attempt, Lesson, Prediction, Walk, Walks

RAW, ROUGH, SHIFTED = "raw", "minus 90", "minus 100"


def _neuron(shift: float, rate: float) -> dict[str, Any]:
    neuron = {"kind": "linear_neuron", "rows": [[101, 101], [101, 99]], "targets": [2, 0], "shift": shift}
    return {"surface": neuron, "start": [0, 0], "optimizer": {"kind": "sgd", "learning_rate": rate}}


def _address(rate: str, shift: int = 0) -> str:
    moved = f"&shift={shift}" if shift else ""
    return f"surface=linear_neuron{moved}&tolerance=2e-6&racer=sgd,learning_rate:{rate},name:best+rate"


LESSON = Lesson(
    number="L13",
    title="Shift the inputs",
    question="Two samples, two weights, the best possible learning rate: how many steps before and after subtracting "
    "100 from the inputs?",
    concepts=("C25", "C28"),
    prediction=Prediction(
        "A linear neuron learns (101, 101) → 2 and (101, 99) → 0. You get the best η there is, before and after 100 is "
        "subtracted from all inputs. How many steps does gradient descent take?",
        (
            "About 10, both times: it is the same problem",
            "About 1,000 before, 100 after",
            "About 145,000 before, 1 after",
            "About 145,000, both times: shifting only moves the minimum",
        ),
        2,
        "With large, almost equal inputs both weights pull on the same rope: their sum is felt 40,000 times as much as "
        "their difference.",
    ),
    stages=(
        Walks(
            (
                Walk(RAW, _neuron(0, 0.000024750024750024752), tolerance=2e-6),
                Walk(ROUGH, _neuron(90, 0.002252252252252252), tolerance=2e-6),
                Walk(SHIFTED, _neuron(100, 0.25), tolerance=2e-6),
            ),
            (
                ("The inputs as they are: a needle", _address("0.000024750024750024752")),
                ("Minus 90", _address("0.002252252252252252", 90)),
                ("Minus 100: a circle", _address("0.25", 100)),
                ("To try: the circle with a rate just below and just above its limit of 0.5",
                 "surface=linear_neuron&shift=100&start=0,0.5&tolerance=2e-6&racer=sgd,learning_rate:0.25"
                 "&racer=sgd,learning_rate:0.49&racer=sgd,learning_rate:0.51"),
            ),
        ),
    ),
    controls=(),
    charts=(),
    watch="The level lines: a needle so thin that you see stripes, then a circle. And where the first step lands.",
    claims=(
        claim("The inputs as they are need {} steps.", steps(RAW) > 100_000),
        claim("After subtracting 100, {} step is enough: it lands on the minimum.", steps(SHIFTED).equals(1)),
        claim(
            "Nearly right is nearly as good: after subtracting 90 it takes {} steps, instead of {}.",
            50 * steps(ROUGH) < steps(RAW),
            steps(ROUGH),
            steps(RAW),
        ),
    ),
    why=(
        "The error E = Σ (t − w·x)² is a bowl. Its curvatures are the eigenvalues of H = 2XᵀX. Here they are 80,806 "
        "(both weights grow together) and 2.02 (one grows, the other shrinks): a condition number of 40,006.",
        "One learning rate has to serve both directions. Above 2/80,806 the steep one diverges; at the best rate "
        "below, the flat one loses only 1 part in 20,000 of its distance per step. That is a long walk.",
        "After subtracting 100 the samples are (1, 1) and (1, −1). Their columns are orthogonal and of equal length, "
        "so H = 4·I: a round bowl, where the gradient points straight at the minimum and η = 1/4 goes all the way.",
    ),
    formula="x ← x − μ;  H = 2XᵀX,  best η = 2/(λ_min + λ_max),  each step leaves (κ − 1)/(κ + 1) of the distance",
    source="Hinton: Neural networks for machine learning, lecture 6b",
    attempt=Attempt(
        "Open the circle with three rates: 0.25, 0.49 and 0.51. One arrives at once, one jumps to and fro for a long "
        "time, one leaves. Which is which, and what is the limit 2/λ_max here?"
    ),
)  # fmt: skip
