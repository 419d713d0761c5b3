"""A setting that the user changed while the experiment trains; every population applies it at its next epoch."""

from __future__ import annotations

from django.db import models

from playground.models.experiment import Experiment
from playground.models.population import Population


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes in the order of their keys."""

    def unseen_by(self, population: Population) -> ChangeQuerySet:
        """Those that this population has still to apply."""
        seen = Population.objects.filter(pk=population.pk).values("changes_seen")[:1]
        return self.filter(experiment=population.experiment_id, pk__gt=models.Subquery(seen))


class Change(models.Model):
    """Dotted paths and new values, in the order in which they came."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="changes")
    settings = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.experiment_id}: {self.settings}"
