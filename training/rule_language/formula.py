"""Functions of one or two weights: their values, gradients and Hessians as programs, all exact."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from training.rule_language import limits
from training.rule_language.derivatives import derivative
from training.rule_language.graph import Graph
from training.rule_language.numbers import run
from training.rule_language.parser import parse_expression
from training.rule_language.problem import RuleError
from training.rule_language.program import Program, instructions
from training.rule_language.tree import names

SPELLINGS = {("w",): 1, ("w1", "w2"): 2, ("x", "y"): 2}
"""How the weights may be called; all names of a function are of one way."""
REMEMBERED = 64
"""Functions that a process keeps: the derivatives of the longest take a megabyte, and anyone may type them."""


@dataclass(frozen=True)
class Place:
    """What a function is at some weights."""

    value: float
    gradient: list[float]
    hessian: list[list[float]]


@dataclass(frozen=True)
class Formula:
    """A text that is a function, and its programs."""

    text: str
    weights: int
    """How many weights it is a function of: 1, or 2 where a second one is read."""
    value: Program
    gradient: Program
    hessian: Program

    def at(self, weights: Sequence[float], constants: Mapping[str, float] | None = None) -> "Place":
        """Error, gradient and Hessian at these weights, as float64."""
        given = {f"w{number}": weight for number, weight in enumerate(weights, start=1)} | dict(constants or {})
        value, gradient, hessian = (run(each.code, given) for each in (self.value, self.gradient, self.hessian))
        axes = range(1, self.weights + 1)
        rows = [[hessian[f"d{min(a, b)}{max(a, b)}"] for b in axes] for a in axes]
        return Place(value["value"], [gradient[f"d{axis}"] for axis in axes], rows)

    def programs(self) -> dict[str, dict[str, object]]:
        """The programs as JSON, by what they calculate."""
        return {name: getattr(self, name).to_dict() for name in ("value", "gradient", "hessian")}


@lru_cache(maxsize=REMEMBERED)
def formula_of(text: str, constants: tuple[str, ...] = ()) -> Formula:
    """The function that a text is, which may read these constants; raises RuleError with every problem."""
    tree = parse_expression(text)
    read = {name.text: name.token for name in reversed(list(names(tree)))}
    weights = [name for spelling in SPELLINGS for name in spelling if name in read]
    problems = [
        token.problem(_unknown(name, constants))
        for name, token in read.items()
        if name not in weights and name not in constants
    ]
    spellings = [spelling for spelling in SPELLINGS if any(name in spelling for name in weights)]
    if not problems and not weights:
        problems = [next(iter(read.values()), tree.token).problem("This does not depend on a weight: w, or w1 and w2.")]
    elif len(spellings) > 1:
        ways = " and ".join(" ".join(name for name in each if name in weights) for each in spellings)
        problems += [read[weights[-1]].problem(f"Name the weights in one way: here are {ways}.")]
    if problems:
        raise RuleError(problems[: limits.PROBLEMS])
    (spelling,) = spellings
    count = 2 if spelling[-1] in weights and len(spelling) > 1 else 1
    graph = Graph()
    places = {name: graph.input(f"w{number}") for number, name in enumerate(spelling, start=1)}
    value = graph.expression(tree, places | {name: graph.input(name) for name in constants})
    inputs = [f"w{number}" for number in range(1, count + 1)]
    first = {name: derivative(graph, value, name) for name in inputs}
    second = {(a, b): derivative(graph, first[a], b) for a in inputs for b in inputs if a <= b}
    gradient = {f"d{name[1]}": node for name, node in first.items()}
    hessian = {f"d{a[1]}{b[1]}": node for (a, b), node in second.items()}
    made = (Program(constants, (), {}, instructions(graph, each)) for each in ({"value": value}, gradient, hessian))
    return Formula(text, count, *made)


def _unknown(name: str, constants: Collection[str]) -> str:
    known = "".join(f", {each}" for each in constants)
    return f"There is no {name} here. A function reads w, or w1 and w2, or x and y{known}."
