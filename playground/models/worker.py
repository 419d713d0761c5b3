"""A worker process that says now and then that it is alive."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

ALIVE = timedelta(seconds=10)


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Who is there."""

    def alive(self, duty: str = "training") -> WorkerQuerySet:
        """Those of a duty seen in the last ten seconds, by the database's clock."""
        return self.filter(last_seen__gt=Now() - ALIVE, duty=duty)

    def counts(self) -> Counter[str]:
        """Duty → how many are alive."""
        return Counter(self.filter(last_seen__gt=Now() - ALIVE).values_list("duty", flat=True))


class Worker(models.Model):
    """One process: its name, what it does, its device, and the last time it was seen."""

    name = models.CharField(max_length=120, unique=True)
    duty = models.CharField(max_length=12, default="training")
    """training or validation."""
    device = models.CharField(max_length=40)
    last_seen = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen(cls, name: str, device: str, duty: str = "training") -> None:
        """Note that this worker is alive."""
        cls.objects.update_or_create(name=name, defaults={"device": device, "duty": duty, "last_seen": Now()})
