"""What has to be known of one run to write it down as a script: its spec, what was changed when, and how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.datasets import Outline
from training.exports.recorded import NothingRecorded, Recorded
from training.paths import place
from training.runs import PlannedRun, run_of
from training.search import Trial
from training.spec import Spec
from training.tables import Table
from training.weight_edits import split

BY_OTHERS = ("stopped by user", "halved")
"""Reasons to end that do not follow from the run itself."""


@dataclass(frozen=True)
class Plan:
    """One run from start to end."""

    run: PlannedRun
    specs: tuple[tuple[int, Spec], ...]
    """The settings that act after so many epochs, the first from epoch 0 on."""
    outline: Outline
    link: str = ""
    several: bool = False
    """Whether it is one of several runs."""
    table: Table | None = None
    """The student's own table, where it is one."""
    typed: dict[int, dict[str, float]] = field(default_factory=dict)
    """Epoch → path of a typed weight → its value."""
    ended_after: int | None = None
    """The epoch after which somebody or something else ended it."""
    ended_by: str = ""
    copied: tuple[tuple[int, int], ...] = ()
    """Epochs after which it went on from the weights of another run: population-based training."""
    device: str = "cpu"

    @classmethod
    def of(cls, recorded: Recorded) -> "Plan":
        """The plan of the run that is meant. Raises NothingRecorded where there is no such run, or no such table."""

        def told(kind: str) -> list[dict[str, Any]]:
            return [event for event in recorded.told(kind) if event["run"] == recorded.run]

        started = next(iter(told("run_started")), {})
        run = _planned(recorded, started)
        table = recorded.tables(run.spec.data.dataset)
        outline = run.spec.outline(lambda name: table.outline if table else None)
        if outline is None:
            raise NothingRecorded("The data set of this experiment is gone, and a script needs its samples.")
        changes = told("setting_changed")
        ends = [event for event in told("run_finished") if event["reason"] in BY_OTHERS]
        return cls(
            run,
            tuple(_changed(run.spec, changes)),
            outline,
            recorded.link,
            several=bool(recorded.spec.get("vary") or recorded.spec.get("ensemble")),
            table=table,
            typed=_typed(changes),
            ended_after=ends[-1]["epochs"] if ends else None,
            ended_by=ends[-1]["reason"] if ends else "",
            copied=tuple((event["epoch"], event["from_run"]) for event in told("copied")),
            device=started.get("device", "cpu"),
        )

    @property
    def spec(self) -> Spec:
        """The settings it began with."""
        return self.specs[0][1]

    def any(self, asked: "Asked") -> bool:
        """Whether something holds, or a setting at a dotted path is on, in any epoch."""
        return any(answer(asked, spec) for _, spec in self.specs)

    def same(self, asked: "Asked") -> bool:
        """Whether the answer is the same in all epochs."""
        return all(answer(asked, spec) == answer(asked, self.spec) for _, spec in self.specs)

    @property
    def changes(self) -> list[int]:
        """The epochs after which something was changed."""
        return sorted({epoch for epoch, _ in self.specs[1:]} | self.typed.keys())


Asked = Callable[[Spec], Any] | str
"""A question about a spec, or the dotted path of a setting."""


def answer(asked: Asked, spec: Spec) -> Any:
    """What a spec says; None for a setting that its choices do not have."""
    if callable(asked):
        return asked(spec)
    found: Any = spec
    for name in asked.split("."):
        found = found[int(name)] if name.isdecimal() else getattr(found, name, None)
    return found


def _planned(recorded: Recorded, started: dict[str, Any]) -> PlannedRun:
    """The run as it was planned; one that a search chose later is told by its first event."""
    name = started.get("name", "")
    try:
        return PlannedRun(recorded.run, name, recorded.spec_of(recorded.run))
    except NothingRecorded:
        if recorded.planned or not started:  # the book knows the runs that were chosen later
            raise
        trial = Trial(name, started["settings"], started["group"])
        return run_of(Spec.model_validate(recorded.spec), trial, started["trial"], started["repetition"])


def _changed(spec: Spec, changes: Sequence[dict[str, Any]]) -> list[tuple[int, Spec]]:
    """The spec that acts after so many epochs, wherever another one does."""
    found, values = [(0, spec)], spec.to_dict()
    by_epoch: dict[int, dict[str, Any]] = {}
    for event in changes:
        by_epoch.setdefault(event["epoch"], {}).update(split({event["path"]: event["new"]})[0])
    for epoch, settings in by_epoch.items():
        for path, value in settings.items():
            place(values, path, value)
        if settings:
            found.append((epoch, Spec.model_validate(values)))
    return found


def _typed(changes: Sequence[dict[str, Any]]) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    for event in changes:
        if edits := split({event["path"]: event["new"]})[1]:
            found.setdefault(event["epoch"], {}).update(edits)
    return found
