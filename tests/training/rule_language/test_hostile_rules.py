"""Hundreds of texts that want something else than an update rule: each is refused in words, or harmless."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.rule_language.bounds import read, run_with_tensors
from training.problems import SpecError
from training.rule_language import limits, problems_of
from training.spec import Spec

CORPUS = [json.loads(line) for line in Path(__file__).with_name("hostile_rules.jsonl").read_text().splitlines()]
HARMLESS = [each["rule"] for each in CORPUS if each["runs"]]


def test_there_are_hundreds_of_them_and_each_is_there_once() -> None:
    assert len({each["rule"] for each in CORPUS}) == len(CORPUS) >= 500
    assert len(CORPUS) - len(HARMLESS) >= 300


@pytest.mark.parametrize("group", sorted({each["group"] for each in CORPUS}))
def test_a_hostile_text_is_refused_in_words_or_runs_within_its_bounds(group: str) -> None:
    for each in (one for one in CORPUS if one["group"] == group):
        assert (read(each["rule"]) is not None) == each["runs"], each["rule"]


@pytest.mark.parametrize("rule", HARMLESS)
def test_what_is_legal_runs_without_an_error_and_touches_nothing_else(rule: str) -> None:
    compiled = read(rule)
    assert compiled is not None
    columns = {name: [0.5, 2.0] for name in (*compiled.constants, "eta")} | {"t": [1.0, 7.0]}
    weights, gradient = torch.linspace(-2, 2, 6).double().view(2, 3), torch.linspace(3, -3, 6).double().view(2, 3)
    after = run_with_tensors(compiled, columns, weights, gradient, torch.ones(3).double())
    assert {tensor.shape for tensor in after.values()} == {weights.shape}
    assert set(after) == {"w", *compiled.memory}


def test_a_spec_with_a_hostile_rule_is_refused_at_the_rule() -> None:
    for each in CORPUS:
        if not each["runs"]:
            with pytest.raises(SpecError) as error:
                Spec.parse({"optimizer": {"kind": "written", "rule": each["rule"]}})
            assert [problem.loc for problem in error.value.problems] == ["optimizer.rule"], each["rule"]


def first(text: str) -> Any:
    return [(one.line, one.column, one.length) for one in problems_of(text)]


def test_limits_are_reached_exactly() -> None:
    for most, text in (
        (limits.DEPTH, lambda n: "w = " + "(" * n + "g" + ")" * n),
        (limits.DEPTH, lambda n: "w = " + "-" * n + "g"),
        (limits.STATEMENTS, lambda n: "w = w - g\n" * n),
        (limits.MEMORIES, lambda n: "w = g;" + ";".join(f"m{i} = m{i}" for i in range(n))),
        (limits.CONSTANTS, lambda n: "w = " + "*".join(f"c{i}" for i in range(n))),
        (limits.CHARACTERS, lambda n: "w = g #" + "x" * (n - 7)),
        (limits.NAME, lambda n: "w = " + "a" * n),
        (limits.DIGITS, lambda n: "w = 0." + "1" * (n - 2)),
        (limits.NODES // 2, lambda n: "w = " + "+".join("g" * n)),
    ):
        assert problems_of(text(most)) == [], text(most)
        assert len(problems_of(text(most + 1))) == 1, text(most + 1)


def test_every_line_with_a_problem_is_told() -> None:
    assert first("a = b +\nw = w - g\nc = foo(g)\n\nd = 2w") == [(1, 7, 1), (3, 5, 3), (5, 6, 1)]
    assert len(first("a = )\n" * 29)) == limits.PROBLEMS
