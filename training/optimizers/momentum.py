"""Momentum in two conventions: the slide's running mean, and the classical velocity."""

from typing import ClassVar, Literal

from training.fields import number, whole
from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, decay, learning_rate

BETA_START = (
    "β in the first epoch; from there it rises to β along a straight line: β₀ + (β − β₀) e/k in epoch e < k. "
    "Hinton: 0.5 while gradients are large, later 0.9. Empty: always β. On surfaces each update counts as an epoch."
)
BETA_EPOCHS = "How many epochs β takes from its start to its end; nothing where no start is given."
BETA = "How much of the old velocity stays. 0 is plain SGD; 0.9 remembers about the last 10 gradients."


class MomentumEma(Optimizer):
    """Follows the running mean of the gradients: what flips cancels out, what persists remains (the slide's form).

    v ← βv + (1 − β)g, w ← w − ηv, v₀ = 0. At the same η its steps are 1/(1 − β) times smaller than those of classical
    momentum: use η/(1 − β) to compare the two.
    """

    title: ClassVar[str] = "Momentum (running mean)"
    source: ClassVar[str] = "Course slides; equals classical momentum with rate η(1 − β)"
    memory: ClassVar[tuple[str, ...]] = ("velocity",)
    rule: ClassVar[str] = "v = beta*v + (1-beta)*g\nw = w - eta*v"
    kind: Literal["momentum_ema"] = "momentum_ema"
    learning_rate: float = learning_rate(0.03)
    beta: float = decay(0.9, "Momentum β", BETA)

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["learning_rate"], settings["beta"], 1 - settings["beta"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, beta, rest) -> None:  # type: ignore[no-untyped-def, override]
        velocity = memory["velocity"]
        velocity.mul_(beta).addcmul_(gradient, rest)
        weights.addcmul_(velocity, rate, value=-1)


class Momentum(Optimizer):
    """A ball that rolls: gradients accelerate it, friction 1 − β slows it down. The usual form in libraries.

    v ← βv − ηg, w ← w + v, v₀ = 0.

    Under a constant gradient its steps grow to ηg/(1 − β), ten times η for β = 0.9.
    At first, while gradients are large, a smaller β may be better: see "Start at β₀".
    """

    title: ClassVar[str] = "Momentum (classical)"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 6c"
    memory: ClassVar[tuple[str, ...]] = ("velocity",)
    rule: ClassVar[str] = "v = beta*v - eta*g\nw = w + v"
    kind: Literal["momentum"] = "momentum"
    learning_rate: float = learning_rate(0.03)
    beta: float = decay(0.9, "Momentum β", BETA)
    beta_start: float | None = number(None, low=0, below=1, live=True, title="Start at β₀", help=BETA_START)
    beta_epochs: int = whole(10, 1, 10_000, "Rise over", BETA_EPOCHS, live=True, unit="epochs", needs="beta_start")

    @classmethod
    def at_epoch(cls, settings: Settings, epoch: "torch.Tensor") -> Settings:
        start, end, over = settings["beta_start"], settings["beta"], settings["beta_epochs"]
        if start.isnan().all():
            return settings
        rising = ~start.isnan() & (epoch < over)
        return Settings({**settings, "beta": torch.where(rising, start + (end - start) * (epoch / over), end)})

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["learning_rate"], settings["beta"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, beta) -> None:  # type: ignore[no-untyped-def, override]
        velocity = memory["velocity"]
        velocity.mul_(beta).addcmul_(gradient, rate, value=-1)
        weights.add_(velocity)


class Nesterov(Momentum):
    """Looks ahead: the gradient corrects the velocity after the jump instead of before it, which damps overshooting.

    v ← βv − ηg, w ← w + βv − ηg, v₀ = 0.

    Its largest stable step on a bowl of curvature λ is smaller than that of
    classical momentum: 2(1 + β) / ((1 + 2β)λ) instead of 2(1 + β)/λ.
    """

    title: ClassVar[str] = "Nesterov momentum"
    source: ClassVar[str] = "Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum, 2013"
    rule: ClassVar[str] = "v = beta*v - eta*g\nw = w + beta*v - eta*g"
    kind: Literal["nesterov"] = "nesterov"  # type: ignore[assignment]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, beta) -> None:  # type: ignore[no-untyped-def, override]
        velocity = memory["velocity"]
        velocity.mul_(beta).addcmul_(gradient, rate, value=-1)
        weights.addcmul_(velocity, beta).addcmul_(gradient, rate, value=-1)
