"""A rule: what its names mean, what is wrong with them, and the program that it is compiled to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from training.rule_language import limits
from training.rule_language.graph import Graph
from training.rule_language.operations import FUNCTIONS
from training.rule_language.parser import parse_rule
from training.rule_language.problem import RuleError, RuleProblem
from training.rule_language.program import Program, instructions
from training.rule_language.tokens import Token
from training.rule_language.tree import Statement, names

MEANINGS = {"g": "the gradient", "t": "the number of the update", "eta": "the learning rate",
            "decays": "1 for weights and 0 for biases"}  # fmt: skip
"""Names that a rule reads and never assigns."""
OTHERWISE = {"learning_rate": "eta", "lr": "eta", "W": "w", "G": "g", "T": "t"}
"""Names that mean something else to their writer than to the language."""


@dataclass(frozen=True)
class Rule:
    """A text that is a rule, and its program."""

    text: str
    program: Program
    reads: frozenset[str]
    """Which of the given names it reads: w, g, t, eta, decays."""

    @property
    def constants(self) -> tuple[str, ...]:
        """Names of the numbers that are set beside the text, in the order of the text."""
        return self.program.constants

    @property
    def memory(self) -> tuple[str, ...]:
        """Names of what it keeps between updates."""
        return self.program.memory


@lru_cache(maxsize=512)
def rule_of(text: str) -> Rule:
    """The rule that a text is; raises RuleError with every problem."""
    statements = parse_rule(text)
    problems = list(_problems(statements))
    if problems:
        raise RuleError(problems[: limits.PROBLEMS])
    updates = [one for one in statements if not one.initially]
    memory, constants = _memory(updates), _constants(statements)
    graph = Graph()
    given = {name: graph.input(name) for name in ("w", *MEANINGS, *constants, *memory)}
    now = dict(given)
    for one in updates:
        now[one.target.text] = graph.expression(one.expression, now)
    results = {name: now[name] for name in (*memory, "w")}
    start = {one.target.text: {one.target.text: graph.expression(one.expression, given)} for one in statements
             if one.initially}  # fmt: skip
    program = Program(
        constants, memory, {name: instructions(graph, found) for name, found in start.items()},
        instructions(graph, results),
    )  # fmt: skip
    read = {str(graph.nodes[node][1]) for node in graph.needed(results.values()) if graph.nodes[node][0] == "input"}
    for found in start.values():
        read |= {str(graph.nodes[node][1]) for node in graph.needed(found.values()) if graph.nodes[node][0] == "input"}
    return Rule(text, program, frozenset(read & {"w", *MEANINGS}))


def problems_of(text: str) -> list[RuleProblem]:
    """What is wrong with a rule; empty where nothing is."""
    try:
        rule_of(text)
    except RuleError as error:
        return error.problems
    return []


def _memory(updates: Sequence[Statement]) -> tuple[str, ...]:
    """Assigned names that are read before their first assignment, in that order."""
    assigned: set[str] = set()
    early: dict[str, None] = {}
    for one in updates:
        early.update({name.text: None for name in names(one.expression) if name.text not in assigned})
        assigned.add(one.target.text)
    return tuple(name for name in early if name in assigned and name != "w")


def _constants(statements: Sequence[Statement]) -> tuple[str, ...]:
    """Names that are read and never assigned, in their order."""
    known = {"w", *MEANINGS, *(one.target.text for one in statements)}
    read = dict.fromkeys(name.text for one in statements for name in names(one.expression))
    return tuple(name for name in read if name not in known)


def _problems(statements: Sequence[Statement]) -> Iterable[RuleProblem]:
    updates = [one for one in statements if not one.initially]
    for one in statements:
        yield from _of_target(one.target)
        yield from (name.token.problem(f"Write {OTHERWISE[name.text]} for this.") for name in names(one.expression)
                    if name.text in OTHERWISE)  # fmt: skip
    if not any(one.target.text == "w" for one in updates):
        yield RuleProblem(1, 1, 1, "The rule never changes the weights: a line like w = w - eta*g is missing.")
    memory, constants = _memory(updates), _constants(statements)
    yield from _of_first_values(statements, memory, constants)
    if len(memory) > limits.MEMORIES:
        yield RuleProblem(1, 1, 1, f"The rule remembers {len(memory)} names ({', '.join(memory)}); at most "
                          f"{limits.MEMORIES} are possible.")  # fmt: skip
    if len(constants) > limits.CONSTANTS:
        yield RuleProblem(1, 1, 1, f"The rule has {len(constants)} constants ({', '.join(constants)}); at most "
                          f"{limits.CONSTANTS} are possible.")  # fmt: skip


def _of_target(target: Token) -> Iterable[RuleProblem]:
    if target.text in MEANINGS:
        yield target.problem(f"{target.text} is {MEANINGS[target.text]} and cannot be assigned. Choose another name.")
    elif target.text in FUNCTIONS or target.text == "initially":
        yield target.problem(f"{target.text} is a word of the language and cannot be assigned. Choose another name.")
    elif target.text in OTHERWISE:
        yield target.problem(f"Choose another name; did you mean {OTHERWISE[target.text]}?")


def _of_first_values(
    statements: Sequence[Statement], memory: Collection[str], constants: Collection[str]
) -> Iterable[RuleProblem]:
    seen: set[str] = set()
    assigned = {one.target.text for one in statements if not one.initially}
    for one in statements:
        if not one.initially:
            continue
        name = one.target.text
        if name == "w":
            yield one.target.problem("The first weights are those of the network: initially is for other names.")
        elif name in seen:
            yield one.target.problem(f"{name} has a first value already.")
        elif name not in assigned:
            yield one.target.problem(f"{name} is never assigned later, so it needs no first value: it is a constant.")
        elif name not in memory:
            yield one.target.problem(f"This first value is never read: {name} is assigned before.")
        seen.add(name)
        for read in names(one.expression):
            if read.text != "eta" and read.text not in constants:
                yield read.token.problem("A first value is made of numbers, eta and constants only.")
