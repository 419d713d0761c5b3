"""Everything that the rules look at: the settings of a run that has ended, how its losses went, and looks inside."""

from dataclasses import dataclass
from statistics import median

from training.spec import Spec
from training.why.trail import Trail

NOTHING = 1e-9
"""A loss of guessing below this says that there is nothing to learn."""


@dataclass(frozen=True)
class Look:
    """A network looked at with its training split: one figure per layer, from the first hidden one to the outputs."""

    loss: float
    gradient_norm: list[float]
    activation_std: list[float]
    dead: list[float | None]
    saturated: list[float | None]
    weight_norm: list[float]


@dataclass(frozen=True)
class Explosion:
    """How a run diverged, found by training it again from the start and looking after each update."""

    layer: int
    """The layer, from 0, whose weights grew tenfold first."""
    update: int
    epoch: int
    growth: float


@dataclass(frozen=True)
class Case:
    """One run that has ended."""

    spec: Spec
    reason: str
    epochs: int
    trail: Trail
    classes: bool
    """Whether it tells classes apart, or predicts a number."""
    chance: float
    """The training loss of the best network that ignores its inputs."""
    start: Look
    end: Look | None
    """At the last weights; None when they are not finite."""
    moved: float
    """‖w − w₀‖ / ‖w₀‖."""
    symmetric: tuple[int, ...]
    """Hidden layers, from 0, whose units began as copies of each other and still are."""
    input_mean: list[float]
    input_std: list[float]
    explosion: Explosion | None = None
    curvature: float | None = None
    """λ_max of the training loss at the initial weights; known for runs that diverged."""
    limit: float | None = None
    """The largest stable learning rate at that curvature."""

    @property
    def learned(self) -> float:
        """1 − E / E_chance: 0 for a network that ignores its inputs, 1 for one that makes no error."""
        if self.chance <= NOTHING:  # all targets are equal
            return 1.0
        if not self.trail.recent:
            return 0.0
        return 1 - median(self.trail.recent[-8:]) / self.chance

    @property
    def learning_rate(self) -> float:
        """The one that was set."""
        return self.spec.optimizer.learning_rate

    @property
    def hidden(self) -> int:
        """The number of hidden layers."""
        return len(self.spec.network.hidden)
