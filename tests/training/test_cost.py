"""The cost estimate: exact counts, limits that hold at the bound, and memory as it is really taken."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from training import Spec
from training.cost import CHUNK, LIMITS, Cost
from training.datasets import DATASETS, Outline
from training.engine import begin
from training.population import Population
from training.problems import SpecError


def cost_of(settings: dict[str, Any]) -> Cost:
    spec = Spec.parse(settings)
    outline = spec.outline()
    assert outline is not None
    return spec.cost(outline)


def hidden(*units: int) -> dict[str, Any]:
    return {"hidden": [{"units": count} for count in units]}


def test_parameters_are_those_worked_by_hand() -> None:
    assert cost_of({"network": hidden(8)}).parameters == 42
    assert cost_of({"data": {"dataset": "digits"}, "network": hidden(32)}).parameters == 2410
    assert cost_of({"network": hidden(4, 2), "loss": {"kind": "bce"}}).parameters == 12 + 10 + 3
    assert cost_of({"data": {"dataset": "diabetes"}, "network": {"hidden": []}}).parameters == 11
    assert cost_of({"data": {"features": ["x2"]}, "network": hidden(1)}).parameters == 2 + 4


def test_operations_and_updates_are_those_worked_by_hand() -> None:
    digits = cost_of({"data": {"dataset": "digits"}, "network": hidden(32), "batch": {"size": 32}})
    weights, train = 64 * 32 + 32 * 10, 1797 - 2 * 359
    assert digits.operations_per_epoch == 6 * weights * train + 2 * weights * 1797
    assert digits.updates_per_epoch == 34
    assert cost_of({"batch": {"size": "full"}}).updates_per_epoch == 1
    assert cost_of({"batch": {"size": 100_000}}).updates_per_epoch == 1


@pytest.mark.parametrize("samples", [10, 13, 17, 33, 57, 500])
@pytest.mark.parametrize("size", [1, 7, 10, "full"])
@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_the_engine_needs_exactly_the_counts_of_the_estimate(dataset: Any, size: int | str, samples: int) -> None:
    samples = max(dataset.outline().minimum, min(samples, dataset.outline().maximum))
    settings = {"data": {"dataset": dataset.kind, "samples": samples}, "batch": {"size": size}}
    estimate, started = cost_of(settings), begin(Population.start([Spec.parse(settings)]))[0]
    assert (estimate.parameters, estimate.updates_per_epoch) == (started.parameters, started.updates_per_epoch)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_limit_holds_at_its_bound_and_refuses_one_more(limit: Any) -> None:
    bound = replace(Cost(0, 0, 0, 0, 0, 0, 0), **{limit.name: limit.most})
    above = replace(bound, **{limit.name: limit.most + 1})
    assert not limit.broken(bound)
    assert limit.broken(above)
    assert f"{limit.most:,}" in limit.sentence(above)
    assert f"{limit.most + 1:,}" in limit.sentence(above)


def table(rows: int, columns: int) -> Outline:
    names = tuple(f"c{number}" for number in range(columns))
    return Outline("Mine", "regression", names, (), samples=rows, maximum=rows)


def on_a_table(rows: int, columns: int, settings: dict[str, Any]) -> Spec:
    outline = table(rows, columns)
    return Spec.parse({**settings, "data": {"dataset": "table-1"}}, lambda name: outline)


def test_the_largest_network_passes_and_one_column_more_does_not() -> None:
    assert on_a_table(100, 583, {"network": hidden(512)}).cost(table(100, 583)).parameters == 584 * 512 + 513
    with pytest.raises(SpecError) as error:
        on_a_table(100, 584, {"network": hidden(512)})
    assert error.value.problems[0].loc == "network.hidden"
    assert "300,033 parameters" in error.value.problems[0].msg


def test_updates_are_limited_at_the_batch_size() -> None:
    split = {"train": 1, "validation": 0, "test": 0}
    outline = table(20_001, 2)
    settings: dict[str, Any] = {"data": {"dataset": "table-1", "split": split}, "batch": {"size": 1}}
    with pytest.raises(SpecError) as error:
        Spec.parse(settings, lambda name: outline)
    assert error.value.problems[0].loc == "batch.size"
    settings["data"]["samples"] = 20_000
    assert Spec.parse(settings, lambda name: outline).cost(outline).updates_per_epoch == 20_000


def test_enormous_tables_are_refused_without_overflow() -> None:
    with pytest.raises(SpecError) as error:
        on_a_table(10**15, 10**4, {"network": hidden(*[512] * 8)})
    assert {problem.loc for problem in error.value.problems} == {"network.hidden", "batch.size"}
    assert all("-" not in problem.msg for problem in error.value.problems)


MEASURE = """
import json, re, sys
from pathlib import Path
from training.experiment import train
from training.spec import Spec


def kilobytes(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])


spec = Spec.parse(sys.argv[1])
list(train(Spec.parse({"stopping": {"epochs": 1}})))
Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts anew
before = kilobytes("VmRSS")
list(train(spec))
print(1024 * (kilobytes("VmHWM") - before))
"""


def peak_of(settings: dict[str, Any]) -> int:
    """The bytes that training takes at most, beyond those of a process that has trained before."""
    command = [sys.executable, "-c", MEASURE, json.dumps(settings)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


SPECIAL = {"units": 256, "dropout": 0.2, "normalization": "batch"}
EXPANDED = {"dataset": "spiral", "samples": 10_000, "expansion": {"kind": "chebyshev", "degree": 30}}
DISTURBED = {"input_noise": 0.1, "input_dropout": 0.1, "weight_noise": 0.01, "l2": 0.1, "max_norm": 2.0}


@pytest.mark.parametrize(
    "more",
    [
        {"batch": {"size": 1000}},
        {"batch": {"size": 1000}, "data": EXPANDED},
        {"batch": {"size": "full"}},
        {"batch": {"size": "full"}, "network": {"hidden": [SPECIAL, SPECIAL]}, "regularization": DISTURBED},
        {"batch": {"size": 500, "growth": {"factor": 1.5, "every": 1, "maximum": 4000}}, "stopping": {"epochs": 6}},
        {"batch": {"size": 2000, "growth": {"factor": 1.1, "every": 1, "maximum": 4000}}, "stopping": {"epochs": 8}},
    ],
    ids=["large batches", "expanded", "full batch", "disturbed and normalized", "growing", "slowly growing"],
)
def test_training_takes_at_most_the_estimated_memory_and_more_than_half_of_it(more: dict[str, Any]) -> None:
    settings = {
        "data": {"dataset": "spiral", "samples": 10_000},
        "network": hidden(256, 256),
        "optimizer": {"kind": "adam"},
        "stopping": {"epochs": 1},
        **more,
    }
    assert 0.5 < peak_of(settings) / cost_of(settings).memory_bytes < 1.1


RATES = {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 0.1}}
TRIALS = {"vary": {"kind": "random", "trials": 64, "axes": RATES}}


def race(**settings: list[Any]) -> dict[str, Any]:
    """A list of runs with these settings, dots written as two underscores."""
    rows = zip(*settings.values(), strict=True)
    paths = [path.replace("__", ".") for path in settings]
    return {"vary": {"kind": "list", "runs": [{"set": dict(zip(paths, row, strict=True))} for row in rows]}}


@pytest.mark.parametrize(
    "several",
    [
        {**TRIALS, "network": hidden(32)},
        {"vary": {**TRIALS["vary"], "trials": 16, "seeds": 4}},
        race(data__seed=[*range(16)]),
        race(data__seed=[0, 1] * 8, stopping__epochs=[1, *[2] * 15]),
        {"ensemble": {"members": 10, "bootstrap": True}},
    ],
    ids=["64 trials", "16 trials of 4 seeds", "16 data seeds", "2 data seeds and one leaves", "ensemble"],
)
def test_runs_together_never_take_more_than_estimated(several: dict[str, Any]) -> None:
    settings = {"data": {"dataset": "digits"}, "stopping": {"epochs": 2}, **several}
    assert 0.4 < peak_of(settings) / cost_of(settings).memory_bytes < 1


def test_samples_count_once_for_all_runs_that_share_them() -> None:
    base = {"data": {"dataset": "digits"}}
    one = cost_of(base)
    data = one.memory_bytes - one.own_bytes
    assert data == 10 * 4 * 1797 * (64 + 10)
    assert cost_of({**base, **TRIALS}).memory_bytes == 64 * one.own_bytes + data
    assert cost_of({**base, **race(data__seed=[3] * 16)}).memory_bytes == 16 * one.own_bytes + data
    assert cost_of({**base, **race(data__seed=[*range(16)])}).memory_bytes == 16 * one.memory_bytes
    axes = {"data.seed": {"kind": "int", "low": 0, "high": 999}}
    chosen_later = {"vary": {"kind": "tpe", "trials": 16, "axes": axes}}
    assert cost_of({**base, **chosen_later}).memory_bytes == 16 * one.memory_bytes


def test_evaluation_never_makes_buffers_longer_than_a_chunk() -> None:
    population = Population.start([Spec.parse({"data": {"samples": 10_000}, "batch": {"size": 10}})])
    begin(population)
    assert max(population.network._buffers) == CHUNK
