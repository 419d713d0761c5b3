"""L14lab: scale the inputs of one neuron."""

from typing import Any

from training.lessons.claims import claim, steps
from training.lessons.lesson import Attempt, Lesson, Prediction, Walk, Walks

RAW, ROUGH, SCALED = "raw", "divided by 0.1 and 5", "divided by 0.1 and 10"
ROWS = "surface=linear_neuron&rows=0.1,10;0.1,-10"


def _neuron(scale: list[float], rate: float) -> dict[str, Any]:
    neuron = {"kind": "linear_neuron", "rows": [[0.1, 10], [0.1, -10]], "targets": [2, 0], "scale": scale}
    return {"surface": neuron, "start": [0, 0], "optimizer": {"kind": "sgd", "learning_rate": rate}}


LESSON = Lesson(
    number="L14lab",
    title="Scale the inputs: one neuron",
    question="One input is 0.1, the other ±10. How many steps does gradient descent need before and after both are "
    "divided by their size?",
    concepts=("C26", "C28"),
    prediction=Prediction(
        "(0.1, 10) → 2 and (0.1, −10) → 0, at the best η. Which weight keeps gradient descent waiting?",
        (
            "That of the large input: it has a long way to go",
            "That of the small input: its gradient is tiny",
            "Neither: η can be made to suit both",
        ),
        1,
        "The gradient of a weight is proportional to its input, and the curvature to its square: 0.04 against 400.",
    ),
    stages=(
        Walks(
            (
                Walk(RAW, _neuron([1, 1], 0.0049995000499950005), tolerance=2e-6),
                Walk(ROUGH, _neuron([0.1, 5], 0.1), tolerance=2e-6),
                Walk(SCALED, _neuron([0.1, 10], 0.25), tolerance=2e-6),
            ),
            (
                ("The inputs as they are",
                 f"{ROWS}&tolerance=2e-6&racer=sgd,learning_rate:0.0049995000499950005,name:best+rate"),
                ("Divided by 0.1 and 5",
                 f"{ROWS}&scale=0.1,5&tolerance=2e-6&racer=sgd,learning_rate:0.1,name:best+rate"),
                ("Divided by 0.1 and 10",
                 f"{ROWS}&scale=0.1,10&tolerance=2e-6&racer=sgd,learning_rate:0.25,name:best+rate"),
                ("To try: RMSProp on the inputs as they are",
                 f"{ROWS}&tolerance=2e-6&racer=sgd,learning_rate:0.0049995000499950005&racer=rmsprop,learning_rate:0.1"),
            ),
        ),
    ),
    controls=(),
    charts=(),
    watch="How far the minimum lies along the axis of the small input, and how little of that way one step makes.",
    claims=(
        claim("The inputs as they are need {} steps.", steps(RAW) > 30_000),
        claim("Each divided by its size: {} step.", steps(SCALED).equals(1)),
        claim("A factor of two beside the right scale costs little: {} steps.", steps(ROUGH) < 50),
    ),
    why=(
        "The weight of the small input has to become 10, that of the large one only 0.1. But the gradient says the "
        "opposite: it is proportional to the input. The curvatures are 0.04 and 400, so the condition number is "
        "10,000, the square of the ratio of the inputs.",
        "Dividing by 0.1 and by 10 gives (1, 1) and (1, −1) again, the same round bowl as after the shift. Shifting "
        "and scaling cure different illnesses: large means couple the weights, different sizes stretch the bowl.",
    ),
    formula="x ← x / σ;  ∂E/∂wᵢ = −2 Σ (t − y) xᵢ,  curvature 2 Σ xᵢ²",
    source="Hinton: Neural networks for machine learning, lecture 6b",
    attempt=Attempt(
        "Do not touch the inputs and let RMSProp race with gradient descent. It divides every gradient by its own "
        "size, and is near the minimum after about 100 steps. Why does it not arrive?"
    ),
)  # fmt: skip
