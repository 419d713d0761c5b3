"""Weights of runs after some of their epochs: what the browser draws its pictures of networks from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from playground.models.experiment import Experiment


@dataclass(frozen=True)
class Frame:
    """A network after an epoch as `Population.snapshot` has it, in little-endian float32."""

    run: int
    epoch: int
    data: bytes
    lasting: bool
    live: bool


class WeightsQuerySet(models.QuerySet["Weights"]):
    """Writes, thins and reads them."""

    def record(
        self, experiment: Experiment, events: Sequence[dict[str, Any]], frames: Sequence[Frame], seen: int | None
    ) -> int:
        """Write the frames of a commit whose events were just appended; call inside its transaction.

        `seen` is what the commit before returned: whoever watches has seen all up to that event by now. An epoch that
        has weights gets new ones: one was typed after it, or the end went back to the best network.
        """
        before = experiment.seq - len(events)
        for event in events:
            if event["type"] == "run_finished":
                self._cut(experiment, event["run"], event["epochs"])
        if passing := [frame.run for frame in frames if not frame.lasting]:
            upto = before if seen is None else seen
            self.filter(experiment=experiment, run__in=passing, lasting=False, seq__lte=upto).delete()
        told = _told(events, before + 1)
        self.bulk_create(
            (
                self.model(experiment=experiment, seq=told.get((frame.run, frame.epoch), experiment.seq), **vars(frame))
                for frame in frames
            ),
            update_conflicts=True,
            unique_fields=["experiment", "run", "epoch"],
            update_fields=["seq", "data", "lasting", "live"],
        )
        return before

    def _cut(self, experiment: Experiment, run: int, epoch: int) -> None:
        """Drop what was trained beyond the end of a run, before separate validation told that it was one."""
        self.filter(experiment=experiment, run=run, epoch__gt=epoch).delete()

    def copy(self, source: Experiment, made: Experiment, told: dict[tuple[int, int], int], before: int) -> None:
        """Give a branch, whose events tell of these runs and epochs, what its parent kept of the epochs before it."""
        rows = list(self.filter(experiment=source, lasting=True, epoch__lt=before))
        for row in rows:
            row.pk, row.experiment, row.live = None, made, False
            row.seq = told.get((row.run, row.epoch), made.seq)
        self.bulk_create(rows)

    def settle(self, experiment: Experiment, runs: Iterable[int]) -> None:
        """Runs have ended: what was only written to be seen at once goes."""
        self.filter(experiment=experiment, run__in=list(runs), lasting=False).delete()

    def to_show(self, experiment: Experiment, after: int, upto: int, most: int) -> list[Weights]:
        """The newest of those that go live with the events after one number and up to another, in their order."""
        rows = self.filter(experiment=experiment, live=True, seq__gt=after, seq__lte=upto)
        return list(rows.order_by("-seq")[:most])[::-1]


class Weights(models.Model):
    """One frame. `lasting` ones stay; the others are for those who watch now, and go when newer ones have come."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="weights")
    run = models.PositiveIntegerField()
    epoch = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField()
    """Number of the event that tells of this epoch: they travel together."""
    lasting = models.BooleanField()
    live = models.BooleanField()
    """Whether sockets send it, which have room for one run, or for a few small lanes, and a few frames a second."""
    data = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    objects = WeightsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["experiment", "run", "epoch"], name="weights_once")]
        indexes = [models.Index(fields=["experiment", "seq"], name="weights_to_show")]

    def __str__(self) -> str:
        return f"epoch {self.epoch} of run {self.run} of {self.experiment_id}"

    def to_json(self) -> str:
        """As browsers get it."""
        data = b64encode(bytes(self.data)).decode()
        return f'{{"run":{self.run},"epoch":{self.epoch},"seq":{self.seq},"data":"{data}"}}'


def _told(events: Sequence[dict[str, Any]], first: int) -> dict[tuple[int, int], int]:
    """Run and epoch → number of the last event about it, for events numbered from `first`."""
    moments = ((event["run"], event.get("epoch", event.get("epochs", 0))) for event in events)
    return {moment: seq for seq, moment in enumerate(moments, start=first)}
