"""What holds for every option: it trains, it is the same stacked and alone, after a pause, and switched off."""

import json
from typing import Any

import pytest

from tests.training.every_option import OPTIONS, OTHERS, PER_RUN, Settings, spec_of
from training import Spec, checkpoint, train
from training.engine import advance, begin
from training.events import EpochEnded, Event, RunFinished
from training.population import Population
from training.search import STRATEGIES

STILL = {"initializer zeros"}
"""From here a network with hidden layers learns its last biases at most."""
NAMES = list(OPTIONS)
DEFAULTS = {
    "nothing",
    "activation tanh",
    "data set circle",
    "expansion none",
    "initializer xavier_uniform",
    "loss cross_entropy",
    "normalization standardize",
    "optimizer momentum",
    "schedule constant",
}


def trained(specs: list[Spec], interrupted: bool = False) -> tuple[dict[int, bytes], list[Event]]:
    """The bits of every run's last weights and running figures, by number, and all events."""
    population = Population.start(specs)
    events = list(begin(population))
    while population.runs:
        events += advance(population)
        if interrupted and population.runs:
            results = population.results
            population = checkpoint.from_bytes(checkpoint.to_bytes(population))
            population.results.update(results)
    return {number: result.weights.tobytes() for number, result in population.results.items()}, events


def told(events: list[Event], run: int) -> list[dict[str, Any]]:
    """What the events say of a run, clocks and names aside."""
    aside = ("seconds", "validation_seconds", "run", "name")
    return [
        {name: value for name, value in event.to_dict().items() if name not in aside}
        for event in events
        if event.run == run
    ]


@pytest.mark.parametrize("name", NAMES)
def test_it_trains(name: str) -> None:
    spec = spec_of(OPTIONS[name])
    events = list(train(spec))
    epochs = [event for event in events if isinstance(event, EpochEnded)]
    finished = events[-1]
    assert isinstance(finished, RunFinished)
    assert finished.reason in ("epochs", "stopped early", "threshold")
    assert 1 <= len(epochs) <= 3
    assert epochs[-1].train_loss is not None
    assert epochs[-1].updates > 0
    assert (finished.weights_sha256 != events[0].weights_sha256) or name in STILL
    for event in events:
        json.dumps(event.to_dict(), allow_nan=False)


@pytest.mark.parametrize("name", NAMES)
def test_among_others_and_after_a_pause_it_has_the_bits_that_it_has_alone(name: str) -> None:
    first = spec_of(OPTIONS[name])
    second = spec_of(OPTIONS[name], seed=1)
    alone = [trained([spec]) for spec in (first, second)]
    together, events = trained([first, second])
    paused, later = trained([first, second], interrupted=True)
    for number, (own, own_events) in enumerate(alone, start=1):
        assert together[number] == own[1]
        assert paused[number] == own[1]
        assert told(later, number) == told(events, number)
        (begun, *others), (own_begun, *own_others) = told(events, number), told(own_events, 1)
        assert others == own_others
        inputs = {"inputs": None, "trial": 1}  # only the first run tells them
        assert begun | inputs == own_begun | inputs


@pytest.mark.parametrize("name", PER_RUN)
def test_switched_off_it_is_the_plain_run_even_beside_one_that_has_it(name: str) -> None:
    on = spec_of(OTHERS[name])
    off = on.with_settings(PER_RUN[name])
    plain = spec_of({"network": OTHERS[name].get("network", {})}).with_settings(
        PER_RUN[name] if name == "dropout" else {}
    )
    together, _ = trained([off, on])
    (bits,) = trained([plain])[0].values()
    assert together[1] == bits
    assert together[2] == trained([on])[0][1]
    assert together[2] != bits


@pytest.mark.parametrize("name", NAMES)
def test_it_does_something(name: str) -> None:
    """No option is there in name only: weights, figures or the number of epochs differ from those of the plain run."""
    plain, other = (told(list(train(spec_of(settings))), 1) for settings in ({}, OPTIONS[name]))
    assert (plain == other) == (name in DEFAULTS)


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda strategy: strategy.name())
def test_every_strategy_trains_its_runs(strategy: Any) -> None:
    axes = {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 0.1}}
    runs = [{"set": {"optimizer.learning_rate": rate}} for rate in (0.01, 0.1)]
    two = {**axes, "regularization.l2": {"kind": "log_uniform", "low": 1e-5, "high": 0.1}}
    how: Settings = {"list": {"runs": runs}, "census": {}}.get(strategy.name(), {"axes": two})
    events = list(train(spec_of({"vary": {"kind": strategy.name(), **how}})))
    ends = [event for event in events if isinstance(event, RunFinished)]
    assert len(ends) >= 2
    assert len({end.weights_sha256 for end in ends}) == len(ends)
