"""Checkpoints: the state of a population after an epoch, as bytes that hold numbers and never code."""

from __future__ import annotations

from hashlib import sha256

from django.db import models

from playground.models.population import Population

KEPT = 2
"""Should the newest one be damaged, the one before is still there, and training repeats a few epochs."""


class CheckpointManager(models.Manager["Checkpoint"]):
    """Keeps the newest few."""

    def write(self, population: Population, epoch: int, data: bytes) -> None:
        """Add a checkpoint and drop old ones; call inside the transaction of the commit."""
        self.create(population=population, epoch=epoch, data=data, sha256=sha256(data).hexdigest())
        newest = self.filter(population=population).order_by("-pk").values_list("pk", flat=True)[:KEPT]
        self.filter(population=population).exclude(pk__in=list(newest)).delete()

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
    created = models.DateTimeField(auto_now_add=True)

    objects = CheckpointManager()

    def __str__(self) -> str:
        return f"epoch {self.epoch} of {self.population_id}"
