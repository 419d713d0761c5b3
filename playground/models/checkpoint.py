"""Checkpoints: the state of a population after an epoch, as bytes that hold numbers and never code."""

from __future__ import annotations

from hashlib import sha256

from django.db import models

from playground.expected_bytes import LASTING_BYTES, MOST_LASTING
from playground.models.population import Population

KEPT = 2
"""Should the newest one be damaged, the one before is still there, and training repeats a few epochs."""

SPACING = 1.0
"""Seconds of training between two that last: less is soon repeated."""


class CheckpointManager(models.Manager["Checkpoint"]):
    """Keeps the newest few, and some of the others far apart: a branch begins at one of them."""

    def write(self, population: Population, epoch: int, data: bytes, seconds: float = 0.0) -> None:
        """Add a checkpoint after so many seconds of training, and drop old ones; call in the commit's transaction."""
        digest = sha256(data).hexdigest()
        self.create(population=population, epoch=epoch, data=data, sha256=digest, seconds=seconds)
        rows = list(self.filter(population=population).order_by("-pk").values_list("pk", "seconds", "lasting"))[KEPT:]
        lasting = [(spent, pk) for pk, spent, lasts in rows if lasts]
        passing = [(spent, pk) for pk, spent, lasts in rows if not lasts]
        last = max(lasting, default=(0.0, 0))[0]
        if passing and max(passing)[0] - last >= SPACING:
            lasting = self._thinned([*lasting, max(passing)], self._room(population, len(data)))
            self.filter(pk__in=[pk for _, pk in lasting]).update(lasting=True)
        kept = {pk for _, pk in lasting}
        self.filter(pk__in=[pk for pk, _, _ in rows if pk not in kept]).delete()

    def _room(self, population: Population, size: int) -> int:
        populations = Population.objects.filter(experiment=population.experiment_id).count()
        return min(MOST_LASTING, LASTING_BYTES // (size * populations))

    def _thinned(self, rows: list[tuple[float, int]], room: int) -> list[tuple[float, int]]:
        """As many as there is room for: whatever is closest behind another one goes first, but never the newest."""
        rows = sorted(rows)
        while len(rows) > max(1, room):
            gaps = [later[0] - earlier[0] for earlier, later in zip([(0.0, 0), *rows], rows[:-1], strict=False)]
            del rows[gaps.index(min(gaps))]
        return rows if room else []

    def share(self, source: Population, made: Population, before: int) -> int | None:
        """Give a branch the last checkpoint of its parent before an epoch; returns that one's epoch, None without any.

        One of the epoch itself may have changes in it that the branch has still to make.
        """
        for row in self.filter(population=source, epoch__lt=before).order_by("-epoch", "-pk"):
            if sha256(bytes(row.data)).hexdigest() == row.sha256:
                row.pk, row.population, row.lasting = None, made, True
                row.save(force_insert=True)
                return row.epoch
        return None

    def nearest(self, population: Population, epoch: int) -> tuple[int, bytes] | None:
        """The newest intact one of an epoch up to this one, with its epoch."""
        for row in self.filter(population=population, epoch__lte=epoch).order_by("-epoch", "-pk"):
            data = bytes(row.data)
            if sha256(data).hexdigest() == row.sha256:
                return row.epoch, data
        return None

    def read(self, population: Population) -> bytes | None:
        """The newest bytes whose hash is right; None where there are none."""
        for checkpoint in self.filter(population=population).order_by("-pk"):
            data = bytes(checkpoint.data)
            if sha256(data).hexdigest() == checkpoint.sha256:
                return data
        return None


class Checkpoint(models.Model):
    """Written in the same transaction as the events it belongs to."""

    population = models.ForeignKey(Population, on_delete=models.CASCADE, related_name="checkpoints")
    epoch = models.PositiveIntegerField()
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    seconds = models.FloatField(default=0.0)
    """Of training, up to here."""
    lasting = models.BooleanField(default=False)
    """Stays when newer ones come, and when training has ended."""
    created = models.DateTimeField(auto_now_add=True)

    objects = CheckpointManager()

    def __str__(self) -> str:
        return f"epoch {self.epoch} of {self.population_id}"
