"""A worker process that says now and then that it is alive, where it runs, and how much it does."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

ALIVE = timedelta(seconds=10)


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Who is there."""

    def alive(self, duty: str = "training") -> WorkerQuerySet:
        """Those of a duty seen in the last ten seconds, by the database's clock."""
        return self.filter(last_seen__gt=Now() - ALIVE, duty=duty)

    def kinds(self) -> frozenset[tuple[str, str]]:
        """Fingerprint and device of those that are alive and train."""
        told = self.alive().exclude(fingerprint="")
        return frozenset(told.values_list("fingerprint", "device").distinct())

    def counts(self) -> Counter[str]:
        """Duty → how many are alive; and device → how many of those that train."""
        rows = list(self.filter(last_seen__gt=Now() - ALIVE).values_list("duty", "device"))
        return Counter([duty for duty, _ in rows] + [device for duty, device in rows if duty == "training"])

    def here(self) -> WorkerQuerySet:
        """Those of this node."""
        return self.filter(node=settings.NODE)


class Worker(models.Model):
    """One process: its name, what it does, its node and device, and the last time it was seen."""

    name = models.CharField(max_length=120, unique=True)
    node = models.CharField(max_length=80, default="")
    """The machine, or the container, that it runs on."""
    duty = models.CharField(max_length=12, default="training")
    """training or validation."""
    device = models.CharField(max_length=40)
    hardware = models.CharField(max_length=120, default="", blank=True)
    """What the device is called by who made it."""
    fingerprint = models.CharField(max_length=200, default="", blank=True)
    """What must be equal for two workers to give identical bits."""
    load = models.FloatField(default=0.0)
    """The part of the last seconds in which it was at work."""
    slices = models.FloatField(default=0.0)
    """Turns a second lately."""
    last_seen = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen(cls, name: str, device: str, duty: str = "training", **told: Any) -> None:
        """Note that this worker is alive; `told`: what else it says of itself."""
        values = {"node": name.rpartition(":")[0], "device": device, "duty": duty, "last_seen": Now(), **told}
        cls.objects.update_or_create(name=name, defaults=values)
