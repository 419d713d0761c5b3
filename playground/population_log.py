"""What the log tells a worker about the population that it takes over."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from playground.models import Event, State
from playground.models import Population as Row
from playground.recorded_changes import recorded_changes
from training.population import Population


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

    def finished(self) -> set[int]:
        """The runs that have ended."""
        return set(self.row.runs.filter(state=State.FINISHED).values_list("number", flat=True))

    def set_clocks(self, population: Population) -> None:
        """Repeating takes other times than training did: the clocks go on from those of the log."""
        for run in population.runs:
            of_run = self._told(f'"type": "epoch_ended", "run": {run.number},')
            if told := of_run.filter(body__contains=f'"epoch": {run.epoch},').first():
                values = told.values()
                run.seconds = values["seconds"]
                run.validation_seconds = values["validation_seconds"] or 0.0

    def _told(self, what: str) -> QuerySet[Event]:
        """The events that contain these characters."""
        return Event.objects.filter(experiment=self.row.experiment, body__contains=what)
