"""Powers and Chebyshev polynomials: their values, their number, and what happens where they grow too large."""

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from training import Spec
from training.data import UnusableData, foresee, outlines, prepare
from training.datasets import Outline, Samples
from training.expansions import EXPANSIONS, Chebyshev, NoExpansion, Polynomial
from training.inputs import input_count, input_names
from training.tables import Table


def spec_of(**data: Any) -> Spec:
    return Spec.parse({"data": data})


def powers(dataset: str, degree: int, kind: str, **more: Any) -> Spec:
    return spec_of(
        dataset=dataset, expansion={"kind": "polynomial", "degree": degree}, normalization={"kind": kind}, **more
    )


def test_powers_are_worked_by_hand() -> None:
    inputs = np.array([[2.0, -3.0], [0.5, 10.0]])
    expected = [[2, 4, 8, -3, 9, -27], [0.5, 0.25, 0.125, 10, 100, 1000]]
    assert Polynomial(degree=3).expand(inputs).tolist() == expected
    assert Polynomial(degree=3).names(["x", "y"]) == ("x", "x^2", "x^3", "y", "y^2", "y^3")
    assert Polynomial(degree=2).names(["sin x1", "x1^2"]) == ("sin x1", "(sin x1)^2", "x1^2", "(x1^2)^2")
    assert Polynomial(degree=1).expand(inputs).tolist() == inputs.tolist()


@pytest.mark.parametrize("degree", [1, 2, 7, 30])
def test_chebyshev_polynomials_are_cosines_inside_and_hyperbolic_cosines_outside(degree: int) -> None:
    inside = np.linspace(-1, 1, 41)
    columns = Chebyshev(degree=degree).expand(np.stack([inside, inside[::-1]], axis=1))
    k = np.arange(1, degree + 1)
    assert (columns[:, 0] == 1).all()
    np.testing.assert_allclose(columns[:, 1 : degree + 1], np.cos(k * np.arccos(inside)[:, None]), atol=1e-11)
    np.testing.assert_allclose(columns[:, degree + 1 :], np.cos(k * np.arccos(inside[::-1])[:, None]), atol=1e-11)
    outside = np.array([1.2, 3.0])
    grown = Chebyshev(degree=degree).expand(outside[:, None])
    np.testing.assert_allclose(grown[:, 1:], np.cosh(k * np.arccosh(outside)[:, None]), rtol=1e-10)


def test_chebyshev_polynomials_are_numpys() -> None:
    x = np.random.default_rng(3).uniform(-1, 1, 50)
    expected = np.polynomial.chebyshev.chebvander(x, 15)
    np.testing.assert_allclose(Chebyshev(degree=15).expand(x[:, None]), expected, atol=1e-12)


@pytest.mark.parametrize("member", EXPANSIONS, ids=lambda member: member.name())
@pytest.mark.parametrize("columns", [1, 2, 13])
def test_the_width_is_known_before_any_sample_is_drawn(member: Any, columns: int) -> None:
    names = [f"c{number}" for number in range(columns)]
    made = member().expand(np.ones((4, columns)))
    assert made.shape == (4, member().width(columns)) == (4, len(member().names(names)))
    assert len(set(member().names(names))) == member().width(columns)


@pytest.mark.parametrize(
    "data",
    [
        {}, {"features": ["x1", "x1^2", "sin x2"]}, {"expansion": {"kind": "polynomial", "degree": 5}},
        {"features": ["x1x2"], "expansion": {"kind": "chebyshev", "degree": 3}},
        {"dataset": "wine", "expansion": {"kind": "chebyshev", "degree": 4}},
        {"dataset": "digits", "features": ["pixel_3_3"]},
    ],
    ids=repr,
)  # fmt: skip
def test_cost_names_and_data_agree_about_the_number_of_inputs(data: dict[str, Any]) -> None:
    spec = spec_of(**data)
    outline = spec.outline()
    assert outline is not None
    made = prepare(spec)
    inputs = made.train.inputs.shape[1]
    cost = spec.cost(outline)
    assert inputs == input_count(spec.data, outline) == len(input_names(spec.data, outline)) == cost.inputs
    assert made.compared["names"] == list(input_names(spec.data, outline))
    outputs = made.train.targets.shape[1]
    assert cost.parameters == (inputs + 1) * 4 + 5 * 2 + 3 * outputs


def test_no_expansion_adds_no_work() -> None:
    inputs = np.ones((3, 2))
    assert NoExpansion().expand(inputs) is inputs


def test_gaps_stay_gaps_and_are_filled_after_the_expansion() -> None:
    inputs = np.arange(40.0)[:, None] / 40
    inputs[7] = np.nan
    outline = Outline("Mine", "regression", ("c",), (), samples=40, maximum=40)
    tables: Any = {"table-1": Table(outline, Samples(inputs, np.zeros(40)))}.get
    split = {"train": 1, "validation": 0, "test": 0}
    data = {"dataset": "table-1", "normalization": {"kind": "none"}, "split": split}
    for expansion, square in (("polynomial", lambda x: x**2), ("chebyshev", lambda x: 2 * x**2 - 1)):
        values = {"data": {**data, "expansion": {"kind": expansion, "degree": 2}}}
        made = prepare(Spec.parse(values, outlines(tables)), tables).train.inputs[:, -1]
        known = square(np.delete(inputs, 7))
        np.testing.assert_allclose(np.sort(made), np.sort(np.append(known, known.mean())), rtol=1e-12)


def test_127_to_the_19th_does_not_fit_and_says_which_setting_helps() -> None:
    with np.errstate(over="ignore"):
        assert np.float32(127.0**19) == np.inf
    for kind, size in (("none", "9.4e+39"), ("center", "9.0e+39")):
        with pytest.raises(UnusableData) as refused:
            prepare(powers("poly19", 19, kind))
        (problem,) = refused.value.problems
        assert problem.loc == "data.expansion.degree"
        assert f'The input "x^19" reaches {size}; training calculates up to 3.4e+38.' in problem.msg
        assert "Lower the degree, choose the normalization standardize" in problem.msg
        assert "data.distort.scale" in problem.msg
        assert len(problem.msg) < 200  # a failed run keeps its reason in 200 characters


@pytest.mark.parametrize("kind", ["standardize", "scale", "minmax", "maxabs"])
def test_kinds_that_divide_do_so_in_float64_before_anything_overflows(kind: str) -> None:
    train = prepare(powers("poly19", 19, kind)).train.inputs
    assert np.isfinite(train.astype(np.float32)).all()
    assert np.abs(train).max() < 10
    if kind == "standardize":
        np.testing.assert_allclose(train.mean(axis=0), 0, atol=1e-6)
        np.testing.assert_allclose(train.std(axis=0), 1, atol=1e-6)


def test_after_x_over_127_every_power_is_at_most_1() -> None:
    data = prepare(powers("poly19", 19, "none", distort={"scale": 1 / 127}))
    for part in (data.train, data.validation, data.test):
        assert np.abs(part.inputs).max() <= 1
    x = data.train.inputs[:, 0]
    np.testing.assert_allclose(data.train.inputs, x[:, None] ** np.arange(1, 20), rtol=1e-13)


def test_degree_18_still_fits() -> None:
    data = prepare(powers("poly19", 18, "none"))
    assert max(part.inputs.max() for part in (data.train, data.validation, data.test)) == 127.0**18


def test_numbers_beyond_float64_are_refused_even_where_they_would_be_divided() -> None:
    inputs = np.linspace(1, 1e30, 50)[:, None]
    outline = Outline("Mine", "regression", ("c",), (), samples=50, maximum=50)
    tables: Any = {"table-1": Table(outline, Samples(inputs, np.zeros(50)))}.get
    for expansion in ({"kind": "polynomial", "degree": 19}, {"kind": "chebyshev", "degree": 30}):
        values = {"data": {"dataset": "table-1", "expansion": expansion}}
        with pytest.raises(UnusableData, match="reaches"):
            prepare(Spec.parse(values, outlines(tables)), tables)


def test_a_plain_distortion_that_overflows_names_its_own_setting() -> None:
    inputs = np.linspace(1, 1e34, 50)[:, None]
    outline = Outline("Mine", "regression", ("c",), (), samples=50, maximum=50)
    tables: Any = {"table-1": Table(outline, Samples(inputs, np.zeros(50)))}.get
    data = {"dataset": "table-1", "distort": {"scale": 1e6}, "normalization": {"kind": "none"}}
    with pytest.raises(UnusableData) as refused:
        prepare(Spec.parse({"data": data}, outlines(tables)), tables)
    assert refused.value.problems[0].loc == "data.distort.scale"


def test_what_is_drawn_in_a_moment_is_refused_when_it_is_handed_in() -> None:
    with pytest.raises(UnusableData):
        foresee(powers("poly19", 19, "none"))
    foresee(powers("poly19", 19, "standardize"))
    large = {"samples": 10_000, "distort": {"scale": 1000}}
    with pytest.raises(UnusableData):
        foresee(powers("circle", 19, "none", **{**large, "samples": 1000}))
    foresee(powers("circle", 19, "none", features=["x1", "x2", "x1x2"], **large))  # 570,000 numbers: the worker says it
    foresee(powers("wine", 19, "none"))  # loading wine takes seconds: here too
    with pytest.raises(UnusableData):
        prepare(powers("wine", 19, "none"))


def test_the_command_line_refuses_in_words_before_the_first_event() -> None:
    values = powers("poly19", 19, "none").to_dict()
    done = subprocess.run(
        [sys.executable, "-m", "training", "-"], input=json.dumps(values), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(done.stderr)["loc"] == "data.expansion.degree"
