"""Grid and random search try what they promise, over any setting, and say where a value cannot be."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import kstest

from training import Spec
from training.problems import SpecError
from training.runs import runs_of
from training.search import STRATEGIES, GridSearch, RandomSearch
from training.search.axes import AXES

RATE = "optimizer.learning_rate"
SLIDE = {"kind": "uniform", "low": 0, "high": 0.2}


def values(vary: dict[str, Any], path: str = RATE, **settings: Any) -> list[Any]:
    return [run.spec.value(path) for run in runs_of(Spec.parse({**settings, "vary": vary}))]


def test_a_grid_takes_the_centres_of_its_cells() -> None:
    assert values({"kind": "grid", "axes": {RATE: SLIDE}}) == pytest.approx([0.2 / 6, 0.1, 1 / 6], abs=1e-12)


def test_a_grid_of_three_by_three_sees_three_rates_and_nine_random_trials_see_nine() -> None:
    axes = {RATE: SLIDE, "regularization.l2": {"kind": "uniform", "low": 0, "high": 1e-3}}
    grid = values({"kind": "grid", "axes": axes})
    assert (len(grid), len(set(grid))) == (9, 3)
    random = values({"kind": "random", "axes": axes})
    assert (len(random), len(set(random))) == (9, 9)
    assert len(set(values({"kind": "grid", "axes": axes}, "regularization.l2"))) == 3


@pytest.mark.parametrize(
    ("axis", "points", "expected"),
    [
        ({"kind": "log_uniform", "low": 1e-4, "high": 1}, 4, [10**-3.5, 10**-2.5, 10**-1.5, 10**-0.5]),
        ({"kind": "log_uniform", "low": 1e-4, "high": 1, "points": 1}, 4, [1e-2]),
        ({"kind": "choice", "values": [0.1, 0.001, 0.01]}, 1, [0.1, 0.001, 0.01]),
    ],
)
def test_every_axis_has_its_own_grid(axis: dict[str, Any], points: int, expected: list[float]) -> None:
    assert values({"kind": "grid", "axes": {RATE: axis}, "points": points}) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("low", "high", "points", "expected"), [(1, 9, 3, [2, 5, 8]), (1, 2, 5, [1, 2]), (4, 5, 1, [5]), (0, 3, 2, [1, 3])]
)
def test_a_grid_of_whole_numbers_names_each_once(low: int, high: int, points: int, expected: list[int]) -> None:
    axis = {"kind": "int", "low": low, "high": high}
    assert values({"kind": "grid", "axes": {"seed": axis}, "points": points}, "seed") == expected


@pytest.mark.parametrize(("trials", "found"), [(25, 25), (24, 16), (9, 9), (3, 1), (100, 100)])
def test_a_grid_may_be_told_how_many_trials_there_may_be(trials: int, found: int) -> None:
    axes = {RATE: SLIDE, "regularization.l2": SLIDE}
    assert len(values({"kind": "grid", "axes": axes, "trials": trials, "seed": 0})) == found


def draws(axis: dict[str, Any]) -> np.ndarray:
    """A thousand draws of one axis, ten searches of a hundred trials each."""
    searches = [RandomSearch.model_validate({"axes": {"a": axis}, "trials": 100, "seed": seed}) for seed in range(10)]
    return np.array([trial.settings["a"] for search in searches for trial in search.plan()])


def test_random_draws_are_uniform_inside_the_bounds() -> None:
    found = draws(SLIDE)
    assert len(found) == 1000
    assert found.min() > 0
    assert found.max() < 0.2
    assert kstest(found / 0.2, "uniform").pvalue > 0.01


def test_random_draws_are_log_uniform_inside_the_bounds() -> None:
    found = draws({"kind": "log_uniform", "low": 1e-4, "high": 1})
    assert found.min() > 1e-4
    assert found.max() < 1
    assert kstest(np.log10(found) / 4 + 1, "uniform").pvalue > 0.01
    assert kstest(found, "uniform").pvalue < 1e-6


def test_the_same_seed_draws_the_same_trials() -> None:
    vary = {"kind": "random", "axes": {RATE: SLIDE, "seed": {"kind": "int", "low": 0, "high": 99}}, "trials": 25}
    assert values({**vary, "seed": 4}) == values({**vary, "seed": 4})
    assert values({**vary, "seed": 4}) != values({**vary, "seed": 5})


def test_another_axis_leaves_the_draws_of_the_first() -> None:
    one = {"kind": "random", "axes": {RATE: SLIDE}}
    two = {"kind": "random", "axes": {"seed": {"kind": "int", "low": 0, "high": 10**6}, RATE: SLIDE}}
    assert values(one) == values(two)


def test_no_combination_of_whole_numbers_and_choices_comes_twice() -> None:
    axes = {
        "seed": {"kind": "int", "low": 0, "high": 2},
        "optimizer.kind": {"kind": "choice", "values": ["sgd", "adam"]},
    }
    specs = [run.spec for run in runs_of(Spec.parse({"vary": {"kind": "random", "axes": axes, "trials": 25}}))]
    assert len(specs) == 6
    assert len({(spec.seed, spec.optimizer.name()) for spec in specs}) == 6


def test_a_grid_of_too_many_trials_is_refused() -> None:
    axes = {RATE: SLIDE, "regularization.l2": SLIDE, "regularization.l1": SLIDE, "regularization.weight_noise": SLIDE}
    with pytest.raises(SpecError, match="vary: This grid has 10,000 trials; at most 2,000 are allowed"):
        Spec.parse({"vary": {"kind": "grid", "axes": axes, "points": 10}})


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": "grid", "axes": {}}, "vary.axes", "too few: at least 1"),
    ({"kind": "gird", "axes": {}}, "vary.kind", 'Did you mean "grid"?'),
    ({"kind": "list", "runs": []}, "vary.runs", "too few"),
    ({"kind": "list", "runs": [{"nam": "x"}]}, "vary.runs.0.nam", "no setting"),
    ({"kind": "grid", "axes": {"optimizer.rate": SLIDE}}, "vary.axes.optimizer.rate", "no setting"),
    ({"kind": "random", "axes": {RATE: {**SLIDE, "high": -1}}}, f"vary.axes.{RATE}", "Low must be less than High"),
    ({"kind": "random", "axes": {RATE: {**SLIDE, "low": math.nan}}}, f"vary.axes.{RATE}.low", "finite"),
    ({"kind": "random", "axes": {RATE: {"kind": "normal"}}}, f"vary.axes.{RATE}.kind", "Choose one of: uniform"),
    ({"kind": "grid", "axes": {RATE: {"kind": "uniform", "low": 1, "high": 50}}}, f"vary.axes.{RATE}", "at most 10"),
    ({"kind": "grid", "axes": {"seed": SLIDE}}, "vary.axes.seed", "a whole number"),
    ({"kind": "grid", "axes": {"data.split.train": SLIDE}}, "vary.axes.data.split.train", "three shares must add up"),
    ({"kind": "random", "axes": {"vary.seed": SLIDE}}, "vary.axes.vary.seed", "cannot differ between the runs"),
    ({"kind": "list", "runs": [{}, {"set": {"batch.size": 0}}]}, "vary.runs.1.set.batch.size", "from 1 to 100,000"),
    ({"kind": "list", "runs": [{"set": {"data.dataset": "plane"}}]}, "vary", 'The run "dataset plane" cannot be'),
]  # fmt: skip


@pytest.mark.parametrize(("vary", "loc", "words"), BAD)
def test_a_bad_search_is_refused_where_it_is_written(vary: dict[str, Any], loc: str, words: str) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse({"vary": vary})
    (problem,) = error.value.problems
    assert problem.loc == loc
    assert words in problem.msg


def test_an_ensemble_cannot_be_varied() -> None:
    with pytest.raises(SpecError, match="vary: An ensemble cannot be varied"):
        Spec.parse({"ensemble": {}, "vary": {"kind": "list", "runs": [{}]}})


@pytest.mark.parametrize("member", [*STRATEGIES, *AXES], ids=lambda member: member.name())
def test_every_strategy_and_axis_explains_itself(member: Any) -> None:
    definition = Spec.model_json_schema()["$defs"][member.__name__]
    assert definition["title"] == member.title
    assert definition["x-source"] == member.source != ""
    assert definition["description"].endswith(".")


def test_a_search_survives_the_way_through_json() -> None:
    spec = Spec.parse({"vary": {"kind": "grid", "axes": {RATE: SLIDE}}})
    assert isinstance(spec.vary, GridSearch)
    assert Spec.parse(spec.to_dict()) == spec
