"""What an experiment of a lesson showed: one curve per run, and what was found besides."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Curve:
    """One run: its figures before the first update (row 0) and after every epoch, and how it ended."""

    name: str
    group: str
    """The name of its experiment and of its group in there: "uniform", "grid", "uniform grid"."""
    settings: dict[str, Any]
    rows: list[dict[str, Any]] = field(default_factory=list)
    trial: int = 1
    """Its place among the trials of its experiment."""
    reason: str = ""
    best_epoch: int = 0
    findings: list[dict[str, Any]] = field(default_factory=list)
    """What its diagnosis says went wrong."""

    def values(self, figure: str, over: int = 0) -> list[float]:
        """The figure after each epoch that has it, or after the last `over` of them; infinite where it diverged."""
        known = [number for row in self.rows[1:] if (number := read(row, figure)) is not None]
        if self.reason == "diverged" and figure.endswith("loss"):
            known.append(math.inf)
        return known[-over:] if over else known

    def value(self, figure: str, epoch: int) -> float:
        """The figure after one epoch; not a number where it is not known."""
        found = next((read(row, figure) for row in self.rows if row.get("epoch", 0) == epoch), None)
        return math.nan if found is None else found


@dataclass
class Seen:
    """Everything about one repetition of a lesson, for its claims to be held against."""

    curves: list[Curve] = field(default_factory=list)
    averages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Name of an experiment with an ensemble → its `ensemble_evaluated` events."""
    facts: dict[str, float] = field(default_factory=dict)
    """What is no curve: `suggestion` of a range test, `test_accuracy` of an opened envelope, `steps NAME` of a walk."""

    def curve(self, name: str) -> Curve:
        """The run of that name; an empty curve where there is none, whose numbers are not numbers."""
        return next((curve for curve in self.curves if curve.name == name), Curve(name, "", {}))

    def among(self, of: str) -> list[Curve]:
        """The runs of a group or of an experiment; all of them for an empty name."""
        return [curve for curve in self.curves if of in ("", curve.group)]


def read(row: dict[str, Any], figure: str) -> float | None:
    """A figure by its name in events; `layers.dead.-2` is that of the last hidden layer."""
    value: Any = row
    for step in figure.split("."):
        if isinstance(value, list):
            value = value[int(step)] if -len(value) <= int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return None if value is None else float(value)


def seen_in(events: Iterable[dict[str, Any]], experiment: str = "") -> list[Seen]:
    """One Seen per repetition, from the log of an experiment; `experiment` is its name where a lesson has several."""
    runs: dict[int, tuple[int, Curve]] = {}
    averages: list[dict[str, Any]] = []
    for event in events:
        kind = event["type"]
        if kind == "run_started":
            group = " ".join(part for part in (experiment, event.get("group")) if part)
            name, settings = event.get("name") or experiment, event.get("settings", {})
            curve = Curve(name, group, settings, [event], event.get("trial", 1))
            runs[event["run"]] = event.get("repetition", 0), curve
        elif kind == "epoch_ended":
            runs[event["run"]][1].rows.append(event)
        elif kind == "run_finished":
            curve = runs[event["run"]][1]
            curve.reason, curve.best_epoch = event["reason"], event["best_epoch"]
            curve.findings = event.get("findings", [])
        elif kind == "ensemble_evaluated":
            averages.append(event)
    return [
        Seen([curve for number, curve in runs.values() if number == repetition], {experiment: averages})
        for repetition in sorted({number for number, _ in runs.values()})
    ]


def together(parts: Sequence[Seen]) -> Seen:
    """What several experiments of one lesson showed, as one."""
    whole = Seen()
    for part in parts:
        whole.curves += part.curves
        whole.averages |= part.averages
        whole.facts |= part.facts
    return whole
