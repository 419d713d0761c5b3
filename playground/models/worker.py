"""A worker process that says now and then that it is alive."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

ALIVE = timedelta(seconds=10)


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Who is there to train."""

    def alive(self) -> WorkerQuerySet:
        """Seen in the last ten seconds, by the database's clock."""
        return self.filter(last_seen__gt=Now() - ALIVE)


class Worker(models.Model):
    """One process: its name, device, and the last time it was seen."""

    name = models.CharField(max_length=120, unique=True)
    device = models.CharField(max_length=40)
    last_seen = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen(cls, name: str, device: str) -> None:
        """Note that this worker is alive."""
        cls.objects.update_or_create(name=name, defaults={"device": device, "last_seen": Now()})
