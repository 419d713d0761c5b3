"""What the memories of optimizers are called, and what they are, for whoever looks at them."""

from dataclasses import dataclass, replace
from typing import Literal

UNINTERESTING = ("decaying", "previous_gradient")
"""They only mark which parameters are weights, or repeat what the update before told."""


@dataclass(frozen=True)
class Memory:
    """`root`: its square root is shown, because that can be compared with a gradient."""

    title: str
    help: str
    root: bool = False
    beside: Literal["gradient", "step", "itself"] = "gradient"
    """What it has the unit of: they share a chart."""


MEMORIES: dict[str, Memory] = {
    "velocity": Memory(
        "Velocity", "What the optimizer has made of all gradients so far, the newest counting most.", beside="step"
    ),
    "mean": Memory("Velocity (mean of gradients)", "The running mean of the gradients: what flips cancels out."),
    "spread": Memory("RMS store", "The root of the running mean of squared gradients: their usual size.", True),
    "largest_spread": Memory("Largest RMS so far", "The root of the largest mean so far; it never falls.", True),
    "mean_square": Memory("RMS store", "The root of the running mean of squared gradients: their usual size.", True),
    "mean_square_step": Memory("RMS of past steps", "The root of the running mean of squared steps.", True, "step"),
    "sum_of_squares": Memory("Root of all squares", "The root of the sum of squared gradients; it never falls.", True),
    "largest": Memory("Largest recent gradient", "It is slowly forgotten; steps are divided by it."),
    "gain": Memory(
        "Gain",
        "This weight's own factor: grows while its gradient keeps its sign, shrinks when it flips.",
        beside="itself",
    ),
    "step": Memory("Own step", "How far this weight goes, whatever the size of its gradient.", beside="step"),
}
"""By the names that optimizers give them."""


def interesting(kind: str, name: str) -> bool:
    """Whether this memory of an optimizer is worth looking at; of a student's rule all is that it keeps itself."""
    return name != "decays" if kind == "written" else name not in UNINTERESTING


def memory_of(kind: str, name: str) -> Memory:
    """The words for a memory of an optimizer; one of a rule that a student wrote has the name it has there."""
    if kind == "written":
        return Memory(f"Memory {name}", f"What your rule keeps as {name} from one update to the next.", beside="itself")
    if kind == "momentum_ema":  # it is a mean of gradients; classical momentum has the learning rate in it
        return replace(MEMORIES[name], beside="gradient")
    return MEMORIES[name]
