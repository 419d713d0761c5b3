"""What expressions mean, against others: exact fractions, NumPy, and Python's own reading of the same signs."""

import math
import re
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.running_server import ROOT
from tests.training.rule_language.bounds import run_with_numbers, run_with_tensors
from training.rule_language import machine, numbers, rule_of
from training.rule_language.numbers import run
from training.rule_language.operations import ARITIES, INEXACT

NAMES = ("w", "g", "a", "b")
NUMBER = re.compile(r"(?<![A-Za-z^0-9.-])((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e-?[0-9]+)?)")
"""A number that is no exponent of a power."""
NUMPY = {
    "sqrt": np.sqrt, "abs": np.abs, "sign": np.sign, "exp": np.exp, "log": np.log, "tanh": np.tanh, "sin": np.sin,
    "cos": np.cos, "min": np.minimum, "max": np.maximum, "clip": np.clip,
    "where": lambda chosen, x, y: np.where(chosen, x, y),
}  # fmt: skip
"""The same functions by someone else; where gets the comparison as a value."""

atoms = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["0.5", "2", "0.125", "3", ".25", "1e1", "7.", "25e-1"]),
)
exact = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", "-", "*", " / "]), inner).map("".join),
        st.tuples(st.just("("), inner, st.just(")")).map("".join),
        st.tuples(st.just("-"), inner).map("".join),
        st.tuples(
            st.sampled_from([*NAMES, "2", "(a-b)", "(-g)"]), st.sampled_from(["^2", "^3", "^-1", "^1", "^2^2"])
        ).map("".join),
    ),
    max_leaves=12,
)
with_functions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(st.just("("), inner, st.sampled_from(["+", "-", "*", "/"]), inner, st.just(")")).map("".join),
        st.tuples(st.sampled_from(["sqrt", "abs", "sign", "exp", "log", "tanh", "sin", "cos"]), inner).map(
            lambda parts: f"{parts[0]}({parts[1]})"
        ),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda each: f"{each[0]}({each[1]}, {each[2]})"),
        st.tuples(inner, st.sampled_from(["<", "<=", ">", ">=", "=="]), inner, inner, inner).map(
            lambda each: f"where({each[0]} {each[1]} {each[2]}, {each[3]}, {each[4]})"
        ),
    ),
    max_leaves=12,
)
values = st.fixed_dictionaries({name: st.integers(-12, 12).map(lambda number: number / 4) for name in NAMES})


def meant(text: str, given: dict[str, float]) -> float:
    """What the language makes of an expression; a and b are constants."""
    return run(rule_of(f"w = {text}").program.code, {"w": 0.0, **given})["w"]


def by_python(text: str, names: dict[str, Any]) -> Any:
    """What Python makes of the same signs, where a power is written **. Only texts drawn here are read."""
    return eval(text.replace("^", "**"), {"__builtins__": {}}, names)


@given(text=exact, chosen=values)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_arithmetic_is_that_of_fractions(text: str, chosen: dict[str, float]) -> None:
    """Precedence and grouping as well: -a^2 is -(a^2), 2^-1 is a half, a^2^2 is a^4, a-b-g is (a-b)-g."""
    names: dict[str, Any] = {name: Fraction(number) for name, number in chosen.items()}
    try:
        expected = by_python(NUMBER.sub(r'Fraction("\1")', text), {**names, "Fraction": Fraction})
    except ZeroDivisionError:
        return
    # Differences of nearly equal numbers keep the rounding of the large ones.
    assert meant(text, chosen) == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


@given(text=with_functions, chosen=values)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_functions_are_those_of_numpy(text: str, chosen: dict[str, float]) -> None:
    names = {name: np.float64(number) for name, number in chosen.items()}
    literal = {"e": np.e}
    with np.errstate(all="ignore"):
        try:
            expected = float(by_python(text, {**names, **NUMPY, **literal}))
        except ZeroDivisionError:  # of two numbers in the text, which Python refuses to divide
            return
    mine = meant(text, chosen)
    assert mine == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def test_every_operation_is_known_to_every_interpreter() -> None:
    browser = (
        (ROOT / "static/js/rules/program.js").read_text().partition("const OPERATIONS = {")[2].partition("\n};")[0]
    )
    assert set(re.findall(r"^  (\w+): ", browser, re.MULTILINE)) == set(ARITIES)
    assert set(numbers.OPERATIONS) == set(machine.calculations()) == set(ARITIES)
    assert set(INEXACT) < set(ARITIES)


@pytest.mark.parametrize("choice", ["min(w, -w)", "min(-w, w)", "max(-w, -w)", "clip(-w, -w, w)", "sign(-w)"])
def test_of_two_zeros_all_take_the_same_wherever_they_stand(choice: str) -> None:
    """Libraries that compare several numbers at a time take another zero for those than for the rest of a row."""
    rule = rule_of(f"w = 1/({choice})")
    zeros = torch.zeros(1, 83, dtype=torch.float64)
    found = run_with_tensors(rule, {"eta": [1.0], "t": [1.0]}, zeros, zeros, zeros)
    assert found["w"].tolist() == [[math.inf] * 83]
    assert run_with_numbers(rule, {"w": 0.0, "g": 0.0})["w"] == math.inf


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-a^2", -9.0), ("(-a)^2", 9.0), ("2^-1", 0.5), ("2^3^2", 512.0), ("a-b-1", 0.0), ("12/a/b", 2.0),
        ("a*b^2", 12.0), ("-a*b", -6.0), ("a - -b", 5.0), ("2*-a", -6.0), ("- - a", 3.0), ("1e-1*a", 0.3),
        (".5*a", 1.5), ("a^0.5^2", 3**0.25), ("min(a, b)^2", 4.0), ("where(a > b, a, b) - 1", 2.0),
        ("where(a <= b, 1, where(a == 3, 2, 3))", 2.0), ("clip(a, -1, 1)", 1.0), ("clip(0 - a, -1, 1)", -1.0),
        ("clip(a, 5, 4)", 4.0), ("sign(b - a)", -1.0), ("abs(b - a)", 1.0), ("exp(log(a))", 3.0),
    ],
)  # fmt: skip
def test_expressions_worked_by_hand(text: str, value: float) -> None:
    assert meant(text, {"a": 3.0, "b": 2.0, "g": 0.0}) == pytest.approx(value, rel=1e-12)
