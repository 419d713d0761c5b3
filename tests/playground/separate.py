"""Separate validation in the tests: both kinds of workers take turns, and the result is that of training in line."""

from typing import Any

from playground import validation
from playground.models import Experiment
from tests.playground.experiments import events_of, straight, take_turn

EARLY: dict[str, Any] = {
    "data": {"samples": 60, "noise": 0.5},
    "optimizer": {"learning_rate": 0.3},
    "stopping": {"epochs": 200, "early": {"patience": 3}},
    "validation": {"separate_worker": True},
}
"""Stops early in epoch 16, with the best in epoch 13."""
LATE = ("validation_loss", "validation_accuracy", "validation_loss_error", "validation_accuracy_error")


def validate() -> bool:
    return validation.take_turn("a validator", "cpu", lambda: False)


def validate_one() -> bool:
    """One snapshot and no more, as when it is asked to leave."""
    return validation.take_turn("a validator", "cpu", lambda: True)


def work_to_the_end(train: Any = take_turn, evaluate: Any = validate, most: int = 2000) -> None:
    """Both kinds of workers take turns until neither finds anything."""
    for _ in range(most):
        if not train() and not evaluate():
            return
    raise AssertionError("There is still something to do.")


def same_as_in_line(experiment: Experiment) -> None:
    """The end is that of validation in line, and so is every epoch up to it once its late figures are put in."""
    inline, events = straight(experiment), events_of(experiment)
    ended = {name: value for name, value in events[-1].items() if name != "seq"}
    assert ended == inline[-1]
    late = {event["epoch"]: event for event in events if event["type"] == "validation_ended"}
    assert len(late) == sum(event["type"] == "validation_ended" for event in events), "nothing is told twice"
    told = [event for event in events if event["type"] == "epoch_ended"]
    expected = [event for event in inline if event["type"] == "epoch_ended"]
    assert len(told) >= len(expected) == ended["epochs"]
    for one, other in zip(told, expected, strict=False):
        assert all(one[name] is None for name in LATE)
        figures = {name: late[one["epoch"]][name] for name in LATE} if one["epoch"] in late else {}
        assert without_clocks({**one, **figures}) == without_clocks(other)


def without_clocks(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "seq" and not name.endswith("seconds")}
