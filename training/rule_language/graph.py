"""Expressions as a list of nodes, in which equal parts are one node and arguments stand before what uses them."""

import math
from collections.abc import Callable, Iterable

from training.rule_language.tree import Expression, Name, Number

Node = tuple[str | int | float, ...]
"""("number", 0.5), ("input", "g") or an operation and the positions of its arguments, ("add", 3, 7)."""
MOST_NODES = 20_000
"""Of a graph: derivatives of derivatives of the longest formula need a fraction of it."""


class Graph:
    """Every node only refers to nodes before it, so a walk through the list needs no recursion."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Node, int] = {}

    def number(self, value: float) -> int:
        """The node of a number."""
        # 0.0 and −0.0 are equal as keys, and differ as divisors.
        return self._add(("number", value, math.copysign(1, value)))

    def input(self, name: str) -> int:
        """The node of a value that comes from outside."""
        return self._add(("input", name))

    def value(self, node: int) -> float | None:
        """The number that a node is, if it is one."""
        kind, *rest = self.nodes[node]
        return float(rest[0]) if kind == "number" else None

    def operation(self, name: str, *arguments: int) -> int:
        """The node of an operation: calculated at once where all arguments are numbers, and simpler where it can be."""
        values = [self.value(argument) for argument in arguments]
        if name == "power" and (simpler := self._power(arguments[0], values[1])) is not None:
            return simpler
        numbers = [value for value in values if value is not None]
        if len(numbers) == len(values) and (folded := _calculated(name, numbers)) is not None:
            return self.number(folded)
        return self._add((name, *arguments))

    def expression(self, tree: Expression, names: dict[str, int]) -> int:
        """The node of an expression, in which names stand for these nodes."""
        if isinstance(tree, Number):
            return self.number(tree.value)
        if isinstance(tree, Name):
            return names[tree.text]
        return self.operation(tree.name, *[self.expression(argument, names) for argument in tree.arguments])

    def needed(self, results: Iterable[int]) -> list[int]:
        """The nodes that these follow from, themselves included, in an order in which they can be calculated."""
        wanted = set(results)
        for node in range(max(wanted, default=-1), -1, -1):
            if node in wanted:
                wanted.update(self.arguments(node))
        return sorted(wanted)

    def arguments(self, node: int) -> tuple[int, ...]:
        """The nodes that a node is calculated from."""
        kind, *rest = self.nodes[node]
        return () if kind in ("number", "input") else tuple(rest)  # type: ignore[arg-type]

    def _power(self, base: int, exponent: float | None) -> int | None:
        """Squares, cubes, roots and reciprocals are rounded correctly everywhere; powers in general are not."""
        match exponent:
            case 1.0:
                return base
            case 2.0:
                return self.operation("multiply", base, base)
            case 3.0:
                return self.operation("multiply", self.operation("multiply", base, base), base)
            case 4.0:
                square = self.operation("multiply", base, base)
                return self.operation("multiply", square, square)
            case 0.5:
                return self.operation("sqrt", base)
            case -1.0:
                return self.operation("divide", self.number(1.0), base)
        return None

    def _add(self, node: Node) -> int:
        if node not in self._known:
            if len(self.nodes) >= MOST_NODES:
                raise OverflowError("The graph is too large.")
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]


CALCULATED: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "negative": lambda a: -a,
    "sqrt": math.sqrt,
    "abs": abs,
}
"""What is calculated while compiling: only what every computer rounds alike."""


def _calculated(name: str, numbers: list[float]) -> float | None:
    """The result, or None where it is not a finite number: then the program says what it is."""
    try:
        found = CALCULATED[name](*numbers)
    except (KeyError, ValueError, ArithmeticError):
        return None
    return found if math.isfinite(found) else None
