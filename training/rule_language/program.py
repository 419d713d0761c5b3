"""Programs: what rules and functions are compiled to, as plain JSON that PyTorch and the browser interpret alike.

{"constants": ["rho", "eps"],                          names of numbers that are given with the program
 "memory": [{"name": "a", "start": []}],               registers kept between updates, in their order; `start` sets
                                                       the first value by instructions, without any it is 0
 "code": [["multiply", "%1", "rho", "a"],              an instruction: operation, target register, arguments
          ["subtract", "%2", 1.0, "rho"], …            an argument is a register (a text) or a number
          ["copy", "a", "%5"],                         new values come last, all from values of before
          ["copy", "w", "%9"]]}

Instructions run one after the other, elementwise: every register is one number or as many numbers as there are
weights, and a number goes with every element. Registers of a rule before it runs: `w` (weights), `g` (gradient), `t`
(number of the update, from 1), `eta` (learning rate), `decays` (1 for weights, 0 for biases), the constants and the
memory; of `start`: `eta` and the constants. Those of a function: its weights `w1` and `w2` and its constants; it leaves
its results in `value`, or `d1` and `d2`, or `d11`, `d12` and `d22` (derivatives by w1, by w2, …). Registers that begin
with % hold what is in between; each is written once.

Operations: copy a, negative −a, add a + b, subtract a − b, multiply a·b, divide a / b, power aᵇ, sqrt, abs, sign (−1,
0, 1), exp, log (natural), tanh, sin, cos, min, max, clip (x, low, high) = min(max(x, low), high), where_less (a, b, x,
y) = x if a < b else y, where_at_most (a ≤ b), where_equal (a = b). Arithmetic is that of IEEE 754: 1/0 is infinite, √−1
is NaN, 1 to the power of anything is 1, a comparison with NaN is false, min and max with NaN are NaN.
What sign, min, max and clip leave is never −0: of 0 and −0, libraries take either for the smaller one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from training.rule_language.graph import Graph

Argument = str | float
Instruction = tuple[str, str, tuple[Argument, ...]]
"""Operation, target, arguments."""


@dataclass(frozen=True)
class Program:
    """A compiled rule or function."""

    constants: tuple[str, ...]
    memory: tuple[str, ...]
    start: Mapping[str, tuple[Instruction, ...]] = field(default_factory=dict)
    """How each memory that does not start at zero gets its first value."""
    code: tuple[Instruction, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The program as JSON."""
        return {
            "constants": list(self.constants),
            "memory": [{"name": name, "start": _plain(self.start.get(name, ()))} for name in self.memory],
            "code": _plain(self.code),
        }


def instructions(graph: Graph, results: Mapping[str, int]) -> tuple[Instruction, ...]:
    """What calculates these results, by the register that each is left in."""
    registers: dict[int, Argument] = {}
    made: list[Instruction] = []
    for node in graph.needed(results.values()):
        operation, *rest = graph.nodes[node]
        if operation == "number":
            registers[node] = float(rest[0])
        elif operation == "input":
            registers[node] = str(rest[0])
        else:
            registers[node] = f"%{len(made) + 1}"
            made.append((str(operation), f"%{len(made) + 1}", tuple(registers[int(each)] for each in rest)))
    # A result that is another's old value: kept aside, or it would be overwritten before it is copied.
    for name, node in results.items():
        if registers[node] in results and registers[node] != name:
            aside = f"%{len(made) + 1}"
            made.append(("copy", aside, (registers[node],)))
            registers[node] = aside
    last = [("copy", name, (registers[node],)) for name, node in results.items() if registers[node] != name]
    return (*made, *last)


def _plain(code: Iterable[Instruction]) -> list[list[Any]]:
    return [[operation, target, *arguments] for operation, target, arguments in code]
