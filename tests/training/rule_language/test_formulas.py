"""Functions of one or two weights: exact derivatives, compared with PyTorch's autograd."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from training.problems import SpecError
from training.rule_language import RuleError, formula_of
from training.surfaces import SURFACES, Request, shape

FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "w1^4 - 2*w1^2 + 0.5*w1": lambda x, y: x**4 - 2 * x**2 + 0.5 * x,
    "w": lambda x, y: x,
    "y": lambda x, y: y + 0 * x,
    "3*x - 2*y + 7": lambda x, y: 3 * x - 2 * y + 7,
    "(1 - x)^2 + 100*(y - x^2)^2": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "x/(1 + y^2)": lambda x, y: x / (1 + y**2),
    "1/x - x/y": lambda x, y: 1 / x - x / y,
    "sqrt(x^2 + y^2 + 1)": lambda x, y: torch.sqrt(x**2 + y**2 + 1),
    "exp(x*y) - log(2 + x^2)": lambda x, y: torch.exp(x * y) - torch.log(2 + x**2),
    "sin(x)*cos(2*y) + tanh(x - y)": lambda x, y: torch.sin(x) * torch.cos(2 * y) + torch.tanh(x - y),
    "(x^2 + 1)^(y/2)": lambda x, y: (x**2 + 1) ** (y / 2),
    "(x^2 + 1)^2.5 - x^5 + y^-3": lambda x, y: (x**2 + 1) ** 2.5 - x**5 + y**-3,
    "2^x + x^3*y^4": lambda x, y: 2**x + x**3 * y**4,
    "abs(x - 2*y) * y": lambda x, y: (x - 2 * y).abs() * y,
    "min(x, y)^2 + max(x^2, 3*y)": lambda x, y: torch.minimum(x, y) ** 2 + torch.maximum(x**2, 3 * y),
    "clip(x*y, -1, 2) * x": lambda x, y: torch.clamp(x * y, -1, 2) * x,
    "where(x < y, x^2, y^3) - where(x >= 1, x*y, 0)": lambda x, y: (
        torch.where(x < y, x**2, y**3) - torch.where(x >= 1, x * y, 0 * x)
    ),
    "sign(x)*x^2*y": lambda x, y: torch.sign(x) * x**2 * y,
    "-(-x)^2 - -y": lambda x, y: -((-x) ** 2) + y,
    "((x*y)*(x*y))*((x + y)/(x*y))": lambda x, y: (x * y) ** 2 * ((x + y) / (x * y)),
}
PLACES = torch.randn(30, 2, generator=torch.Generator().manual_seed(1), dtype=torch.float64).tolist()


def autograd(function: Callable[[Any, Any], Any], at: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Gradient [2] and Hessian [2, 2]."""
    leaf = at.clone().requires_grad_()
    with_both = function(leaf[0], leaf[1]) + 0 * leaf.square().sum()  # so that each derivative depends on each weight
    (gradient,) = torch.autograd.grad(with_both, leaf, create_graph=True)
    rows = [torch.autograd.grad(each, leaf, retain_graph=True)[0] for each in gradient]
    return gradient.detach(), torch.stack(rows)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_value_gradient_and_hessian_are_those_of_autograd(text: str) -> None:
    formula, function = formula_of(text), FUNCTIONS[text]
    for place in PLACES:
        at = torch.tensor(place, dtype=torch.float64)
        found = formula.at(place[: formula.weights])
        gradient, hessian = autograd(function, at)
        size = formula.weights
        assert found.value == pytest.approx(float(function(at[0], at[1])), rel=1e-12, abs=1e-12)
        assert found.gradient == pytest.approx(gradient[:size].tolist(), rel=1e-10, abs=1e-10)
        assert np.array(found.hessian) == pytest.approx(hessian[:size, :size].numpy(), rel=1e-9, abs=1e-9)


def test_how_many_weights_there_are_follows_from_their_names() -> None:
    assert {text: formula_of(text).weights for text in ("w^2", "w1^2", "x", "y", "w2 - 1", "x*y")} == {
        "w^2": 1, "w1^2": 1, "x": 1, "y": 2, "w2 - 1": 2, "x*y": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column", "length", "words"),
    [
        ("", 1, 1, "Write a function of w"),
        ("3 + 4", 3, 1, "does not depend on a weight"),
        ("w1 + z*w2", 6, 1, "There is no z here"),
        ("x + w1", 1, 1, "Name the weights in one way"),
        ("x^2 +", 5, 1, 'After "+" something is missing'),
        ("y = x^2", 3, 1, "one expression"),
        ("x +\ny", 4, 1, "one line"),
        ("eta*x", 1, 3, "There is no eta here"),
    ],
)
def test_what_is_wrong_is_marked_where_it_stands(text: str, column: int, length: int, words: str) -> None:
    with pytest.raises(RuleError) as error:
        formula_of(text)
    (problem,) = error.value.problems
    assert (problem.line, problem.column, problem.length) == (1, column, length)
    assert words in problem.msg


@pytest.mark.parametrize("kind", [kind for kind in SURFACES if kind.function], ids=lambda kind: kind.name())
@pytest.mark.parametrize("settings", [{}, {"fence": 0.1}, {"a": 2.0, "b": 7.0}])
def test_a_landscape_that_the_browser_draws_is_the_one_that_is_walked_on(kind: Any, settings: dict[str, float]) -> None:
    if set(settings) - set(kind.model_fields):
        return
    chosen = kind(**settings)
    constants = {name: getattr(chosen, name) for name in kind.model_fields if name != "kind"}
    formula = formula_of(kind.function, tuple(constants))
    assert kind.model_json_schema()["x-programs"] == formula.programs()
    for place in PLACES:
        at, found = torch.tensor([place], dtype=torch.float64), formula.at(place, constants)
        assert found.value == pytest.approx(chosen.value(at, 1), rel=1e-9)
        assert found.gradient == pytest.approx(chosen.gradient(at, 1)[0].tolist(), rel=1e-9, abs=1e-9)
        leaf = at.clone().requires_grad_()
        rows = [torch.autograd.grad(each, leaf, retain_graph=True)[0][0] for each in chosen.gradient(leaf, 1)[0]]
        assert np.array(found.hessian) == pytest.approx(torch.stack(rows).numpy(), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "hessian", "minimiser"),
    [("x^2 + 3*x*y + 5*y^2 - x", [[2, 3], [3, 10]], [10 / 11, -3 / 11]), ("2*w^2 - 4*w + 9", [[4]], [1])],
)
def test_a_typed_bowl_has_the_figures_of_a_bowl(text: str, hessian: list[list[float]], minimiser: list[float]) -> None:
    found = shape(Request.parse({"surface": {"kind": "function", "formula": text}}).surface)
    assert found is not None
    assert found.hessian.tolist() == hessian
    assert found.minimiser == pytest.approx(minimiser, rel=1e-12)
    assert found.largest_stable_step == pytest.approx(2 / np.linalg.eigvalsh(hessian)[-1], rel=1e-12)


@pytest.mark.parametrize("text", ["abs(w)", "max(x, y)^2", "w^3", "1/w", "where(x < 0, x^2, 2*x^2)", "x*y^2"])
def test_what_curves_differently_from_place_to_place_has_no_shape(text: str) -> None:
    assert shape(Request.parse({"surface": {"kind": "function", "formula": text}}).surface) is None


def test_a_formula_that_is_none_is_refused_at_its_field() -> None:
    with pytest.raises(SpecError) as error:
        Request.parse({"surface": {"kind": "function", "formula": "w^2 +"}})
    assert [problem.to_dict() for problem in error.value.problems] == [
        {"loc": "surface.formula", "msg": 'Line 1, column 5: After "+" something is missing.'}
    ]


@pytest.mark.parametrize(
    ("text", "weight", "value"),
    [("1/w", 0.0, math.inf), ("log(w)", 0.0, -math.inf), ("exp(w)", 1000.0, math.inf), ("w^400", -1e6, math.inf),
     ("sqrt(w)", -1.0, math.nan), ("w^0.3", -1.0, math.nan), ("log(w)", -1.0, math.nan), ("w^-2", 0.0, math.inf),
     ("sin(exp(w))", 1000.0, math.nan), ("w^401", -1e6, -math.inf)],
)  # fmt: skip
def test_what_is_no_finite_number_is_told_as_arithmetic_tells_it(text: str, weight: float, value: float) -> None:
    found = formula_of(text).at([weight])
    assert found.value == pytest.approx(value, nan_ok=True)
    assert len(found.gradient) == len(found.hessian) == 1
