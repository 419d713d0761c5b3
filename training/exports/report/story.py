"""What the log tells about an experiment, gathered for a report: a long search is read in parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from training.events import Metrics
from training.exports.recorded import Recorded

MANY = 150
"""Runs from which on only the curves of the chosen run are read."""
CURVES = (*list(Metrics.model_fields)[:4], "learning_rate")
Curve = list[tuple[int, float]]


@dataclass
class RunStory:
    """One run: how it began, its curves, how it ended."""

    started: dict[str, Any]
    curves: dict[str, Curve] = field(default_factory=dict)
    finished: dict[str, Any] | None = None
    seconds: float = 0.0

    @property
    def number(self) -> int:
        return int(self.started["run"])

    @property
    def name(self) -> str:
        return self.started.get("name") or f"run {self.number}"

    @property
    def trial(self) -> int:
        return int(self.started.get("trial", self.number))

    def add(self, event: dict[str, Any]) -> None:
        """The figures of one epoch."""
        for name in CURVES:
            if event.get(name) is not None:
                self.curves.setdefault(name, []).append((event.get("epoch", 0), event[name]))
        self.seconds = event.get("seconds", self.seconds)

    def figure(self, which: str, name: str) -> float | None:
        """A figure of its "best" or "last" epoch."""
        told: dict[str, Any] = (self.finished or {}).get(which) or {}
        value = told.get(name)
        return None if value is None else float(value)


@dataclass
class Story:
    """All of it."""

    runs: dict[int, RunStory]
    chosen: int
    average: dict[str, Curve] = field(default_factory=dict)
    """Curves of an ensemble."""
    changes: list[dict[str, Any]] = field(default_factory=list)
    openings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def many(self) -> bool:
        return len(self.runs) > MANY

    @property
    def classes(self) -> bool:
        """Whether there are accuracies."""
        return any(run.started.get("train_accuracy") is not None for run in self.runs.values())


def story_of(recorded: Recorded) -> Story:
    """Reads the log once, or of very many runs only what is told of each."""
    runs = {event["run"]: RunStory(event) for event in recorded.told("run_started")}
    story = Story(runs, recorded.run)
    for run in runs.values():
        run.add(run.started)
    events = _of_the_chosen(recorded) if story.many else recorded.events
    for event in events:
        _tell(story, event)
    return story


def _of_the_chosen(recorded: Recorded) -> Iterable[dict[str, Any]]:
    for kind in ("run_finished", "test_opened"):
        yield from recorded.told(kind)
    for kind in ("epoch_ended", "setting_changed"):
        yield from recorded.told(kind, recorded.run)


def _tell(story: Story, event: dict[str, Any]) -> None:
    kind, run = event["type"], story.runs.get(event["run"])
    if kind == "epoch_ended" and run:
        run.add(event)
    elif kind == "run_finished" and run:
        run.finished = event
    elif kind == "ensemble_evaluated":
        for name in CURVES[:4]:
            if event.get(name) is not None:
                story.average.setdefault(name, []).append((event["epoch"], event[name]))
    elif kind == "setting_changed":
        story.changes.append(event)
    elif kind == "test_opened":
        story.openings.append(event)
