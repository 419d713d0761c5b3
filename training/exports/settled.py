"""The log as if each epoch had evaluated its own validation split: what a separate worker told is put in its place."""

from collections.abc import Iterable, Iterator
from typing import Any

from training.events import ValidationFigures


class Late:
    """What was told after its epoch: validation figures, and that runs had ended before."""

    def __init__(self, events: Iterable[dict[str, Any]]) -> None:
        self.figures: dict[tuple[int, int], dict[str, Any]] = {}
        self.ends: dict[int, int] = {}
        for event in events:
            if event["type"] == "validation_ended":
                self.figures[_place(event)] = event
            elif event["type"] == "run_finished":
                self.ends[event["run"]] = event["epochs"]


def settled(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Late figures move into their epochs, and epochs trained beyond the end of their run are left out.

    A log without separate validation stays as it is.
    """
    told = list(events)
    return list(settling(told, Late(told)))


def settling(events: Iterable[dict[str, Any]], late: Late) -> Iterator[dict[str, Any]]:
    """The same one by one, where what came late is known already."""
    for event in events:
        if not late.figures or event["type"] not in ("epoch_ended", "validation_ended"):
            yield event
        elif event["epoch"] <= late.ends.get(event["run"], event["epoch"]):
            yield _with_figures(event, late.figures.get(_place(event)))


def _place(event: dict[str, Any]) -> tuple[int, int]:
    return event["run"], event.get("epoch", 0)


def _with_figures(event: dict[str, Any], late: dict[str, Any] | None) -> dict[str, Any]:
    if late is None or event["type"] != "epoch_ended":
        return event
    return {**event, **{name: late[name] for name in ValidationFigures.model_fields}}
