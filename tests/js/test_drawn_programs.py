"""Hundreds of drawn rules: the browser's interpreter and Python's say the same, also where nothing is a number."""

import math
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.training.rule_language.bounds import read, run_with_numbers
from tests.training.rule_language.fuzzing import COUNT as TEXTS
from tests.training.rule_language.fuzzing import Fuzzer

COUNT = TEXTS // 5
SHARES = 4
AT_ONCE = 200
"""Programs that go to the page together."""
PLACES = [{"w": 0.0, "g": 1.0}, {"w": -1.5, "g": 0.0}, {"w": 0.3, "g": -0.25}, {"w": 2.0, "g": 3.0}]
NUMBERS = {"eta": 0.01, "t": 12.0, "rho": 0.9, "eps": -2.0}
RUN = """async ([programs, places, numbers]) => {
    const { RuleProgram } = await import('/static/js/rules/program.js');
    return programs.map((program) => {
        const rule = new RuleProgram(program);
        const weights = Float64Array.from(places, ({ w }) => w);
        const memory = rule.begin(weights.length, numbers);
        rule.step(weights, Float64Array.from(places, ({ g }) => g), memory, numbers, 0);
        const after = Object.entries({ ...memory, w: weights });
        return Object.fromEntries(after.map(([name, values]) => [name, [...values]]));
    });
}"""


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.timeout(1800)
def test_a_drawn_rule_means_the_same_in_the_browser(module_page: Page, share: int) -> None:
    rules = [rule for number in range(share, COUNT, SHARES) if (rule := read(Fuzzer(number).rule()))]
    assert len(rules) > COUNT / SHARES / 3
    numbers = {**dict.fromkeys(("a", "b", "m1"), 0.5), **NUMBERS}
    programs = [rule.program.to_dict() for rule in rules]
    found: list[dict[str, Any]] = []
    for first in range(0, len(programs), AT_ONCE):
        found += module_page.evaluate(RUN, [programs[first : first + AT_ONCE], PLACES, numbers])
    for rule, after in zip(rules, found, strict=True):
        for place, own in enumerate(PLACES):
            expected = run_with_numbers(rule, {**numbers, **own, "decays": 0.0})
            for name, value in expected.items():
                assert like(after[name][place], value), (rule.text, name, own, after[name][place], value)


def like(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
