"""Drawn functions of two weights: compiled within bounds, and derived as autograd derives the same program."""

import math
import random
import re
import tracemalloc
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
import torch

from tests.training.rule_language.fuzzing import COUNT as TEXTS
from tests.training.rule_language.fuzzing import Fuzzer
from training.rule_language import Formula, RuleError, formula_of

COUNT = TEXTS // 20
MOST_BYTES = 100_000_000
"""Of all functions that a process keeps."""
PLACES = ([0.7, -1.3], [2.1, 0.4], [-0.6, -0.9])
LONGEST = 5000
"""Instructions of a Hessian: a page computes it at every point that somebody looks at."""
TORCH: dict[str, Callable[..., torch.Tensor]] = {
    "copy": lambda a: a, "negative": torch.neg, "add": torch.add, "subtract": torch.sub, "multiply": torch.mul,
    "divide": torch.div, "power": torch.pow, "sqrt": torch.sqrt, "abs": torch.abs,
    "sign": lambda a: torch.where(a == a, torch.sign(a), a),  # its own says 0 of what is not a number
    "exp": torch.exp, "log": torch.log, "tanh": torch.tanh, "sin": torch.sin, "cos": torch.cos,
    "min": torch.minimum, "max": torch.maximum, "clip": lambda a, low, high: torch.minimum(torch.maximum(a, low), high),
    "where_less": lambda a, b, x, y: x if a < b else y, "where_at_most": lambda a, b, x, y: x if a <= b else y,
    "where_equal": lambda a, b, x, y: x if a == b else y,
}  # fmt: skip


def drawn(number: int) -> str:
    """A function of x and y."""
    text = Fuzzer(number).expression(4)
    for name, other in {"decays": "x", "eta": "y", "rho": "x", "eps": "y", "m1": "x"}.items():
        text = text.replace(name, other)
    return "".join(
        {"w": "x", "g": "y", "t": "x", "a": "y", "b": "x"}.get(piece, piece) if len(piece) == 1 else piece
        for piece in _pieces(text)
    )


def _pieces(text: str) -> list[str]:
    return re.findall(r"[A-Za-z_][A-Za-z0-9_]*|.", text)


def autograd(formula: Formula, place: list[float]) -> tuple[list[float], list[list[float]]]:
    """Gradient and Hessian of the value's own program."""
    at = torch.tensor(place, dtype=torch.float64, requires_grad=True)
    registers: dict[str, torch.Tensor] = {"w1": at[0], "w2": at[1]}

    def value(argument: Any) -> torch.Tensor:
        return registers[argument] if isinstance(argument, str) else torch.tensor(argument, dtype=torch.float64)

    for operation, target, arguments in formula.value.code:
        registers[target] = TORCH[operation](*map(value, arguments))
    (gradient,) = torch.autograd.grad(registers["value"] + 0 * at.square().sum(), at, create_graph=True)
    rows = [torch.autograd.grad(each, at, retain_graph=True)[0].tolist() for each in gradient]
    return gradient.tolist(), rows


@pytest.mark.timeout(1800)
def test_drawn_functions_are_derived_as_autograd_derives_them() -> None:
    compared = 0
    for number in range(COUNT):
        try:
            formula = formula_of(drawn(number))
        except RuleError:
            continue
        for place in PLACES if formula.weights == 2 else ():
            found, (gradient, hessian) = formula.at(place), autograd(formula, place)
            if math.isnan(found.value):  # nothing has no slope
                continue
            mine_all = [*found.gradient, *chain.from_iterable(found.hessian)]
            others = [*gradient, *chain.from_iterable(hessian)]
            # What cancels out leaves a rest in one of both, as small as the rounding of what cancelled.
            rest = max(1e-6, 1e-9 * max((abs(each) for each in others if math.isfinite(each)), default=0))
            for mine, other in zip(mine_all, others, strict=True):
                if math.isfinite(mine) and math.isfinite(other):  # autograd makes 0·∞ of branches that are not taken
                    assert mine == pytest.approx(other, rel=1e-6, abs=rest), (number, formula.text, place)
                    compared += 1
    assert compared > 3 * COUNT


@pytest.mark.parametrize(
    "text",
    [
        "*".join(["x", "y"] * 62), "/".join(["(x+y)", "(x-y)"] * 20), "^".join(["x", "y"] * 19),
        "sin(" * 38 + "x*y" + ")" * 38, "*".join(f"(x+{number})^y" for number in range(35)),
        "where(x<y,x*y," * 24 + "x" + ")" * 24, "clip(x*y,x," * 38 + "y" + ")" * 38,
        "min(x*y,max(y," * 18 + "x+" + "y" + "))" * 18, "exp(x*y)^(" * 19 + "x" + ")" * 19,
    ],
    ids=range(9),
)  # fmt: skip
def test_the_worst_functions_have_derivatives_of_bounded_length(text: str) -> None:
    formula = formula_of(text)
    assert len(formula.hessian.code) < LONGEST
    assert len(formula.at([1.1, 0.9]).gradient) == 2


def test_functions_that_are_kept_take_bounded_memory() -> None:
    draw = random.Random(1)

    def powers(operations: int) -> str:
        if not operations:
            return draw.choice("xy")
        left = draw.randrange(operations)
        return f"({powers(left)}^{powers(operations - 1 - left)})"

    text = next(text for text in (powers(120) for _ in range(1000)) if not _refused(text))
    tracemalloc.start()
    try:
        formula = formula_of.__wrapped__(text)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 2000 < len(formula.hessian.code) < LONGEST
    assert taken * formula_of.cache_info().maxsize < MOST_BYTES


def _refused(text: str) -> bool:
    try:
        formula_of.__wrapped__(text)
    except RuleError:
        return True
    return False
