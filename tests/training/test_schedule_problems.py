"""A schedule, a ramp of the momentum, or a rule for stopping that makes no sense is refused where it is wrong."""

from typing import Any

import pytest

from tests.training.test_problems import NO_VALIDATION, data, optimizer
from training import Spec
from training.problems import SpecError


def schedule(kind: str, **values: Any) -> dict[str, Any]:
    return {"schedule": {"kind": kind, **values}}


BAD: list[tuple[dict[str, Any], str, str]] = [
    (
        {"stopping": {"early": {"monitor": "validation_accuracy"}}, **NO_VALIDATION},
        "stopping.early.monitor",
        "no validation samples to watch",
    ),
    (
        {"stopping": {"early": {"monitor": "train_accuracy"}}, **data(dataset="plane")},
        "stopping.early.monitor",
        "asks for a number: there is no accuracy, watch a loss",
    ),
    ({"stopping": {"threshold": 0.1}}, "stopping.threshold", "a group of settings"),
    ({"stopping": {"threshold": {"tolerance": -0.1}}}, "stopping.threshold.tolerance", "at least 0"),
    ({"stopping": {"threshold": {"tolerance": 2}}}, "stopping.threshold.tolerance", "at most 1"),
    ({"stopping": {"threshold": {"patience": 0}}}, "stopping.threshold.patience", "at least 1"),
    ({"stopping": {"threshold": {"patience": 201}}}, "stopping.threshold.patience", "at most 200"),
    (
        {"stopping": {"threshold": {"monitor": "validation_loss"}}},
        "stopping.threshold.monitor",
        'Choose "train_loss"',
    ),
    (schedule("multistep", milestones=[]), "schedule.milestones", "too few: at least 1"),
    (schedule("multistep", milestones=[30, 30]), "schedule.milestones", "Milestones must rise: 30 comes after 30"),
    (schedule("multistep", milestones=[30, 10]), "schedule.milestones", "Milestones must rise: 10 comes after 30"),
    (schedule("multistep", milestones=[0]), "schedule.milestones.0", "at least 1"),
    (schedule("multistep", milestones=[10, "x"]), "schedule.milestones.1", 'a whole number; it is "x"'),
    (schedule("multistep", milestones=[10, 2.5]), "schedule.milestones.1", "a whole number; it is 2.5"),
    (schedule("multistep", milestones=10), "schedule.milestones", "a list"),
    (schedule("multistep", milestones=list(range(1, 22))), "schedule.milestones", "at most 20, here are 21"),
    (schedule("multistep", gamma=0), "schedule.gamma", "greater than 0"),
    (schedule("plateau", factor=1), "schedule.factor", "less than 1"),
    (schedule("plateau", patience=-1), "schedule.patience", "at least 0"),
    (schedule("plateau", minimum=-0.1), "schedule.minimum", "at least 0"),
    (schedule("plateau", cooldown=0.5), "schedule.cooldown", "a whole number"),
    (schedule("one_cycle", rise=1), "schedule.rise", "less than 1"),
    (schedule("one_cycle", start=0), "schedule.start", "greater than 0"),
    (schedule("cosine_restarts", first_period=0), "schedule.first_period", "at least 1"),
    (schedule("cosine_restarts", multiplier=1.5), "schedule.multiplier", "a whole number"),
    (schedule("cosine", warm_up=-1), "schedule.warm_up", "at least 0"),
    (schedule("plateaus"), "schedule.kind", 'Did you mean "plateau"?'),
    (optimizer(kind="nesterov", beta_start=1), "optimizer.beta_start", "less than 1"),
    (optimizer(kind="nesterov", beta_epochs=0), "optimizer.beta_epochs", "at least 1"),
    (optimizer(kind="momentum_ema", beta_start=0.5), "optimizer.beta_start", "no setting"),
]


@pytest.mark.parametrize(("values", "loc", "words"), BAD)
def test_a_bad_setting_is_refused_at_its_field(values: dict[str, Any], loc: str, words: str) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse(values)
    (problem,) = error.value.problems
    assert problem.loc == loc
    assert words in problem.msg
    assert problem.msg.endswith((".", "?"))
