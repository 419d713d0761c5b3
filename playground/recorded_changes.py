"""The changes of settings and weights that a log tells, in portions that can be made again."""

from collections.abc import Collection, Iterable
from typing import Any


def recorded_changes(events: Iterable[dict[str, Any]], runs: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Epoch → one change after the other, for a population of these runs, from its setting_changed events in order.

    Settings that were changed together are only valid together, so changes are as large as the log allows: a new one
    begins where a path comes again, or another one that contains it or lies inside it.
    """
    of_runs: dict[int, list[dict[str, Any]]] = {}
    for event in events:
        # What population-based training changes by itself, it changes again by itself.
        by_hand = event["type"] == "setting_changed" and event.get("by") != "population"
        if by_hand and event["run"] in runs:
            of_runs.setdefault(event["run"], []).append(event)
    # All runs of a population change together, until they end.
    longest = max(of_runs.values(), key=len, default=[])
    changes: dict[int, list[dict[str, Any]]] = {}
    for event in longest:
        portions = changes.setdefault(event["epoch"], [{}])
        if any(touch(event["path"], path) for path in portions[-1]):
            portions.append({})
        portions[-1][event["path"]] = event["new"]
    return changes


def touch(one: str, other: str) -> bool:
    """Whether one path is the other, contains it, or lies inside it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
