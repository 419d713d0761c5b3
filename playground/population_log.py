"""What the log tells a worker about the population that it takes over."""

from functools import cached_property
from math import inf
from typing import Any

from django.db.models import QuerySet
from pydantic_core import from_json

from playground.models import Event, Run, State
from playground.models import Population as Row
from playground.models.population import TERMINAL
from playground.recorded_changes import recorded_changes
from training.exports.settled import settled
from training.figures import Metrics
from training.population import Population

NOT_THEIR_OWN = ("stopped by user", "halved")
KEPT = ("type", "run", "epoch", *Metrics.model_fields)


class PopulationLog:
    """Answers from the events of its experiment."""

    def __init__(self, row: Row) -> None:
        self.row = row

    @cached_property
    def numbers(self) -> set[int]:
        """The numbers of its runs."""
        return set(self.row.runs.values_list("number", flat=True))

    def tells_start(self, run: int) -> bool:
        """Whether a run has begun already."""
        return self._told(f'"type": "run_started", "run": {run},').exists()

    def changes(self) -> dict[int, list[dict[str, Any]]]:
        """Epoch → what was changed after it, one change after the other."""
        rows = self._told('"setting_changed"').order_by("seq")
        return recorded_changes((row.values() for row in rows), self.numbers)

    def kept(self, rung: int) -> set[int]:
        """The trials that go on after a rung, which was decided."""
        return set(self._told(f'"type": "rung_ended", "run": 0, "rung": {rung},').get().values()["kept"])

    def planned_stops(self) -> dict[int, int]:
        """Run → the epoch after which its plan stops it."""
        planned = self.row.runs.values_list("number", "stop_at")
        return {number: epoch for number, epoch in planned if epoch is not None}

    def ended_by_others(self) -> dict[int, set[int]]:
        """Epoch → the runs that ended after it for no reason of their own: by hand, or because others were better."""
        found: dict[int, set[int]] = {}
        for number, epoch in self.row.runs.filter(reason__in=NOT_THEIR_OWN).values_list("number", "epoch"):
            found.setdefault(epoch, set()).add(number)
        return found

    def finished(self) -> set[int]:
        """The runs that have ended."""
        return set(self.row.runs.filter(state=State.FINISHED).values_list("number", flat=True))

    def open_runs(self) -> list[Run]:
        """The runs that have not ended, as of the last commit."""
        return list(self.row.runs.exclude(state__in=TERMINAL).defer("weights").order_by("number"))

    def best(self) -> dict[int, tuple[int, Metrics]]:
        """Run → its best epoch so far and the figures of that one, by validation loss where there is any."""
        told: list[dict[str, Any]] = []
        for row in self._told('_ended", "run":').order_by("seq").iterator():
            values = from_json(row.body)
            if values["run"] in self.numbers:  # without the looks into layers, which would fill the memory
                told.append({name: value for name, value in values.items() if name in KEPT})
        found: dict[int, tuple[tuple[bool, float], int, Metrics]] = {}
        for event in settled(told):
            figures = Metrics(**{name: event[name] for name in Metrics.model_fields if name in event})
            validated = figures.validation_loss is not None
            loss = figures.validation_loss if validated else figures.train_loss
            rank = (not validated, inf if loss is None else loss)
            if loss is not None and (event["run"] not in found or rank < found[event["run"]][0]):
                found[event["run"]] = (rank, event["epoch"], figures)
        return {run: (epoch, figures) for run, (_, epoch, figures) in found.items()}

    def set_clocks(self, population: Population) -> None:
        """Repeating takes other times than training did: the clocks go on from those of the log."""
        if not population.runs:
            return
        # They all stand at one epoch: a look for each run would read the log as many times.
        of_epoch = self._told('"type": "epoch_ended"').filter(body__contains=f'"epoch": {population.runs[0].epoch},')
        told = {values["run"]: values for values in (row.values() for row in of_epoch)}
        for run in population.runs:
            if values := told.get(run.number):
                run.seconds = values["seconds"]
                run.validation_seconds = values["validation_seconds"] or 0.0

    def _told(self, what: str) -> QuerySet[Event]:
        """The events that contain these characters."""
        return Event.objects.filter(experiment=self.row.experiment_id, body__contains=what)
