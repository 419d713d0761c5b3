"""L03: a private learning rate per weight, along the axes and askew."""

from typing import Any

from training.lessons.claims import claim, steps
from training.lessons.lesson import Attempt, Lesson, Prediction, Walk, Walks

TURNED_START = [-4.242640687119285, -1.414213562373095]
"""(−4, 2), turned with the ravine."""


def _walk(name: str, kind: str, angle: float, start: list[float]) -> Walk:
    ravine = {"kind": "ravine", "condition": 200, "angle": angle}
    optimizer: dict[str, Any] = {"kind": kind, "learning_rate": 0.009}
    return Walk(name, {"surface": ravine, "start": start, "optimizer": optimizer}, tolerance=1e-6)


def _both(name: str, kind: str) -> tuple[Walk, Walk]:
    return _walk(name, kind, 0, [-4, 2]), _walk(f"{name}, turned", kind, 45, TURNED_START)


RACERS = "racer=sgd,learning_rate:0.009&racer=adaptive_gains,learning_rate:0.009"

LESSON = Lesson(
    number="L03",
    title="A private learning rate for every weight",
    question="Do gains per weight speed up a ravine along an axis? And the same ravine, turned by 45°?",
    concepts=("C04",),
    prediction=Prediction(
        "Every weight gets a gain of its own: it grows while the gradient keeps its sign and shrinks when it flips. "
        "Where does that help?",
        (
            "In both ravines: they have the same shape",
            "Only where the ravine lies along an axis",
            "Only in the turned one: there both weights matter",
            "In neither: η stays the same",
        ),
        1,
        "A gain belongs to a weight, to an axis. In the turned ravine both gradients flip together, and no axis is "
        "the slow one.",
    ),
    stages=(
        Walks(
            (*_both("gradient descent", "sgd"), *_both("gains", "adaptive_gains"), *_both("momentum", "momentum")),
            (
                ("Along the axis", f"surface=ravine&start=-4,2&{RACERS}"),
                ("Turned by 45°",
                 f"surface=ravine&angle=45&start=-4.242640687,-1.414213562&{RACERS}&racer=momentum,learning_rate:0.009"),
                ("To try: turned by 10°", f"surface=ravine&angle=10&start=-4.286527368,1.275022795&{RACERS}"),
            ),
        ),
    ),
    controls=(),
    charts=(),
    watch="The gains beside the path: along the axis one climbs by 0.05 per step and the other falls; turned by 45° "
    "both do the same.",
    claims=(
        claim(
            "Along the axis gains need {} steps, gradient descent {}.",
            4 * steps("gains") < steps("gradient descent"),
            steps("gains"),
            steps("gradient descent"),
        ),
        claim(
            "Turned by 45°, gains need {} of {} steps: less than a fifth is saved.",
            steps("gains, turned") > 0.8 * steps("gradient descent, turned"),
            steps("gains, turned"),
            steps("gradient descent, turned"),
        ),
        claim(
            "Gradient descent does not notice that the ravine was turned: {} steps and {}.",
            steps("gradient descent").equals(steps("gradient descent, turned")),
            steps("gradient descent"),
            steps("gradient descent, turned"),
        ),
        claim(
            "Nor does momentum: {} steps in both.",
            steps("momentum").equals(steps("momentum, turned")),
        ),
    ),
    why=(
        "Along the axis the weight of the flat direction gets gradients of one sign for ever, so its gain climbs by "
        "0.05 per step. The weight of the steep direction overshoots, its gradient flips, and its gain falls by 5 % "
        "per step until the overshooting ends. Each weight has found a rate of its own.",
        "Turned by 45°, the steep direction is w₁ + w₂ and the flat one is w₁ − w₂. Both gradients are made of both "
        "directions, flip at the same time, and get equal gains: that is only one learning rate again.",
        "All rules that work weight by weight have this weakness, RMSProp and Adam too. Momentum does not: it never "
        "looks at axes. And normalized inputs keep many ravines from being askew in the first place.",
    ),
    formula="w ← w − η γ g;  γ ← γ + 0.05 if gₜgₜ₋₁ > 0,  γ ← 0.95 γ if gₜgₜ₋₁ < 0",
    source="Hinton: Neural networks for machine learning, lecture 6d; Jacobs: Increased rates of convergence through "
    "learning rate adaptation, 1988",
    attempt=Attempt(
        "Turn the ravine by 10° only, then by 20° and 30°. How quickly does the advantage of the gains melt away?"
    ),
)  # fmt: skip
