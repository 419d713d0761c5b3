"""Snapshots: networks after an epoch, published by the worker that trains for the one that validates."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from playground.models.population import Population
from training.late_validation import Snapshot as Networks


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """The queue of what is to be evaluated."""

    def publish(self, population: Population, networks: Iterable[Networks], settled: int) -> None:
        """Write some down, and drop those up to an epoch; call inside the transaction of the commit."""
        if settled:
            self.filter(population=population, epoch__lte=settled, done=True).delete()
        self.bulk_create(self.model.of(population, each) for each in networks)

    def free(self) -> SnapshotQuerySet:
        """To be evaluated, and no process holds it."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=Now()), done=False)


class Snapshot(models.Model):
    """A lease protects it as one protects populations: whoever has lost it reports in vain.

    Once `done`, its figures are in the log; the networks are kept until training knows whether it needs one of them.
    """

    population = models.ForeignKey(Population, on_delete=models.CASCADE, related_name="snapshots")
    epoch = models.PositiveIntegerField()
    runs = models.JSONField()
    """The numbers of the runs, in the order of their networks."""
    due = models.JSONField()
    """Those of them that are to be evaluated; the others are only kept."""
    networks = models.BinaryField()
    done = models.BooleanField(default=False)
    claim = models.CharField(max_length=32, blank=True)
    """Chosen anew by whoever takes it: the fence."""
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["population", "epoch"], name="snapshot_of_epoch"),
            models.Index(fields=["done", "lease_until"], name="snapshot_queue"),
        ]

    def __str__(self) -> str:
        return f"epoch {self.epoch} of {self.population_id}"

    @classmethod
    def of(cls, population: Population, networks: Networks) -> Snapshot:
        """An unsaved row. With no run to evaluate it is only kept."""
        data = b"".join(np.ascontiguousarray(each, dtype="<f4").tobytes() for each in networks.networks.values())
        runs, due = list(networks.networks), list(networks.due)
        return cls(population=population, epoch=networks.epoch, runs=runs, due=due, networks=data, done=not due)

    def network(self, run: int) -> np.ndarray:
        """One run's network, float32."""
        rows: np.ndarray = np.frombuffer(bytes(self.networks), dtype="<f4").reshape(len(self.runs), -1)
        network: np.ndarray = rows[self.runs.index(run)].copy()
        return network
