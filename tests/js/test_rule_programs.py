"""The browser runs rules as the engine does: the same steps in float64, of built-in and of written rules."""

import math
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from training.optimizers import OPTIMIZERS, Optimizer, Written
from training.rule_language import limits, rule_of
from training.rule_language.operations import ARITIES, FUNCTIONS
from training.rule_language.rule import MEANINGS
from training.surfaces.request import Request
from training.surfaces.walk import walk

TOLERANCE = 1e-12
STEPS = 60
GRADIENTS = (np.random.default_rng(5).standard_normal((STEPS, 3)) * [0.01, 1, 100]).tolist()
# Zeros, and the same gradient again: where signs and comparisons decide.
GRADIENTS[10] = GRADIENTS[11] = [0.0, 0.0, -0.0]
GRADIENTS[21] = GRADIENTS[20]
START = [-4.0, 0.5, 30.0]

WRITTEN = {
    "everything": (
        "initially b = c + 2*eta\n"
        "a = rho*a + (1-rho)*g^2; s = sqrt(abs(g)) + sign(g)*exp(-abs(g)) + log(1 + g^2) + tanh(g) + sin(g)*cos(g)\n"
        "b = where(g < 0, b*0.9, where(g >= 1, b + 0.01, b)) + min(g, 0.1) - max(-g, -c)\n"
        "d = where(g == old, 1, where(t <= 3, 2, where(a > 1, 3, t^0.5)))\n"
        "old = g\n"
        "w = w - eta*clip(s*b, -c, c)/(a^1.5 + d^-2) - eta*0.01*decays*w"
    ),
    "memory in a ring": "x = y; y = z + g; z = x; w = w - eta*z*t",
    "nothing is kept": "w = -g^2",
    "kept for ever": "initially k = 3; k = k; w = w - k*eta",
}
RUN = """async ([program, start, gradients, numbers]) => {
    const { RuleProgram } = await import('/static/js/rules/program.js');
    const rule = new RuleProgram(program);
    const weights = Float64Array.from(start);
    const memory = rule.begin(weights.length, numbers);
    return gradients.map((gradient, index) => {
        rule.step(weights, Float64Array.from(gradient), memory, { ...numbers, t: index + 1 });
        return [...weights];
    });
}"""


def in_browser(page: Page, program: dict[str, Any], numbers: dict[str, float | None]) -> np.ndarray:
    numbers = {**numbers, "eta": numbers["learning_rate"]}
    return np.asarray(page.evaluate(RUN, [program, START, GRADIENTS, numbers]), dtype=float)


def in_engine(optimizer: Optimizer) -> np.ndarray:
    request = {
        "surface": {"kind": "gradients", "gradients": GRADIENTS},
        "start": START,
        "optimizer": optimizer.model_dump(),
        "steps": STEPS,
        "dtype": "float64",
    }
    return np.asarray([step.w for step in walk(Request.parse(request))])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    assert one.shape == other.shape
    assert np.isfinite(one).all()
    return float((np.abs(one - other) / np.maximum(1, np.abs(other))).max())


@pytest.mark.parametrize("rule", WRITTEN.values(), ids=list(WRITTEN))
def test_a_written_rule_makes_the_same_steps(module_page: Page, rule: str) -> None:
    numbers = {"rho": 0.9, "c": 0.5}
    optimizer = Written(
        learning_rate=0.03, rule=rule, constants={name: numbers[name] for name in rule_of(rule).constants}
    )
    browser = in_browser(module_page, rule_of(rule).program.to_dict(), optimizer.numbers())
    assert difference(browser, in_engine(optimizer)) <= TOLERANCE


@pytest.mark.parametrize("kind", [each for each in OPTIMIZERS if each is not Written])
def test_the_program_of_a_built_in_optimizer_makes_its_steps(module_page: Page, kind: type[Optimizer]) -> None:
    program = kind.model_json_schema()["x-program"]
    assert difference(in_browser(module_page, program, kind().numbers()), in_engine(kind())) <= 1e-9


def test_a_rule_with_another_number_would_be_noticed(module_page: Page) -> None:
    program = Written.model_fields["rule"].default
    browser = in_browser(
        module_page, rule_of(program).program.to_dict(), {"learning_rate": 0.01, "rho": 0.9001, "eps": 1e-8}
    )
    assert difference(browser, in_engine(Written())) > 1e-6


def test_the_page_knows_the_words_of_the_language(module_page: Page) -> None:
    words = module_page.evaluate("async () => ({ ...await import('/static/js/rules/grammar.js') })")
    assert set(words["FUNCTIONS"]) == set(FUNCTIONS)
    assert set(words["GIVEN"]) == {"w", *MEANINGS}


def test_every_operation_runs_in_the_browser(module_page: Page) -> None:
    results = module_page.evaluate(
        """async (arities) => {
            const { Code } = await import('/static/js/rules/program.js');
            return Object.entries(arities).map(([name, count]) => {
                const code = new Code([[name, 'x', ...[0.5, 2, 3, 4].slice(0, count)]]);
                code.run();
                return code.get('x');
            });
        }""",
        ARITIES,
    )
    assert len(results) == len(ARITIES)
    assert all(math.isfinite(value) for value in results)


def test_no_minus_zero_is_left_in_the_browser_either(module_page: Page) -> None:
    results = module_page.evaluate(
        """async (choices) => {
            const { Code } = await import('/static/js/rules/program.js');
            return choices.map(([name, ...zeros]) => {
                const code = new Code([[name, 'x', ...zeros.map((zero) => zero + 'z')]], ['z', '-z']);
                code.set('-z', -0);
                code.run();
                return Object.is(code.get('x'), 0);
            });
        }""",
        [["min", "", "-"], ["min", "-", ""], ["max", "-", "-"], ["clip", "-", "-", ""], ["sign", "-"]],
    )
    assert results == [True] * 5


def test_the_page_reads_names_as_the_engine_does(module_page: Page) -> None:
    rules = [*WRITTEN.values(), *(each.rule for each in OPTIMIZERS if each is not Written)]
    found = module_page.evaluate(
        """async (rules) => {
            const { namesOf } = await import('/static/js/rules/grammar.js');
            return rules.map((rule) => namesOf(rule));
        }""",
        rules,
    )
    for rule, names in zip(rules, found, strict=True):
        assert names["constants"] == list(rule_of(rule).constants), rule
        assert sorted(names["memory"]) == sorted(rule_of(rule).memory), rule


def test_every_example_is_a_rule(module_page: Page) -> None:
    examples = module_page.evaluate("async () => (await import('/static/js/rules/examples.js')).EXAMPLES")
    assert len(examples) >= 5
    for example in examples:
        rule = Written(rule=example["rule"], constants=example["constants"], learning_rate=example["learning_rate"])
        assert rule.problems() == []
        assert len(example["rule"]) <= limits.CHARACTERS
