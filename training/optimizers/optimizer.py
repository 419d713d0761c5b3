"""What an optimizer is: validated settings, the memory it keeps, and an update rule.

A rule works on all runs of a population at once. `weights` and `gradient` have the shape [runs, parameters]; every
rate is a column [runs, 1], so each run has its own. Rates are prepared in float64 once an epoch, because PyTorch calls,
not arithmetic, cost the time of small networks.
"""

from typing import Any, ClassVar

from training.component import Component
from training.fields import number
from training.lazy_torch import torch
from training.problems import Problem
from training.rule_language import rule_of

LEARNING_RATE = "The size of a step. Too small crawls, too large jumps over the minimum and diverges."
LEARNING_RATES = (0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


def learning_rate(default: float, live: bool = True, help: str = LEARNING_RATE) -> float:
    """The learning rate field, with the optimizer's own default."""
    field: float = number(
        default,
        low=1e-6,
        high=10,
        log=True,
        live=live,
        choices=LEARNING_RATES,
        title="Learning rate η",
        help=help,
        source="Goodfellow, Bengio, Courville: Deep Learning, 8.3.1 and 11.4.1",
    )
    return field


def decay(default: float, title: str, help: str) -> float:
    """A forgetting factor in [0, 1): 0 remembers nothing, 0.9 about the last 10 gradients."""
    field: float = number(
        default, low=0, below=1, live=True, choices=(0, 0.5, 0.9, 0.99, 0.999), title=title, help=help
    )
    return field


def epsilon(default: float = 1e-8) -> float:
    """The small number that keeps a division finite, added to the root as in PyTorch."""
    help = "Keeps the division finite; rarely changed."
    # A number that float32 takes for zero would let 0/0 through.
    field: float = number(default, low=1e-12, high=1, log=True, live=True, title="Epsilon ε", help=help)
    return field


class Settings(dict[str, "torch.Tensor"]):
    """The optimizer's numbers for every run: name → float64 column [runs, 1]; NaN where a setting is empty."""


def powers(base: "torch.Tensor", exponent: "torch.Tensor") -> "torch.Tensor":
    """The powers [updates, runs, 1] of a column [runs, 1], computed one number at a time.

    PyTorch's vectorized power differs in the last bit from its scalar one, and which of them computes a number depends
    on the shape: a run's rates would depend on how many runs train beside it.
    """
    exponents = exponent.expand(-1, max(len(base), exponent.shape[1]), 1)
    pairs = zip(base.expand_as(exponents).flatten().tolist(), exponents.flatten().tolist(), strict=True)
    return torch.tensor([number**power for number, power in pairs], dtype=torch.float64).view(exponents.shape)


class Optimizer(Component):
    """Turns gradients into changes of the weights."""

    learning_rate: float
    rule: ClassVar[str]
    """Its rule in the rule language, with its settings as constants; the page shows it, and students build on it."""
    scheduled: ClassVar[bool] = True
    """Whether the learning rate acts in every update, so that a schedule can lead it."""
    memory: ClassVar[tuple[str, ...]] = ()
    """Names of the tensors [runs, parameters] it keeps between updates; all start at zero, unless `prepare` says so."""

    @classmethod
    def schema_extra(cls) -> dict[str, Any]:
        """The rule, and the program by which the browser follows it."""
        rule = getattr(cls, "rule", "")  # a rule of one's own is a setting
        shown = {"x-rule": rule, "x-program": rule_of(rule).program.to_dict()} if rule else {}
        return {**super().schema_extra(), **shown}

    def problems(self) -> list[Problem]:
        """What its fields allow by themselves but not together, at paths inside it."""
        return []

    def numbers(self) -> dict[str, float | None]:
        """Its settings that are numbers, which runs of one population may differ in; None where one is empty."""
        return {name: getattr(self, name) for name in type(self).model_fields if name != "kind"}

    @property
    def arrays(self) -> int:
        """How many tensors as large as the weights it needs: its memory, and what its updates allocate."""
        return len(self.memory)

    def operations(self, parameters: int) -> int:
        """Operations of one update beyond the few that each usual rule takes."""
        return 0

    def shape(self) -> tuple[str, ...]:
        """Equal for optimizers that one population can train with."""
        return (self.name(),)

    @classmethod
    def prepare(cls, memory: "dict[str, torch.Tensor]", settings: Settings, is_weight: "torch.Tensor") -> None:
        """Fill the memory before the first update; `is_weight` [parameters] is 1 for weights and 0 for biases."""

    @classmethod
    def at_epoch(cls, settings: Settings, epoch: "torch.Tensor") -> Settings:
        """The settings during `epoch` (float64 [runs, 1], from 0), where one of them changes over the epochs."""
        return settings

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        """What the rule multiplies with, for the update numbers `update` (float64 [updates, 1, 1], 1-based).

        Each is float64 and broadcasts to [updates, runs, 1].
        """
        raise NotImplementedError

    @staticmethod
    def step(
        weights: "torch.Tensor",
        gradient: "torch.Tensor",
        memory: "dict[str, torch.Tensor]",
        scratch: "torch.Tensor",
        *rates: "torch.Tensor",
    ) -> None:
        """Change `weights` and `memory` in place. `scratch` has the shape of `weights` and holds nothing."""
        raise NotImplementedError
