"""A measurement: a short question about a spec or a run that a worker answers while a page waits for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from playground.models.experiment import new_public_id
from playground.models.owner import Owner

PATIENCE = timedelta(seconds=10)
"""Whoever has not asked for this long has gone; the work is dropped."""
KEPT = timedelta(hours=1)


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """The queue of what is to be measured. All times are the database's own clock."""

    def wanted(self) -> MeasurementQuerySet:
        """Not answered yet, and somebody waits for the answer."""
        return self.filter(state__in=(Measurement.WAITING, Measurement.RUNNING), wanted_until__gt=Now())

    def free(self) -> MeasurementQuerySet:
        """Wanted, and no worker holds it."""
        return self.wanted().filter(Q(lease_until__isnull=True) | Q(lease_until__lt=Now()))

    def fairest_first(self) -> MeasurementQuerySet:
        """In the order of the line in which those who train stand as well."""
        return self.order_by(F("owner__turn").asc(nulls_last=True), "pk")

    @transaction.atomic
    def ask(self, owner: Owner, kind: str, request: dict[str, Any]) -> Measurement:
        """Write down a question; an earlier one of that kind that has no answer yet is dropped.

        The caller rings the bell after commit.
        """
        self.filter(owner=owner, kind=kind, state__in=(Measurement.WAITING, Measurement.RUNNING)).delete()
        Owner.objects.join(owner.pk)
        return self.create(owner=owner, kind=kind, request=request, wanted_until=Now() + PATIENCE)

    def look(self, public_id: str) -> Measurement | None:
        """One to tell about; whoever looks still wants it."""
        self.filter(public_id=public_id).update(wanted_until=Now() + PATIENCE)
        return self.filter(public_id=public_id).first()

    def forget(self) -> None:
        """Drop what is old: pages have shown it, or nobody waits."""
        self.filter(created__lt=Now() - KEPT).delete()


class Measurement(models.Model):
    """A lease protects it as one protects populations: whoever has lost it reports in vain."""

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="measurements")
    kind = models.CharField(max_length=12)
    """The name of one in playground/measuring.py."""
    request = models.JSONField()
    state = models.CharField(max_length=8, default=WAITING)
    result = models.JSONField(null=True)
    """What is known so far."""
    problems = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    wanted_until = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    """Chosen anew by whoever takes it: the fence."""
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "wanted_until"], name="measurement_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.owner_id}"
