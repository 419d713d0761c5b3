"""Numbers that a claim speaks of. They can be added, compared and written into a sentence; see `claims.py` for them."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

from training.lessons.seen import Seen

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
    "=": lambda left, right: left == right or math.isclose(left, right, rel_tol=1e-9),
}
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "−": operator.sub,
    "·": operator.mul,
    "/": lambda left, right: left / right if right else math.inf,
}


@dataclass(frozen=True, eq=False)
class Number:
    """Something that can be worked out from what was seen; infinite for "never", not a number for "not known"."""

    name: str
    """In words, for whoever reads the claim as an inequality."""
    work_out: Callable[[Seen], float]
    share: bool = False
    """Whether it is a share of 1, which people read in per cent."""

    def of(self, seen: Seen) -> float:
        """Its value."""
        return self.work_out(seen)

    def words(self, value: float) -> str:
        """A value as a sentence says it."""
        if math.isnan(value):
            return "unknown"
        if math.isinf(value):
            return "∞" if value > 0 else "−∞"
        if self.share:
            return f"{100 * value:.1f} %".replace("-", "−")
        text = f"{value:,.0f}" if value == int(value) and abs(value) < 1e7 else f"{value:.3g}"
        return text.replace("-", "−")

    def __add__(self, other: Number | float) -> Number:
        return self._with("+", other)

    def __sub__(self, other: Number | float) -> Number:
        return self._with("−", other)

    def __mul__(self, other: Number | float) -> Number:
        return self._with("·", other)

    def __rmul__(self, other: float) -> Number:
        return constant(other)._with("·", self)

    def __truediv__(self, other: Number | float) -> Number:
        return self._with("/", other)

    def __lt__(self, other: Number | float) -> Condition:
        return Condition((Comparison(self, "<", constant(other)),))

    def __le__(self, other: Number | float) -> Condition:
        return Condition((Comparison(self, "≤", constant(other)),))

    def __gt__(self, other: Number | float) -> Condition:
        return Condition((Comparison(self, ">", constant(other)),))

    def __ge__(self, other: Number | float) -> Condition:
        return Condition((Comparison(self, "≥", constant(other)),))

    def equals(self, other: Number | float) -> Condition:
        """Equality to nine digits; `==` is left to Python."""
        return Condition((Comparison(self, "=", constant(other)),))

    def between(self, low: Number | float, high: Number | float) -> Condition:
        """low ≤ number ≤ high."""
        return (self >= low) & (self <= high)

    def _with(self, sign: str, other: Number | float) -> Number:
        second, calculate = constant(other), ARITHMETIC[sign]
        share = (self.share and sign in "+−") or (self.share != second.share and sign == "·")
        name = f"{self.name} {sign} {second.name}"
        return Number(name, lambda seen: calculate(self.of(seen), second.of(seen)), share)


def constant(value: Number | float) -> Number:
    """A plain number as a Number."""
    if isinstance(value, Number):
        return value
    return Number(f"{value:g}".replace("-", "−"), lambda seen: float(value))


def least_of(name: str, *numbers: Number) -> Number:
    """The smallest of several, such as the best of several learning rates; infinite ones lose."""
    return Number(name, lambda seen: min(number.of(seen) for number in numbers), numbers[0].share)


@dataclass(frozen=True, eq=False)
class Comparison:
    """left < right, or another of COMPARISONS; false where a side is not known."""

    left: Number
    sign: str
    right: Number

    def holds(self, seen: Seen) -> bool:
        """Whether it is true of what was seen."""
        left, right = self.left.of(seen), self.right.of(seen)
        return not (math.isnan(left) or math.isnan(right)) and COMPARISONS[self.sign](left, right)

    def words(self) -> str:
        """The inequality as it stands."""
        return f"{self.left.name} {self.sign} {self.right.name}"


@dataclass(frozen=True, eq=False)
class Condition:
    """Comparisons that all have to hold; `&` joins them."""

    parts: tuple[Comparison, ...]

    def __and__(self, other: Condition) -> Condition:
        return Condition((*self.parts, *other.parts))

    def __bool__(self) -> bool:
        raise TypeError("Join conditions with &; 1 < number < 2 is number.between(1, 2).")

    def holds(self, seen: Seen) -> bool:
        """Whether all of it is true."""
        return all(part.holds(seen) for part in self.parts)

    def words(self) -> str:
        """All inequalities."""
        return ", ".join(part.words() for part in self.parts)
