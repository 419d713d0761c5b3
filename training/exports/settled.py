"""The log as if each epoch had evaluated its own validation split: what a separate worker told is put in its place."""

from collections.abc import Iterable
from typing import Any

from training.events import ValidationFigures


def settled(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Late figures move into their epochs, and epochs trained beyond the end of their run are left out.

    A log without separate validation stays as it is.
    """
    told = list(events)
    late = {_place(event): event for event in told if event["type"] == "validation_ended"}
    if not late:
        return told
    ends = {event["run"]: event["epochs"] for event in told if event["type"] == "run_finished"}
    return [
        _with_figures(event, late.get(_place(event)))
        for event in told
        if event["type"] not in ("epoch_ended", "validation_ended")
        or event["epoch"] <= ends.get(event["run"], event["epoch"])
    ]


def _place(event: dict[str, Any]) -> tuple[int, int]:
    return event["run"], event.get("epoch", 0)


def _with_figures(event: dict[str, Any], late: dict[str, Any] | None) -> dict[str, Any]:
    if late is None or event["type"] != "epoch_ended":
        return event
    return {**event, **{name: late[name] for name in ValidationFigures.model_fields}}
