"""Quotas: how much a student may ask for; defaults of the site, and what a teacher wants otherwise in a class."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models

from playground.models.classroom import Classroom


@dataclass(frozen=True)
class Limits:
    """What holds for one student; None is no limit."""

    at_once: int | None
    """Experiments that train at the same time; further ones wait."""
    queued: int | None
    """Experiments that train or wait."""
    epochs: int | None
    """Of all runs of an experiment together."""
    parameters: int | None
    """Of one network."""
    gpu_minutes: int | None
    """Of a session, which ends after three hours without a GPU."""
    megabytes: int | None
    """Of all that belongs to somebody: logs, networks, checkpoints, own tables."""
    place: str = "here"
    """Where they hold, for sentences."""

    @classmethod
    def of_site(cls) -> Limits:
        """Those that the environment sets (playground/settings.py)."""
        site: dict[str, Any] = settings.QUOTAS
        return cls(**site)


NAMES = tuple(each.name for each in fields(Limits) if each.name != "place")


class QuotaManager(models.Manager["Quota"]):
    """Finds what holds."""

    def limits(self, classroom: int | None) -> Limits:
        """What holds in a class, or outside of all classes."""
        return self.all_limits({classroom})[classroom]

    def all_limits(self, classrooms: Collection[int | None]) -> dict[int | None, Limits]:
        """What holds in each of these classes; one query, and none outside of classes."""
        site = Limits.of_site()
        found = dict.fromkeys(classrooms, site)
        if known := [each for each in classrooms if each is not None]:
            found.update({row.classroom_id: row.limits(site) for row in self.filter(classroom__in=known)})
        return found


def limit(words: str, least: int = 1) -> models.PositiveIntegerField[Any, Any]:
    """A number that may be left out."""
    return models.PositiveIntegerField(words, null=True, blank=True, validators=[MinValueValidator(least)])


class Quota(models.Model):
    """The limits of one class. Empty: as on the rest of the site."""

    classroom = models.OneToOneField(Classroom, on_delete=models.CASCADE, related_name="quota")
    at_once = limit("Experiments that train at the same time")
    queued = limit("Experiments that train or wait")
    epochs = limit("Epochs of an experiment, all runs together")
    parameters = limit("Parameters of a network")
    gpu_minutes = limit("GPU minutes in a session", least=0)

    megabytes = limit("Megabytes of experiments and tables")

    objects = QuotaManager()

    def __str__(self) -> str:
        return f"limits of {self.classroom}"

    def limits(self, site: Limits) -> Limits:
        """Those of the site, with what is otherwise in this class."""
        own = {name: value for name in NAMES if (value := getattr(self, name)) is not None}
        return replace(site, **own, place="in your class") if own else site
