"""Planted faults are named, and runs that learn well get no card."""

from itertools import product

import pytest

from tests.training.why.runs import HEALTHY, PLANTED, findings_of
from training import Spec
from training.why import RULES
from training.why.finding import Finding

ROOTS = {
    "ReLU after steps of 10": ["learning_rate_too_large"],
    "ReLU far to one side": ["unscaled_inputs"],
    "raw wine": ["dead_units"],
}
"""Where the planted fault has a cause or a consequence that is told as well."""


def kinds(findings: list[Finding]) -> list[str]:
    return [finding.kind for finding in findings]


@pytest.mark.parametrize(("name", "seed"), list(product(PLANTED, range(3))))
def test_a_planted_fault_is_named(name: str, seed: int) -> None:
    fault, settings = PLANTED[name]
    found = kinds(findings_of(settings, seed))
    assert fault in found
    assert [kind for kind in found if kind not in (fault, *ROOTS.get(name, []))] == []


@pytest.mark.parametrize(("name", "seed"), list(product(HEALTHY, range(2))))
def test_a_healthy_run_gets_no_card(name: str, seed: int) -> None:
    assert kinds(findings_of(HEALTHY[name], seed)) == []


def test_every_rule_has_a_planted_fault() -> None:
    assert {fault for fault, _ in PLANTED.values()} == {rule.kind for rule in RULES}
    assert len({rule.kind for rule in RULES}) == len(RULES)
    assert all(set(rule.explained_by) < {other.kind for other in RULES} for rule in RULES)


@pytest.mark.parametrize("name", PLANTED)
def test_the_suggested_setting_is_one_that_the_spec_takes(name: str) -> None:
    settings = PLANTED[name][1]
    for finding in findings_of(settings):
        spec = Spec.parse(settings).with_settings({finding.setting: finding.suggestion})
        assert spec != Spec.parse(settings)
        assert finding.sentence.endswith(".")
        assert finding.evidence


@pytest.mark.parametrize(
    "name",
    ["a plane with SGD at 3", "ReLU in full batches at 5", "a constant", "zeros", "six layers of tiny weights",
     "raw wine", "cancer for 200 epochs", "a line through a circle", "circle with SGD at 0.0001",
     "sigmoids of huge weights", "circle with momentum at 3"],
)  # fmt: skip
def test_following_the_suggestion_helps(name: str) -> None:
    fault, settings = PLANTED[name]
    finding = next(each for each in findings_of(settings) if each.kind == fault)
    better = Spec.parse(settings).with_settings({finding.setting: finding.suggestion})
    assert fault not in kinds(findings_of(better.to_dict()))
