"""Rules that students write train networks like any built-in optimizer: alone, stacked, stored, changed, searched."""

from typing import Any

import numpy as np
import pytest
import torch

from training import Spec, train
from training.checkpoint import from_bytes, to_bytes
from training.cost import Cost
from training.data import outlines
from training.engine import advance, begin, change
from training.live import live_paths
from training.optimizers import Written
from training.population import Population
from training.problems import Problem, SpecError
from training.range_test import RangeTest
from training.runs import runs_of, shape_key

STRANGE = (
    "initially a = 2*start\ninitially n = 1\n"
    "m = k*m + (1-k)*g - 0.001*decays*w\n"
    "a = a*exp(-abs(tanh(g))/10) + abs(g)^1.3 + log(2 + sin(t)*cos(w))/100\n"
    "n = clip(n*where(g*before > 0, 1.1, 0.9), 0.1, 10)\n"
    "before = g\n"
    "w = w - eta*n*m/(max(sqrt(a), 0.001) + (1 - k^t)*min(1, a)^0.7)"
)
"""Every kind of operation: of weights, of columns, exact ones and those whose last bit depends on the library."""
CONSTANTS = {"start": 0.5, "k": 0.9}
SMALL = {"data": {"samples": 60}, "network": {"hidden": [{"units": 5}]}, "batch": {"size": 7}}


def spec(rule: str = STRANGE, constants: dict[str, float] | None = None, **more: Any) -> Spec:
    numbers = CONSTANTS if constants is None else constants
    optimizer = {"kind": "written", "rule": rule, "constants": numbers, "learning_rate": 0.02}
    return Spec.parse({**SMALL, "stopping": {"epochs": 6}, "optimizer": optimizer, **more})


def finished(population: Population, interrupt: bool = False) -> tuple[list[np.ndarray], list[dict[str, Any]]]:
    events, results = list(begin(population)), population.results
    while population.runs:
        if interrupt:
            population = from_bytes(to_bytes(population))
        events += advance(population)
        results.update(population.results)
    told = [{name: value for name, value in event.to_dict().items() if "seconds" not in name} for event in events]
    return [results[number].weights for number in sorted(results)], told


@pytest.mark.parametrize("units", [1, 5, 8])
@pytest.mark.parametrize("together", [2, 4])
def test_runs_of_one_rule_have_the_bits_that_each_has_alone(units: int, together: int) -> None:
    network = {"hidden": [{"units": units}]}
    base = spec(network=network)
    constants = [{"start": 0.5 + n, "k": 0.9 - n / 10} for n in range(together)]
    specs = [base.with_settings({"optimizer.constants": each, "seed": n}) for n, each in enumerate(constants)]
    assert len({shape_key(one) for one in specs}) == 1
    stacked, _ = finished(Population.start(specs))
    for one, weights in zip(specs, stacked, strict=True):
        (alone,), _ = finished(Population.start([one]))
        assert np.isfinite(alone).all()
        assert np.array_equal(alone, weights)


def test_interrupting_every_epoch_changes_no_bit() -> None:
    specs = [spec(), spec(seed=1, constants={"start": 3.0, "k": 0.5})]
    undisturbed, events = finished(Population.start(specs))
    interrupted, again = finished(Population.start(specs), interrupt=True)
    assert all(map(np.array_equal, undisturbed, interrupted))
    assert events == again


def test_its_memory_has_the_names_of_the_rule_and_starts_as_it_says() -> None:
    population = Population.start([spec(), spec(constants={"start": 3.0, "k": 0.5})])
    assert set(population.memory) == {"m", "a", "n", "before", "decays"}
    assert population.memory["a"].unique(dim=1).tolist() == [[1.0], [6.0]]
    assert population.memory["n"].unique().tolist() == [1.0]
    assert population.memory["m"].unique().tolist() == [0.0]
    assert population.memory["decays"].unique().tolist() == [0.0, 1.0]


def test_rules_that_differ_in_their_text_do_not_train_in_lockstep() -> None:
    one, other = spec("w = w - eta*g", {}), spec("w = w - eta*g # the same", {})
    assert shape_key(one) != shape_key(other)


def test_the_same_rule_in_other_words_trains_to_the_same_bits() -> None:
    (one,), _ = finished(Population.start([spec("w = w - eta*g", {})]))
    (other,), _ = finished(Population.start([spec("step = eta*g # aside\nold = w;  w = (old - step)", {})]))
    assert np.array_equal(one, other)


def test_a_value_of_before_can_be_kept_and_exchanged() -> None:
    """Two memories that change places show that all new values come from those of before."""
    population = Population.start([spec("initially a = 1; b = b + 0*a; c = a; a = b; b = c; w = w - 0*g", {})])
    begin(population)
    weights, zeros = population.weights, torch.zeros_like(population.weights)
    for expected in ((0, 1), (1, 0), (0, 1)):
        rates = population.optimizer.rates(population.settings, torch.ones(1, 1, 1, dtype=torch.float64))
        columns = [rate.float().view(-1, 1) for rate in rates]
        population.optimizer.step(weights, zeros, population.memory, zeros.clone(), *columns)
        assert tuple(population.memory[name].unique().tolist() for name in "ab") == ([expected[0]], [expected[1]])


def test_constants_change_while_a_run_trains_and_the_rule_does_not() -> None:
    first = spec()
    paths = [path for path in live_paths(first) if path.startswith("optimizer.")]
    assert paths == ["optimizer.learning_rate", "optimizer.constants.start", "optimizer.constants.k"]
    population = Population.start([first])
    begin(population)
    advance(population)
    (event,) = change(population, {"optimizer.constants.k": 0.5})
    assert (event.path, event.old, event.new) == ("optimizer.constants.k", 0.9, 0.5)
    assert population.settings["k"].tolist() == [[0.5]]
    advance(population)
    for path, value in (("optimizer.rule", "w = g"), ("optimizer.constants", {}), ("optimizer.constants.z", 1.0)):
        with pytest.raises(SpecError) as error:
            change(population, {path: value})
        assert [problem.loc for problem in error.value.problems] == [path]


def test_a_search_varies_a_constant() -> None:
    axis = {"kind": "uniform", "low": 0.0, "high": 1.0}
    search = spec(vary={"kind": "grid", "axes": {"optimizer.constants.k": axis}, "points": 3})
    runs = runs_of(search)
    assert [run.spec.value("optimizer.constants.k") for run in runs] == pytest.approx([1 / 6, 1 / 2, 5 / 6])
    assert len({shape_key(run.spec) for run in runs}) == 1
    assert len([event for event in train(search) if event.type == "run_finished"]) == 3


def problems(**optimizer: Any) -> list[Problem]:
    with pytest.raises(SpecError) as error:
        Spec.parse({"optimizer": {"kind": "written", **optimizer}})
    return error.value.problems


@pytest.mark.parametrize(
    ("optimizer", "loc", "words"),
    [
        ({"rule": "w = w - eta*"}, "rule", 'Line 1, column 12: After "*"'),
        ({"rule": ""}, "rule", "never changes the weights"),
        ({"rule": "w = w\n" * 400}, "rule", "too long"),
        ({"rule": 3}, "rule", "a text"),
        ({"rule": "w = w - k*g"}, "constants.k", "The rule reads k"),
        ({"rule": "w = w - eta*g", "constants": {"k": 1}}, "constants.k", "does not read"),
        ({"constants": {"rho": 0.9, "eps": "tiny"}}, "constants.eps", "a number"),
        ({"constants": {"rho": 1e7, "eps": 1e-8}}, "constants.rho", "at most"),
        ({"constants": {"rho": None, "eps": 1e-8}}, "constants.rho", "a number"),
        ({"constants": [0.9]}, "constants", "group of settings"),
        ({"constants": {"rho": 0.9, "eps": 1e-8, "__class__": 1}}, "constants.__class__", "does not read"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(optimizer: dict[str, Any], loc: str, words: str) -> None:
    (problem,) = problems(**optimizer)
    assert problem.loc == f"optimizer.{loc}"
    assert words in problem.msg


def test_infinite_constants_do_not_come_in() -> None:
    for number in ("Infinity", "NaN", "1e999"):
        text = f'{{"optimizer": {{"kind": "written", "rule": "w = k*g", "constants": {{"k": {number}}}}}}}'
        with pytest.raises(SpecError):
            Spec.parse(text)


def test_a_rule_alone_is_enough_where_it_has_no_constants() -> None:
    assert Spec.parse({"optimizer": {"kind": "written", "rule": "w = w - eta*g"}}).optimizer.numbers() == {
        "learning_rate": 0.01
    }
    assert Spec.parse({"optimizer": {"kind": "written"}}).value("optimizer.constants") == {"rho": 0.9, "eps": 1e-8}


def test_schedules_and_range_tests_go_with_rules_that_read_the_learning_rate() -> None:
    decay = {"kind": "cosine"}
    assert spec("w = w - eta*g", {}, schedule=decay)
    deaf = {"kind": "written", "rule": "w = w - 0.01*g", "constants": {}}
    with pytest.raises(SpecError) as error:
        Spec.parse({"optimizer": deaf, "schedule": decay})
    assert [problem.loc for problem in error.value.problems] == ["schedule.kind"]
    with pytest.raises(SpecError) as error:
        RangeTest.parse({"spec": {"optimizer": deaf}})
    assert [problem.loc for problem in error.value.problems] == ["spec.optimizer.kind"]


def cost(one: Spec) -> Cost:
    outline = one.outline(outlines(lambda name: None))
    assert outline
    return one.cost(outline)


def test_the_cost_of_a_rule_follows_from_its_length() -> None:
    short, long = spec("w = w - eta*g", {}), spec()
    assert cost(short).operations_per_epoch < cost(long).operations_per_epoch
    assert cost(short).memory_bytes < cost(long).memory_bytes
    chain = "w = " + "+".join(f"sin({n}*g)" for n in range(1, 40))
    with pytest.raises(SpecError) as error:
        spec(chain, {}, data={"dataset": "digits"}, batch={"size": 1}, network={"hidden": [{"units": 400}]})
    assert "operations" in error.value.problems[0].msg


def test_the_longest_epoch_takes_no_more_memory_for_its_rates() -> None:
    """Rates that differ from update to update are prepared in pieces: the bits do not depend on where these end."""
    many = {"data": {"dataset": "gauss", "samples": 1000}, "batch": {"size": 1}, "stopping": {"epochs": 1}}
    (weights,), _ = finished(Population.start([Spec.parse({**many, "optimizer": {"kind": "adam"}})]))
    written = {
        "kind": "written",
        "learning_rate": 0.001,
        "rule": Spec.parse({"optimizer": {"kind": "adam"}}).optimizer.rule,
        "constants": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
    }
    (own,), _ = finished(Population.start([Spec.parse({**many, "optimizer": written})]))
    assert own == pytest.approx(weights, rel=1e-3, abs=1e-4)


def test_a_rule_that_diverges_is_a_result() -> None:
    for rule in ("w = w + 1/0*g", "w = w*1000", "w = log(-1) + w", "w = w - exp(exp(exp(10 + g^2)))"):
        last = list(train(spec(rule, {})))[-1].to_dict()
        assert (last["type"], last["reason"]) == ("run_finished", "diverged"), rule


def test_the_rule_of_the_class_is_a_setting_and_not_its_own() -> None:
    schema = Written.model_json_schema()
    assert "x-rule" not in schema
    assert schema["properties"]["rule"]["default"].startswith("a = rho*a")
