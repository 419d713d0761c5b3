"""A setting that is changed while an experiment trains: at once, as its student asks, or at the epoch of a plan."""

from __future__ import annotations

from django.db import models

from playground.models.experiment import Experiment
from playground.models.population import Population


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes in the order of their keys."""

    def unseen_by(self, population: Population) -> ChangeQuerySet:
        """Those that its student asked for and that this population has still to apply."""
        seen = Population.objects.filter(pk=population.pk).values("changes_seen")[:1]
        return self.filter(experiment=population.experiment_id, at_epoch=None, pk__gt=models.Subquery(seen))

    def planned_for(self, population: Population) -> ChangeQuerySet:
        """Those that are planned for later epochs of this population."""
        return self.filter(population=population, pk__gt=population.planned_seen).order_by("pk")


class Change(models.Model):
    """Dotted paths and new values, in the order in which they came."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="changes")
    population = models.ForeignKey(Population, on_delete=models.CASCADE, null=True, blank=True, related_name="plan")
    """Whose plan it is part of; null: every population's, as soon as it can."""
    at_epoch = models.PositiveIntegerField(null=True, blank=True)
    """In a plan: the epoch after which it acts. Plans are written in the order of their epochs."""
    settings = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.experiment_id}: {self.settings}"
