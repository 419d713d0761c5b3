"""B3: a unit with many inputs overshoots."""

from training.lessons.claims import claim, fact, steps
from training.lessons.lesson import Attempt, Lesson, Prediction, Walk, Walks

INPUTS = (16, 64, 96, 128, 256)


def _walk(inputs: int) -> Walk:
    request = {
        "surface": {"kind": "fan_in", "inputs": inputs},
        "start": [0] * inputs,
        "optimizer": {"kind": "sgd", "learning_rate": 0.02},
    }
    return Walk(f"{inputs} inputs", request, tolerance=1e-6, steps=100)


LESSON = Lesson(
    number="B3",
    title="Big fan-in overshoots",
    question="The same learning rate, more and more inputs: from where on does a neuron explode?",
    concepts=("C24",),
    prediction=Prediction(
        "A linear neuron with inputs of size 1 learns one sample with η = 0.02. Which of 16, 64, 96, 128 and 256 "
        "inputs still converge?",
        (
            "All: 0.02 is a small rate",
            "16 only: from 1/η = 50 inputs on it overshoots, so it diverges",
            "16, 64 and 96",
            "All but 256",
        ),
        2,
        "The error is multiplied by 1 − ηd in every step. Overshooting begins at d = 50, divergence only at d = 100.",
    ),
    stages=(
        Walks(
            tuple(_walk(inputs) for inputs in INPUTS),
            (
                *((f"{inputs} inputs", f"surface=fan_in&inputs={inputs}&racer=sgd,learning_rate:0.02")
                  for inputs in INPUTS),
                ("To try: 256 inputs at 1/256", "surface=fan_in&inputs=256&racer=sgd,learning_rate:0.00390625"),
            ),
        ),
    ),
    controls=(),
    charts=(),
    watch="The output from step to step: does it approach the target from one side, jump around it, or run away?",
    claims=(
        claim(
            "16 inputs arrive after {} steps, 64 after {}: more pull is faster, up to a point.",
            (steps("16 inputs") < 50) & (steps("64 inputs") < 50),
            steps("16 inputs"),
            steps("64 inputs"),
        ),
        claim(
            "96 inputs (ηd = 1.92) jump to and fro and still arrive, after {} steps.",
            (steps("96 inputs") >= 3 * steps("16 inputs")) & (fact("value 96 inputs") < 0.5),
        ),
        claim(
            "128 inputs explode: an error of {} after 100 steps; 256 inputs: {}.",
            (fact("value 128 inputs") > 1e5) & (fact("value 256 inputs") > fact("value 128 inputs")),
            fact("value 128 inputs"),
            fact("value 256 inputs"),
        ),
    ),
    why=(
        "One step changes every weight by η(t − y)xᵢ. The output is the sum of them all, so it changes by "
        "η‖x‖²(t − y): for d inputs of size 1 that is ηd times the error. All weights were right to move, but nobody "
        "told them that d − 1 others move too.",
        "For ηd = 1 a single step is exact. Beyond 1 it overshoots, beyond 2 the error grows. The first weights have "
        "the same problem: a sum of d random terms has the size √d, so units with a large fan-in need weights of the "
        "size 1/√d. Xavier's and He's rules do that.",
    ),
    formula="error ← (1 − ηd) · error;  converges for 0 < ηd < 2;  first weights ~ N(0, 1/d)",
    source="Hinton: Neural networks for machine learning, lecture 6b",
    attempt=Attempt("Give 256 inputs the rate 1/256. How many steps do you expect?"),
)  # fmt: skip
