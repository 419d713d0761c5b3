"""From a spec to its runs: names, numbers, which train together, and what they take."""

from typing import Any

import pytest

from training import Spec, population, train
from training.data import prepare
from training.problems import SpecError
from training.runs import populations_of, runs_of

RACE: dict[str, Any] = {
    "data": {"samples": 60},
    "stopping": {"epochs": 4},
    "vary": {
        "kind": "list",
        "runs": [
            {"name": "β = 0.9", "set": {"optimizer.beta": 0.9}},
            {"name": "β = 0", "set": {"optimizer.beta": 0.0}},
            {"set": {"optimizer.kind": "adam", "optimizer.learning_rate": 0.02}},
            {"set": {"network.hidden.0.units": 6}},
        ],
    },
}


def told(spec: Spec) -> list[dict[str, Any]]:
    return [event.to_dict() for event in train(spec)]


def figures(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What training said, without clocks, its place among others, and what the first run tells for all."""
    clocks, place = ("seconds", "validation_seconds"), ("run", "name", "trial", "repetition", "group", "settings")
    left_out = (*clocks, *place, "inputs")
    return [{key: one[key] for key in one if key not in left_out} for one in events]


def test_a_plain_spec_has_one_run_which_is_itself() -> None:
    spec = Spec.parse({})
    (run,) = runs_of(spec)
    assert (run.number, run.name) == (1, "")
    assert run.spec is spec


def test_runs_of_a_list_have_their_names_and_settings() -> None:
    runs = runs_of(Spec.parse(RACE))
    assert [run.name for run in runs] == ["β = 0.9", "β = 0", "optimizer adam, learning rate 0.02", "units 6"]
    assert runs[1].spec.value("optimizer.beta") == 0
    assert runs[2].spec.to_dict()["optimizer"] == {
        "kind": "adam", "learning_rate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
    }  # fmt: skip
    assert all(run.spec.vary is None for run in runs)


def test_runs_of_equal_shape_train_together() -> None:
    groups = populations_of(Spec.parse(RACE))
    assert [[run.number for run in group] for group in groups] == [[1, 2], [3], [4]]


def test_every_run_is_trained_and_is_what_its_spec_trains_alone() -> None:
    spec = Spec.parse(RACE)
    events = told(spec)
    for run in runs_of(spec):
        mine = [event for event in events if event["run"] == run.number]
        assert mine[0]["name"] == run.name
        assert figures(mine) == figures(told(run.spec))


def test_runs_that_vary_a_rate_start_alike_and_see_the_same_batches() -> None:
    events = told(Spec.parse(RACE))
    started = [event for event in events if event["type"] == "run_started"]
    assert started[0]["weights_sha256"] == started[1]["weights_sha256"] == started[2]["weights_sha256"]
    assert len({event["weights_sha256"] for event in events if event["type"] == "run_finished"}) == 4


def test_seeds_can_be_varied() -> None:
    vary = {"kind": "list", "runs": [{"set": {"seed": seed}} for seed in range(3)]}
    spec = Spec.parse({"data": {"samples": 60}, "stopping": {"epochs": 2}, "vary": vary})
    assert len(populations_of(spec)) == 1
    assert len({event["weights_sha256"] for event in told(spec) if event["type"] == "run_finished"}) == 3


def test_costs_of_all_runs_add_up() -> None:
    def cost(values: dict[str, Any]) -> Any:
        spec = Spec.parse(values)
        outline = spec.outline()
        assert outline
        return spec.cost(outline)

    one, ten = cost({}), cost({"ensemble": {}})
    assert (one.runs, ten.runs) == (1, 10)
    assert (ten.operations_per_epoch, ten.epochs) == (10 * one.operations_per_epoch, 1000)
    assert (ten.parameters, ten.updates_per_epoch) == (one.parameters, one.updates_per_epoch)
    shared = one.memory_bytes - one.own_bytes
    assert 10 * one.own_bytes + shared < ten.memory_bytes < 10 * one.memory_bytes
    assert cost({**RACE, "stopping": {"epochs": 4}}).runs == 4


@pytest.mark.parametrize(
    ("settings", "loc", "words"),
    [
        ({"ensemble": {"members": 20}, "stopping": {"epochs": 10_000}}, "ensemble.members", "Together the 20 runs"),
        (
            {
                "ensemble": {"members": 20},
                "data": {"dataset": "spiral", "samples": 10_000},
                "network": {"hidden": [{"units": 200}] * 2},
            },
            "ensemble.members",
            "bytes of memory",
        ),
        (
            {
                "vary": {"kind": "random", "axes": {"seed": {"kind": "int", "low": 0, "high": 999}}, "trials": 100},
                "stopping": {"epochs": 2000},
            },
            "vary",
            "These are 200,000 epochs; at most 100,000",
        ),
    ],
)
def test_too_much_together_is_refused(settings: dict[str, Any], loc: str, words: str) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse(settings)
    assert error.value.problems[0].loc == loc
    assert words in error.value.problems[0].msg


def test_runs_on_the_same_data_have_them_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = []

    def counted(spec: Spec, tables: Any) -> Any:
        prepared.append(spec.data_seed)
        return prepare(spec, tables)

    monkeypatch.setattr(population, "prepare", counted)
    list(train(Spec.parse({"data": {"samples": 60}, "stopping": {"epochs": 1}, "ensemble": {"members": 5}})))
    assert prepared == [0]
    prepared.clear()
    seeds = {"kind": "list", "runs": [{"set": {"seed": seed}} for seed in (3, 4, 3)]}
    list(train(Spec.parse({"data": {"samples": 60}, "stopping": {"epochs": 1}, "vary": seeds})))
    assert prepared == [3, 4]
