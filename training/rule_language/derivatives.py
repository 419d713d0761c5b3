"""Exact derivatives of expressions, node by node: the chain rule, with what is zero left out.

At kinks there is no derivative, and a number between those of both sides stands in for it: sign(u) for |u|, which is 0
at 0, and for min, max, clip and where that of the branch which is taken. sign is flat everywhere.
"""

from training.rule_language.graph import Graph


def derivative(graph: Graph, of: int, by: str) -> int:
    """The node of d(of)/d(by), with `by` the name of an input; the graph grows by what that needs."""
    known: dict[int, int] = {}
    for node in graph.needed([of]):
        kind, *rest = graph.nodes[node]
        if kind in ("number", "input"):
            known[node] = graph.number(1.0 if rest[0] == by else 0.0)
        else:
            known[node] = _Rules(graph, node).derivative([known[each] for each in graph.arguments(node)])
    return known[of]


class _Rules:
    """The derivative of one node from those of its arguments."""

    def __init__(self, graph: Graph, node: int) -> None:
        self.graph, self.node = graph, node
        self.name = str(graph.nodes[node][0])
        self.arguments = graph.arguments(node)

    def derivative(self, inner: list[int]) -> int:
        """The derivative of the node, with `inner` those of its arguments."""
        if all(self._is(each, 0) for each in inner):
            return self.graph.number(0.0)
        return int(getattr(self, f"_of_{self.name.partition('_')[0]}")(*inner))

    def _is(self, node: int, value: float) -> bool:
        return self.graph.value(node) == value

    def _number(self, value: float) -> int:
        return self.graph.number(value)

    def _add(self, a: int, b: int) -> int:
        if self._is(a, 0) or self._is(b, 0):
            return b if self._is(a, 0) else a
        return self.graph.operation("add", a, b)

    def _negative(self, a: int) -> int:
        return a if self._is(a, 0) else self.graph.operation("negative", a)

    def _subtract(self, a: int, b: int) -> int:
        if self._is(a, 0) or self._is(b, 0):
            return self._negative(b) if self._is(a, 0) else a
        return self.graph.operation("subtract", a, b)

    def _multiply(self, a: int, b: int) -> int:
        """0·a is 0 and 1·a is a, so that what does not depend on a weight cannot become 0·∞."""
        if self._is(a, 0) or self._is(b, 0):
            return self._number(0.0)
        if self._is(a, 1) or self._is(b, 1):
            return b if self._is(a, 1) else a
        return self.graph.operation("multiply", a, b)

    def _divide(self, a: int, b: int) -> int:
        return a if self._is(a, 0) or self._is(b, 1) else self.graph.operation("divide", a, b)

    def _of_add(self, a: int, b: int) -> int:
        return self._add(a, b)

    def _of_subtract(self, a: int, b: int) -> int:
        return self._subtract(a, b)

    def _of_multiply(self, a: int, b: int) -> int:
        """(uv)′ = u′v + uv′"""
        u, v = self.arguments
        if u == v:
            return self._multiply(self._multiply(self._number(2.0), u), a)
        return self._add(self._multiply(a, v), self._multiply(u, b))

    def _of_divide(self, a: int, b: int) -> int:
        """(u/v)′ = (u′ − (u/v) v′) / v"""
        return self._divide(self._subtract(a, self._multiply(self.node, b)), self.arguments[1])

    def _of_negative(self, a: int) -> int:
        return self._negative(a)

    def _of_power(self, a: int, b: int) -> int:
        """(uᵛ)′ = v uᵛ⁻¹ u′ + uᵛ ln(u) v′; the second part only where the exponent depends on the weight."""
        u, v = self.arguments
        lower = self.graph.operation("power", u, self.graph.operation("subtract", v, self._number(1.0)))
        by_base = self._multiply(self._multiply(v, lower), a)
        if self._is(b, 0):
            return by_base
        by_exponent = self._multiply(self._multiply(self.node, self.graph.operation("log", u)), b)
        return self._add(by_base, by_exponent)

    def _of_sqrt(self, a: int) -> int:
        return self._divide(a, self._multiply(self._number(2.0), self.node))

    def _of_abs(self, a: int) -> int:
        return self._multiply(self.graph.operation("sign", *self.arguments), a)

    def _of_sign(self, a: int) -> int:
        return self._number(0.0)

    def _of_exp(self, a: int) -> int:
        return self._multiply(self.node, a)

    def _of_log(self, a: int) -> int:
        return self._divide(a, self.arguments[0])

    def _of_tanh(self, a: int) -> int:
        square = self.graph.operation("multiply", self.node, self.node)
        return self._multiply(self.graph.operation("subtract", self._number(1.0), square), a)

    def _of_sin(self, a: int) -> int:
        return self._multiply(self.graph.operation("cos", *self.arguments), a)

    def _of_cos(self, a: int) -> int:
        return self._negative(self._multiply(self.graph.operation("sin", *self.arguments), a))

    def _of_min(self, a: int, b: int) -> int:
        u, v = self.arguments
        return a if a == b else self.graph.operation("where_at_most", u, v, a, b)

    def _of_max(self, a: int, b: int) -> int:
        u, v = self.arguments
        return a if a == b else self.graph.operation("where_at_most", v, u, a, b)

    def _of_clip(self, a: int, low: int, high: int) -> int:
        """clip(u, l, h) is h where u ≥ h or l ≥ h, else l where u < l, else u."""
        u, l, h = self.arguments  # noqa: E741
        inside = a if a == low else self.graph.operation("where_less", u, l, low, a)
        if inside == high:
            return high
        return self.graph.operation("where_at_most", h, self.graph.operation("max", u, l), high, inside)

    def _of_where(self, *inner: int) -> int:
        """What decides has no slope; each branch has its own."""
        x, y = inner[2:]
        return x if x == y else self.graph.operation(self.name, *self.arguments[:2], x, y)
