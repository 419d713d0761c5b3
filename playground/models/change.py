"""A setting that the user changed while the experiment trains; a worker applies it at the next epoch."""

from __future__ import annotations

from django.db import models

from playground.models.experiment import Experiment


class Change(models.Model):
    """Dotted paths and new values, in the order in which they came."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="changes")
    settings = models.JSONField()
    applied = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.experiment_id}: {self.settings}"
