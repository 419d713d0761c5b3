"""A curve that is trained elsewhere and only told here: when it was heard last, and whether it is over."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

from playground.models.experiment import Experiment

ELSEWHERE = "posted from outside"
"""The device of its population."""
SILENT_AFTER = timedelta(minutes=30)
"""Somebody's slow epoch takes this long; a laptop that was closed takes longer."""


class PostedQuerySet(models.QuerySet["Posted"]):
    """Asks which curves still grow."""

    def open(self) -> PostedQuerySet:
        """Those that may get further epochs."""
        return self.filter(ended=False)

    def silent(self) -> PostedQuerySet:
        """Those that nobody has told anything about for too long."""
        return self.open().filter(heard_at__lt=Now() - SILENT_AFTER)


class Posted(models.Model):
    """What an experiment has that is posted from outside. Its population is over from the start: no worker takes it."""

    experiment = models.OneToOneField(Experiment, on_delete=models.CASCADE, related_name="posted")
    key = models.CharField(max_length=64)
    """Chosen by the program, so that a start whose answer was lost may be repeated."""
    heard_at = models.DateTimeField(db_default=Now())
    ended = models.BooleanField(default=False)

    objects = PostedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["heard_at"], condition=models.Q(ended=False), name="posted_open")]

    def __str__(self) -> str:
        return f"posted {self.experiment_id}"
