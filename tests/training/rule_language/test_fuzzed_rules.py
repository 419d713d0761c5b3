"""Thousands of drawn texts: refused in words or compiled within bounds, and every rule means the same everywhere."""

import math

import pytest
import torch

from tests.training.rule_language.bounds import read, run_with_numbers, run_with_tensors
from tests.training.rule_language.fuzzing import COUNT, Fuzzer

SHARES = 10
GIVEN = {"w": 0.3, "g": -0.25, "t": 12.0, "eta": 0.01, "decays": 1.0}


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.timeout(1800)
def test_any_text_is_refused_in_words_or_stays_inside_its_grammar(share: int) -> None:
    compiled = 0
    for number in range(share, COUNT, SHARES):
        text = Fuzzer(number).text()
        try:
            rule = read(text)
            if rule:
                after = run_with_numbers(rule, {**GIVEN, **dict.fromkeys(rule.constants, 0.9)})
                assert after.keys() == {"w", *rule.program.memory}
                compiled += 1
        except Exception as error:  # whatever it is, the text that did it has to be known
            pytest.fail(f"text {number}, {text!r}: {error!r}")
    # Neither are all of them nonsense, nor all of them rules.
    assert 0.2 * COUNT / SHARES < compiled < 0.6 * COUNT / SHARES


@pytest.mark.timeout(1800)
def test_a_rule_means_the_same_to_both_interpreters() -> None:
    """Single numbers of Python, and all weights of two runs at once with PyTorch, both in float64."""
    weights = torch.tensor([[0.0, -1.5, 0.3], [2.0, 1e-3, -7.0]], dtype=torch.float64)
    gradient = torch.tensor([[1.0, 0.0, -0.25], [3.0, -1e-4, 0.5]], dtype=torch.float64)
    decays = torch.tensor([1.0, 0.0, 1.0], dtype=torch.float64)
    compared = 0
    for number in range(COUNT // 20):
        rule = read(Fuzzer(number).rule())
        if rule is None:
            continue
        columns = {"eta": [0.01, 0.5], "t": [1.0, 12.0], **{name: [0.9, -2.0] for name in rule.constants}}
        found = run_with_tensors(rule, columns, weights, gradient, decays)
        for run in range(2):
            shared = {name: values[run] for name, values in columns.items()}
            for place in range(3):
                own = {"w": float(weights[run, place]), "g": float(gradient[run, place])}
                expected = run_with_numbers(rule, {**shared, **own, "decays": float(decays[place])})
                for name, value in expected.items():
                    mine = float(found[name][run, place])
                    assert like(mine, value), (number, rule.text, name, mine, value)
                    compared += 1
    assert compared > COUNT / 4


def like(one: float, other: float) -> bool:
    """Equal, both no number at all, or apart by what the last bits of functions make of it."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
