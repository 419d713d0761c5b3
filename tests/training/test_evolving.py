"""Population-based training: who goes on from whom, with what, and that a crash changes nothing."""

from typing import Any

import pytest
import torch

from training import Spec, train
from training.checkpoint import from_bytes, to_bytes
from training.engine import advance, begin, start
from training.events import Copied, EpochEnded, Event, RunFinished, SettingChanged
from training.population import Population
from training.problems import SpecError
from training.runs import runs_of
from training.search import PopulationBased

RATE, DECAY = "optimizer.learning_rate", "regularization.l2"
AXES = {
    RATE: {"kind": "log_uniform", "low": 1e-4, "high": 1},
    DECAY: {"kind": "log_uniform", "low": 1e-6, "high": 0.1},
}


def spec_of(axes: dict[str, Any] = AXES, interval: int = 2, **more: Any) -> Spec:
    vary = {"kind": "population_based", "axes": axes, "members": 8, "interval": interval, **more.pop("vary", {})}
    adam = {"kind": "adam"}
    return Spec.parse({"data": {"samples": 100}, "optimizer": adam, "stopping": {"epochs": 6}, "vary": vary, **more})


def begun(spec: Spec) -> Population:
    population = start(runs_of(spec), spec)
    begin(population)
    return population


def test_the_worst_go_on_from_the_weights_and_near_the_settings_of_the_best() -> None:
    population = begun(spec_of())
    advance(population)
    before = [run.spec for run in population.runs]
    events = advance(population)
    losses = {event.run: event.validation_loss or 0.0 for event in events if isinstance(event, EpochEnded)}
    ranked = sorted(losses, key=lambda run: losses[run])
    copied = [event for event in events if isinstance(event, Copied)]
    assert sorted(event.run for event in copied) == sorted(ranked[-2:])
    assert {event.from_run for event in copied} <= set(ranked[:2])
    for event in copied:
        row, source = event.run - 1, event.from_run - 1
        for tensor in (population.weights, *population.memory.values()):
            assert torch.equal(tensor[row], tensor[source])
        changed = {one.path: one for one in events if isinstance(one, SettingChanged) and one.run == event.run}
        assert changed.keys() == AXES.keys()
        assert {one.by for one in changed.values()} == {"population"}
        for path, one in changed.items():
            assert one.old == before[row].value(path)
            assert one.new == population.runs[row].spec.value(path)
    assert [run.spec for row, run in enumerate(population.runs) if row + 1 not in ranked[-2:]] == [
        spec for row, spec in enumerate(before) if row + 1 not in ranked[-2:]
    ]


def test_steps_stay_inside_the_bounds_and_some_settings_are_drawn_anew() -> None:
    search = spec_of().vary
    assert isinstance(search, PopulationBased)
    at = {RATE: 0.95, DECAY: 1e-3}
    found = [search.explored(epoch, run, at) for epoch in range(20) for run in range(1, 9)]
    assert all(1e-4 < each[RATE] < 1 and 1e-6 < each[DECAY] < 0.1 for each in found)
    ratios = [each[DECAY] / 1e-3 for each in found]
    near = [ratio for ratio in ratios if ratio == pytest.approx(0.8) or ratio == pytest.approx(1.2)]
    assert 0.6 < len(near) / len(ratios) < 0.9, "a quarter is drawn anew"


@pytest.mark.parametrize("saved", [False, True])
def test_it_is_compared_every_interval_and_checkpoints_change_nothing(saved: bool) -> None:
    spec = spec_of()
    population = begun(spec)
    events: list[Event] = []
    while population.runs:
        population = from_bytes(to_bytes(population)) if saved else population
        events += advance(population)
    assert {event.epoch for event in events if isinstance(event, Copied)} == {2, 4}, "never after the last epoch"
    clocks = ("seconds", "validation_seconds", "inputs")
    assert without(events, clocks) == without(list(train(spec))[8:], clocks)


def without(events: list[Event], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{key: value for key, value in event.to_dict().items() if key not in names} for event in events]


def test_members_start_from_weights_of_their_own_and_the_same_data() -> None:
    specs = [run.spec for run in runs_of(spec_of())]
    assert len({spec.seed for spec in specs}) == 8
    assert {spec.data_seed for spec in specs} == {0}


def test_a_population_that_learns_from_itself_ends_better_than_its_draws_alone() -> None:
    """A search over the learning rate where most draws are far too small to get anywhere."""
    rates = {RATE: {"kind": "log_uniform", "low": 1e-6, "high": 0.1}}
    together, alone = [], []
    for seed in range(3):
        adam = {"kind": "adam"}
        common = {"data": {"samples": 200}, "optimizer": adam, "stopping": {"epochs": 20}, "seed": seed}
        evolving = {"kind": "population_based", "axes": rates, "members": 8, "interval": 2, "seed": seed}
        drawn = {"kind": "latin_hypercube", "axes": rates, "trials": 8, "seed": seed}
        for vary, into in ((evolving, together), (drawn, alone)):
            ends = [event for event in train(Spec.parse({**common, "vary": vary})) if isinstance(event, RunFinished)]
            into.append(sorted(event.last.validation_loss or 0.0 for event in ends)[4])
    assert all(one < other for one, other in zip(together, alone, strict=True)), "the median network"


@pytest.mark.parametrize(
    ("more", "loc"),
    [
        ({"axes": {"network.hidden.0.units": {"kind": "int"}}}, "vary.axes.network.hidden.0.units"),
        ({"axes": {"batch.size": {"kind": "int"}}}, "vary.axes.batch.size"),
        ({"validation": {"every": 3}}, "validation.every"),
        ({"validation": {"separate_worker": True}}, "validation.separate_worker"),
        ({"data": {"samples": 100, "split": {"train": 1, "validation": 0, "test": 0}}}, "vary.kind"),
        ({"vary": {"seeds": 2}}, "vary"),
        ({"vary": {"objective": "validation_accuracy"}, "data": {"dataset": "plane"}}, "vary.objective"),
    ],
)
def test_what_it_cannot_do_is_refused_where_it_is_written(more: dict[str, Any], loc: str) -> None:
    with pytest.raises(SpecError) as refused:
        spec_of(**more)
    assert [problem.loc for problem in refused.value.problems] == [loc]
