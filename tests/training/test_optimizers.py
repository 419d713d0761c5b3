"""Every optimizer moves as its PyTorch twin does, and trains on a bowl and on a valley."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch

from training import Spec
from training.epoch import train_one_epoch
from training.optimizers import (
    OPTIMIZERS,
    AdaDelta,
    AdaGrad,
    Adam,
    Adamax,
    AdamW,
    AdaptiveGains,
    Amsgrad,
    Momentum,
    MomentumEma,
    Nesterov,
    Optimizer,
    RmsProp,
    Rprop,
    Sgd,
    Written,
)
from training.optimizers.optimizer import Settings
from training.population import Population

Gradient = Callable[[torch.Tensor], torch.Tensor]
NAMES = [optimizer.name() for optimizer in OPTIMIZERS]


def path(optimizer: type[Optimizer], settings: dict[str, list[float]], start: torch.Tensor, gradient: Gradient,
         updates: int) -> list[torch.Tensor]:  # fmt: skip
    """The weights [runs, parameters] after each update; settings give one number per run."""
    chosen = optimizer()
    defaults = chosen.numbers()
    columns = {name: [math.nan if value is None else value] * len(start) for name, value in defaults.items()} | settings
    table = Settings({name: torch.tensor(column, dtype=torch.float64)[:, None] for name, column in columns.items()})
    numbers = torch.arange(1, updates + 1, dtype=torch.float64).view(-1, 1, 1)
    rates = [rate.expand(updates, len(start), 1) for rate in chosen.rates(table, numbers)]
    weights, scratch = start.clone(), torch.full_like(start, 7.0)
    memory = {name: torch.zeros_like(start) for name in chosen.memory}
    chosen.prepare(memory, table, torch.ones(start.shape[1], dtype=torch.float64))
    steps = []
    for update in range(updates):
        chosen.step(weights, gradient(weights), memory, scratch, *(rate[update] for rate in rates))
        steps.append(weights.clone())
    return steps


def twin(make: Callable[[list[torch.Tensor]], torch.optim.Optimizer], start: torch.Tensor, gradient: Gradient,
         updates: int) -> list[torch.Tensor]:  # fmt: skip
    """The same with one run and an optimizer of PyTorch."""
    weights = start.clone()
    optimizer = make([weights])
    steps = []
    for _ in range(updates):
        weights.grad = gradient(weights[None])[0]
        optimizer.step()
        steps.append(weights.clone())
    return steps


def hilly(weights: torch.Tensor) -> torch.Tensor:
    """The gradient of a bowl with ripples: it changes sign and size on the way."""
    return torch.linspace(0.1, 3, weights.shape[1], dtype=torch.float64) * weights + torch.sin(3 * weights)


def start(runs: int, parameters: int = 7) -> torch.Tensor:
    return torch.randn(runs, parameters, generator=torch.Generator().manual_seed(4), dtype=torch.float64)


class LiteralGains(torch.optim.Optimizer):
    """Hinton's rule of lecture 6d number by number, as PyTorch has no such optimizer."""

    def __init__(self, parameters: list[torch.Tensor], **settings: float) -> None:
        super().__init__(parameters, settings)
        self.gains = [1.0] * parameters[0].numel()
        self.before = [0.0] * parameters[0].numel()

    def step(self) -> None:  # type: ignore[override]
        group = self.param_groups[0]
        weights = group["params"][0]
        for place, slope in enumerate(weights.grad.tolist()):
            if slope * self.before[place] > 0:
                self.gains[place] += group["increase"]
            elif slope * self.before[place] < 0:
                self.gains[place] *= group["decrease"]
            self.gains[place] = min(max(self.gains[place], group["minimum"]), group["maximum"])
            self.before[place] = slope
            weights[place] -= group["learning_rate"] * self.gains[place] * slope


RATES = {"learning_rate": [0.001, 0.03, 0.2]}
ADAM = {**RATES, "beta1": [0.0, 0.9, 0.99], "beta2": [0.9, 0.999, 0.99]}
TWINS: list[tuple[type[Optimizer], dict[str, list[float]], Callable[..., Any]]] = [
    (Sgd, RATES, lambda p, learning_rate: torch.optim.SGD(p, lr=learning_rate)),
    (
        Momentum,
        {**RATES, "beta": [0.5, 0.9, 0.99]},
        lambda p, learning_rate, beta: torch.optim.SGD(p, lr=learning_rate, momentum=beta),
    ),
    (
        MomentumEma,
        {**RATES, "beta": [0.5, 0.9, 0.99]},
        lambda p, learning_rate, beta: torch.optim.SGD(p, lr=learning_rate * (1 - beta), momentum=beta),
    ),
    (
        RmsProp,
        {**RATES, "rho": [0.5, 0.9, 0.99], "epsilon": [1e-8, 1e-3, 1.0]},
        lambda p, learning_rate, rho, epsilon: torch.optim.RMSprop(p, lr=learning_rate, alpha=rho, eps=epsilon),
    ),
    (
        Adam,
        {**RATES, "beta1": [0.0, 0.9, 0.99], "beta2": [0.9, 0.999, 0.99], "epsilon": [1e-8, 1e-3, 1.0]},
        lambda p, learning_rate, beta1, beta2, epsilon: torch.optim.Adam(
            p, lr=learning_rate, betas=(beta1, beta2), eps=epsilon
        ),
    ),
    (
        Nesterov,
        {**RATES, "beta": [0.5, 0.9, 0.99]},
        lambda p, learning_rate, beta: torch.optim.SGD(p, lr=learning_rate, momentum=beta, nesterov=True),
    ),
    (
        AdaGrad,
        {**RATES, "epsilon": [1e-10, 1e-3, 1.0]},
        lambda p, learning_rate, epsilon: torch.optim.Adagrad(p, lr=learning_rate, eps=epsilon),
    ),
    (
        AdaDelta,
        {**RATES, "rho": [0.5, 0.9, 0.99], "epsilon": [1e-6, 1e-3, 1.0]},
        lambda p, learning_rate, rho, epsilon: torch.optim.Adadelta(p, lr=learning_rate, rho=rho, eps=epsilon),
    ),
    (
        Amsgrad,
        {**ADAM, "epsilon": [1e-8, 1e-3, 1.0]},
        lambda p, learning_rate, beta1, beta2, epsilon: torch.optim.Adam(
            p, lr=learning_rate, betas=(beta1, beta2), eps=epsilon, amsgrad=True
        ),
    ),
    (
        Adamax,
        {**ADAM, "epsilon": [1e-8, 1e-3, 1.0]},
        lambda p, learning_rate, beta1, beta2, epsilon: torch.optim.Adamax(
            p, lr=learning_rate, betas=(beta1, beta2), eps=epsilon
        ),
    ),
    (
        AdamW,
        {**ADAM, "epsilon": [1e-8, 1e-3, 1.0], "weight_decay": [0.0, 0.01, 1.0]},
        lambda p, learning_rate, beta1, beta2, epsilon, weight_decay: torch.optim.AdamW(
            p, lr=learning_rate, betas=(beta1, beta2), eps=epsilon, weight_decay=weight_decay
        ),
    ),
    (
        Rprop,
        {**RATES, "increase": [1.2, 1.5, 1.1], "decrease": [0.5, 0.3, 0.9]},
        lambda p, learning_rate, increase, decrease: torch.optim.Rprop(p, lr=learning_rate, etas=(decrease, increase)),
    ),
    (
        AdaptiveGains,
        {
            **RATES,
            "increase": [0.05, 0.5, 0.1],
            "decrease": [0.95, 0.5, 0.7],
            "minimum": [0.1] * 3,
            "maximum": [2.0, 10.0, 5.0],
        },
        LiteralGains,
    ),
    (
        Written,  # which begins as RMSProp
        {**RATES, "rho": [0.9, 0.5, 0.0], "eps": [1e-8, 1e-3, 1.0]},
        lambda p, learning_rate, rho, eps: torch.optim.RMSprop(p, lr=learning_rate, alpha=rho, eps=eps),
    ),
]


@pytest.mark.parametrize(("optimizer", "settings", "make"), TWINS, ids=[row[0].name() for row in TWINS])
def test_fifty_updates_of_three_runs_equal_those_of_pytorch(
    optimizer: type[Optimizer], settings: dict[str, list[float]], make: Callable[..., Any]
) -> None:
    begin = start(3)
    ours = path(optimizer, settings, begin, hilly, 50)
    for row in range(3):
        chosen = {name: column[row] for name, column in settings.items()}
        theirs = twin(lambda p, chosen=chosen: make(p, **chosen), begin[row], hilly, 50)
        for mine, expected in zip(ours, theirs, strict=True):
            torch.testing.assert_close(mine[row], expected, rtol=1e-12, atol=1e-13)


def test_every_optimizer_has_a_twin() -> None:
    assert {row[0] for row in TWINS} == set(OPTIMIZERS)


FIRST_STEPS: list[tuple[type[Optimizer], dict[str, list[float]], list[float]]] = [
    # Gradients 2, 2, −4 from w = 1, worked by hand with η = 0.1.
    (Sgd, {}, [0.8, 0.6, 1.0]),
    # v = −0.2, −0.3, 0.25
    (Momentum, {"beta": [0.5]}, [0.8, 0.5, 0.75]),
    # v = 1, 1.5, −1.25
    (MomentumEma, {"beta": [0.5]}, [0.9, 0.75, 0.875]),
    # a = 1, 1.75, 7.1875 for ρ = 0.75; steps 0.1·g/√a
    (RmsProp, {"rho": [0.75]}, [0.8, 0.8 - 0.2 / 1.75**0.5, 0.8 - 0.2 / 1.75**0.5 + 0.4 / 5.3125**0.5]),
    # gains 1, 1.05, 1.05·0.95
    (AdaptiveGains, {}, [0.8, 0.59, 0.59 + 0.4 * 1.05 * 0.95]),
    # v = −0.2, −0.3, 0.25 and a look ahead of half of it
    (Nesterov, {"beta": [0.5]}, [0.7, 0.35, 0.875]),
    # steps 0.1, 0.12, and none right after the flip
    (Rprop, {}, [0.9, 0.78, 0.78]),
    # a = 4, 8, 24
    (AdaGrad, {}, [0.9, 0.9 - 0.2 / 8**0.5, 0.9 - 0.2 / 8**0.5 + 0.4 / 24**0.5]),
    # m̂ = 2, 2, −10/7 and ŝ = 4, 4, 76/7 for β₁ = β₂ = 1/2
    (Adam, {"beta1": [0.5], "beta2": [0.5]}, [0.9, 0.8, 0.8 + 0.1 * (10 / 7) / (76 / 7) ** 0.5]),
]


@pytest.mark.parametrize(("optimizer", "settings", "expected"), FIRST_STEPS, ids=[row[0].name() for row in FIRST_STEPS])
def test_the_first_steps_are_those_worked_by_hand(
    optimizer: type[Optimizer], settings: dict[str, list[float]], expected: list[float]
) -> None:
    gradients = iter([2.0, 2.0, -4.0])
    tiny = {"epsilon": [1e-300]} if "epsilon" in optimizer.model_fields else {}
    steps = path(
        optimizer,
        {"learning_rate": [0.1], **settings, **tiny},
        torch.ones(1, 1, dtype=torch.float64),
        lambda weights: torch.full_like(weights, next(gradients)),
        3,
    )
    assert [float(step) for step in steps] == pytest.approx(expected, rel=1e-12)


SLOW = {AdaGrad: 0.5, AdaDelta: 1.0}
"""Rates for those whose steps shrink all the time, or start at next to nothing."""


@pytest.mark.parametrize("curvatures", [(1.0, 1.0), (1.0, 25.0)], ids=["bowl", "valley"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=NAMES)
def test_every_optimizer_walks_down(optimizer: type[Optimizer], curvatures: tuple[float, float]) -> None:
    hessian = torch.tensor(curvatures, dtype=torch.float64)
    begin = torch.tensor([[-4.0, 2.0]], dtype=torch.float64)
    rate = SLOW.get(optimizer, 0.03)
    end = path(optimizer, {"learning_rate": [rate]}, begin, lambda weights: hessian * weights, 1000)[-1]
    assert float((hessian * end.square()).sum()) < 0.001 * float((hessian * begin.square()).sum())


def test_momentum_without_memory_is_plain_gradient_descent_bit_for_bit() -> None:
    plain, forgetful = (
        path(optimizer, settings, start(3), hilly, 50)
        for optimizer, settings in ((Sgd, RATES), (MomentumEma, {**RATES, "beta": [0.0] * 3}))
    )
    assert all(map(torch.equal, plain, forgetful))


def test_a_run_in_a_population_takes_the_steps_it_takes_alone() -> None:
    begin = start(3)
    for optimizer, settings, _ in TWINS:
        together = path(optimizer, settings, begin, hilly, 30)
        for row in range(3):
            alone = path(optimizer, {name: [column[row]] for name, column in settings.items()}, begin[[row]], hilly, 30)
            assert all(torch.equal(mine[[row]], other) for mine, other in zip(together, alone, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_trains_a_network(name: str) -> None:
    rate = {"adagrad": 0.1, "adadelta": 10.0}.get(name, 0.01)
    batch = {"size": "full" if name == "rprop" else 10}
    spec = Spec.parse(
        {"optimizer": {"kind": name, "learning_rate": rate}, "data": {"dataset": "gauss"}, "batch": batch}
    )
    population = Population.start([spec])
    before = population.train.figures(population.network)[0][0]
    for _ in range(30 if name == "rprop" else 5):
        train_one_epoch(population)
    assert population.train.figures(population.network)[0][0] < 0.7 * before


@pytest.mark.parametrize("optimizer", [RmsProp, Adam], ids=["rmsprop", "adam"])
def test_the_smallest_epsilon_keeps_weights_without_gradient_finite(optimizer: type[Optimizer]) -> None:
    (bound,) = (limit.ge for limit in optimizer.model_fields["epsilon"].metadata if hasattr(limit, "ge"))
    table = {name: torch.tensor([[value]]) for name, value in optimizer().model_dump(exclude={"kind"}).items()}
    table["epsilon"] = torch.tensor([[bound]])
    rates = [rate.float() for rate in optimizer.rates(Settings(table), torch.ones(1, 1, 1, dtype=torch.float64))]
    weights, zeros = torch.ones(1, 3), torch.zeros(1, 3)
    memory = {name: zeros.clone() for name in optimizer.memory}
    optimizer.step(weights, zeros, memory, zeros.clone(), *(rate.view(1, 1) for rate in rates))
    assert torch.equal(weights, torch.ones(1, 3))


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=NAMES)
def test_rates_are_prepared_where_python_can_read_them_whatever_the_device(optimizer: type[Optimizer]) -> None:
    """A device without numbers stands for a GPU: settings that followed the weights there could not be read."""
    population = Population.start([Spec.parse({"optimizer": {"kind": optimizer.name()}})])
    population.device = "meta"
    population.weights = population.weights.to("meta")
    population.train.inputs, population.train.targets = (
        part.to("meta") for part in (population.train.inputs, population.train.targets)
    )
    population.build()
    assert {column.device.type for column in population.settings.values()} == {"cpu"}
