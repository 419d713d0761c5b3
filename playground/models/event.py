"""One fact in the past tense, numbered densely inside its experiment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import F

from playground.models.experiment import Experiment


class EventQuerySet(models.QuerySet["Event"]):
    """Writes and reads the log."""

    def append(self, experiment: Experiment, events: Sequence[dict[str, Any]]) -> None:
        """Write events under the next numbers; call inside a transaction.

        Plain inserts: if two writers ever took the same number, the unique constraint must scream.
        """
        if not events:
            return
        Experiment.objects.filter(pk=experiment.pk).update(seq=F("seq") + len(events))
        experiment.refresh_from_db(fields=["seq"])  # the row is locked until commit, so these numbers are ours
        first = experiment.seq - len(events) + 1
        self.bulk_create(Event.of(experiment, first + offset, values) for offset, values in enumerate(events))

    def after(self, cursor: int, limit: int) -> EventQuerySet:
        """The next events behind a reader's cursor."""
        return self.filter(seq__gt=cursor).order_by("seq")[:limit]


class Event(models.Model):
    """A row of the log. `body` is the JSON that workers wrote; it is sent as it is and never reshaped."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    body = models.TextField()
    created = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["experiment", "seq"], name="event_seq_once")]

    def __str__(self) -> str:
        return f"{self.experiment_id}:{self.seq}"

    @classmethod
    def of(cls, experiment: Experiment, seq: int, values: dict[str, Any]) -> Event:
        """An unsaved row; refuses NaN and infinity, which JSON does not know."""
        return cls(experiment=experiment, seq=seq, body=json.dumps({"seq": seq, **values}, allow_nan=False))

    def values(self) -> dict[str, Any]:
        """The event as a dictionary."""
        values: dict[str, Any] = json.loads(self.body)
        return values
