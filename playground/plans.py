"""What a log says was done to an experiment while it trained, as a plan by which another one does the same."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from playground.models import Change, Event, Experiment, Population
from playground.recorded_changes import recorded_changes, touch

TOLD = ("setting_changed", "run_finished")


@dataclass
class Plan:
    """For one population: (epoch, settings) in their order, and run → the epoch after which its student stopped it."""

    changes: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    stops: dict[int, int] = field(default_factory=dict)

    def from_epoch(self, epoch: int, instead: Iterable[str] = ()) -> "Plan":
        """What happened from this epoch on, without the changes of what these paths set, and with a later stop only."""
        paths = list(instead)
        kept = [(at, _without(settings, paths)) for at, settings in self.changes if at >= epoch]
        later = {} if "stopping.epochs" in paths else {run: at for run, at in self.stops.items() if at > epoch}
        return Plan([(at, settings) for at, settings in kept if settings], later)

    def before(self, epoch: int) -> Sequence[dict[str, Any]]:
        """The changes up to and with this epoch."""
        return [settings for at, settings in self.changes if at <= epoch]

    def write(self, population: Population) -> None:
        """Plan the same for a new population."""
        Change.objects.bulk_create(
            Change(experiment=population.experiment, population=population, at_epoch=at, settings=settings)
            for at, settings in self.changes
        )
        for run, epoch in self.stops.items():
            population.runs.filter(number=run).update(stop_at=epoch)


def plan_in(events: Sequence[dict[str, Any]], numbers: Collection[int]) -> Plan:
    """What these events say was done to the population of these runs."""
    changed = recorded_changes(events, numbers)
    ends = [event for event in events if event["type"] == "run_finished" and event["run"] in numbers]
    stops = {event["run"]: event["epochs"] for event in ends if event["reason"] == "stopped by user"}
    changes = [(epoch, settings) for epoch in sorted(changed) for settings in changed[epoch]]
    return Plan(changes, stops)


def told(experiment: Experiment, after: int = 0) -> list[dict[str, Any]]:
    """The events of a log that say what was done, after a number and up to the one that `experiment` was read with."""
    kinds = Q()
    for kind in TOLD:
        kinds |= Q(body__contains=f'"type": "{kind}"')
    rows = Event.objects.filter(kinds, experiment=experiment, seq__gt=after, seq__lte=experiment.seq)
    return [row.values() for row in rows.order_by("seq")]


def _without(settings: dict[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    return {path: value for path, value in settings.items() if not any(touch(path, other) for other in paths)}
