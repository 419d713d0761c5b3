"""What must hold for any text whatsoever: it is refused in words, or it is a program that stays inside its grammar."""

import math
import re
import sys
from collections.abc import Callable
from typing import Any

import torch

from training.rule_language import Rule, RuleError, limits, rule_of
from training.rule_language.machine import Stepper, column_of, per_run, plan_of
from training.rule_language.numbers import run
from training.rule_language.operations import ARITIES

GIVEN = {"w", "g", "t", "eta", "decays"}
MOST_CALLS = 100_000
"""Calls of Python functions that reading the longest text takes, several times over."""
MOST_INSTRUCTIONS = 2 * limits.NODES


def read(text: str) -> Rule | None:
    """The rule, or None where it is refused; either way within the bounds."""
    try:
        rule, calls = counted(lambda: rule_of.__wrapped__(text))
    except RuleError as error:
        check_problems(text, error)
        return None
    assert calls < MOST_CALLS
    check_program(rule)
    return rule


def counted(work: Callable[[], Any]) -> tuple[Any, int]:
    """What some work gives, and how many calls of functions it took: time that does not depend on the machine."""
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work(), calls
    finally:
        sys.setprofile(before)


def check_problems(text: str, error: RuleError) -> None:
    assert 1 <= len(error.problems) <= limits.PROBLEMS
    lines = re.split("\r\n|\r|\n", text)
    for problem in error.problems:
        assert 1 <= problem.line <= len(lines)
        assert problem.column >= 1
        assert problem.length >= 1
        # The place after the last character is where something is missing.
        assert problem.column + problem.length <= len(lines[problem.line - 1]) + 2
        assert 10 < len(problem.msg) < 700
        assert problem.msg.isprintable()
        assert problem.msg[-1] in ".…?"


def check_program(rule: Rule) -> None:
    """Every instruction is known, and reads only what the text names or an earlier instruction has made."""
    program, text = rule.program, set(re.findall("[A-Za-z][A-Za-z0-9_]*", rule.text))
    assert len(program.constants) <= limits.CONSTANTS
    assert len(program.memory) <= limits.MEMORIES
    names = {*program.constants, *program.memory}
    assert names <= text - GIVEN
    assert rule.reads <= GIVEN
    assert program.start.keys() <= set(program.memory)
    for code, known in [(program.code, names | GIVEN),
                        *((each, {"eta", *program.constants}) for each in program.start.values())]:  # fmt: skip
        made = set(known)
        assert len(code) <= MOST_INSTRUCTIONS
        for operation, target, arguments in code:
            assert ARITIES[operation] == len(arguments)
            for each in arguments:
                assert each in made if isinstance(each, str) else math.isfinite(each)
            assert re.fullmatch(r"%[0-9]+", target) or target in {"w", *program.memory}
            made.add(target)


def run_with_numbers(rule: Rule, given: dict[str, float]) -> dict[str, float]:
    """Weights and memory after one update of one weight, by the interpreter for single numbers."""
    program = rule.program
    memory = {name: run(program.start.get(name, ()), {**given, name: 0.0})[name] for name in program.memory}
    after = run(program.code, {**given, **memory})
    return {name: after[name] for name in ("w", *program.memory)}


def run_with_tensors(rule: Rule, columns: dict[str, list[float]], weights: torch.Tensor, gradient: torch.Tensor,
                     decays: torch.Tensor) -> dict[str, torch.Tensor]:  # fmt: skip
    """The same of all weights of several runs at once, by the interpreter that trains; float64."""
    plan = plan_of.__wrapped__(rule.text)
    given = {name: torch.tensor(values, dtype=torch.float64)[:, None] for name, values in columns.items()}
    after = weights.clone()
    memory = {name: torch.zeros_like(weights) for name in plan.memory}
    for name, code in plan.program.start.items():
        memory[name].copy_(column_of(name, per_run(code, given)).expand_as(weights))
    if "decays" in memory:
        memory["decays"].copy_(decays.expand_as(weights))
    found = per_run(plan.per_run, given)
    rates = [column_of(each, found) for each in plan.columns]
    Stepper(plan)(after, gradient.clone(), memory, torch.empty_like(weights), *rates)
    return {"w": after, **{name: memory[name] for name in plan.program.memory}}
