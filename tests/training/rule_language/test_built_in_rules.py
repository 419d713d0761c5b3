"""Every built-in optimizer's rule, as it is shown, takes the path of the optimizer's class."""

from typing import Any

import pytest

from training.optimizers import OPTIMIZERS, Written
from training.surfaces import Request
from training.surfaces.walk import walk

STEPS = 100
"""Around a minimum RMSProp leaps from side to side, and every leap enlarges a difference in the last bit."""
BUILT_IN = [optimizer for optimizer in OPTIMIZERS if optimizer is not Written]
SURFACES: dict[str, Any] = {
    "bowl": {"kind": "quadratic", "matrix": [[0.5, 0, 0], [0, 2, 0], [0, 0, 25]], "b": [0.1, -1, 2]},
    "saddle": {"kind": "saddle", "fence": 0.1},
    "beale": {"kind": "beale"},
}


def path(surface: dict[str, Any], optimizer: dict[str, Any], noise: float) -> list[list[float]]:
    request = {"surface": surface, "optimizer": optimizer, "steps": STEPS, "noise": noise, "seed": 3}
    return [step.w for step in walk(Request.parse(request))]


@pytest.mark.parametrize("optimizer", BUILT_IN, ids=lambda optimizer: optimizer.name())
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("noise", [0.0, 0.5], ids=["exact", "noisy"])
def test_the_rule_shown_is_the_rule_used(optimizer: Any, surface: str, noise: float) -> None:
    settings = optimizer(learning_rate=0.01)
    constants = {name: value for name, value in settings.numbers().items() if name in read_by(optimizer)}
    written = {"kind": "written", "rule": optimizer.rule, "learning_rate": 0.01, "constants": constants}
    built_in = path(SURFACES[surface], {"kind": optimizer.name(), "learning_rate": 0.01}, noise)
    own = path(SURFACES[surface], written, noise)
    assert len(own) == len(built_in) == STEPS
    for mine, other in zip(own, built_in, strict=True):
        assert mine == pytest.approx(other, rel=1e-9, abs=1e-9)


def read_by(optimizer: Any) -> list[str]:
    program = optimizer.model_json_schema()["x-program"]
    return list(program["constants"])


@pytest.mark.parametrize("optimizer", BUILT_IN, ids=lambda optimizer: optimizer.name())
def test_the_constants_of_a_rule_are_the_settings_of_its_class(optimizer: Any) -> None:
    settings = {name for name in optimizer.model_fields if name not in ("kind", "learning_rate")}
    # How momentum rises over the epochs is no part of an update.
    assert set(read_by(optimizer)) == settings - {"beta_start", "beta_epochs"}
    assert optimizer.model_json_schema()["x-rule"] == optimizer.rule
