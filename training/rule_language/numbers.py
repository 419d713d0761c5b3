"""Runs programs with single numbers of Python, in float64: for functions, of which a walk needs one value at a time."""

import math
from collections.abc import Callable, Mapping, Sequence

from training.rule_language.program import Argument, Instruction

NAN = math.nan


def run(code: Sequence[Instruction], given: Mapping[str, float]) -> dict[str, float]:
    """All registers after these instructions; nothing that a program can do raises."""
    found = dict(given)

    def value(argument: Argument) -> float:
        return found[argument] if isinstance(argument, str) else argument

    for operation, target, arguments in code:
        found[target] = OPERATIONS[operation](*map(value, arguments))
    return found


def _divide(a: float, b: float) -> float:
    if b:
        return a / b
    return NAN if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)


def _power(a: float, b: float) -> float:
    try:
        return math.pow(a, b)
    except OverflowError:
        odd = b % 2 == 1
        return -math.inf if a < 0 and odd else math.inf
    except ValueError:  # a root of a negative number, or a reciprocal of 0
        return NAN if a else math.copysign(math.inf, a) if b % 2 == 1 else math.inf


def _exp(a: float) -> float:
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


def _log(a: float) -> float:
    return math.log(a) if a > 0 else -math.inf if a == 0 else NAN


def _sign(a: float) -> float:
    return NAN if math.isnan(a) else float((a > 0) - (a < 0))


def _min(a: float, b: float) -> float:
    return NAN if math.isnan(a) or math.isnan(b) else min(a, b) + 0.0


def _max(a: float, b: float) -> float:
    return NAN if math.isnan(a) or math.isnan(b) else max(a, b) + 0.0


def _of_finite(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda a: function(a) if math.isfinite(a) else NAN


OPERATIONS: dict[str, Callable[..., float]] = {
    "copy": lambda a: a,
    "negative": lambda a: -a,
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": _divide,
    "power": _power,
    "sqrt": lambda a: math.sqrt(a) if a >= 0 else NAN,
    "abs": abs,
    "sign": _sign,
    "exp": _exp,
    "log": _log,
    "tanh": math.tanh,
    "sin": _of_finite(math.sin),
    "cos": _of_finite(math.cos),
    "min": _min,
    "max": _max,
    "clip": lambda a, low, high: _min(_max(a, low), high),
    "where_less": lambda a, b, x, y: x if a < b else y,
    "where_at_most": lambda a, b, x, y: x if a <= b else y,
    "where_equal": lambda a, b, x, y: x if a == b else y,
}
