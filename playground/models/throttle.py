"""Counts what went wrong lately, so that nobody can try codes and passwords for ever."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

WINDOW = timedelta(minutes=10)


class ThrottleManager(models.Manager["Throttle"]):
    """Keeps one row per thing that is tried."""

    def exhausted(self, key: str, most: int) -> bool:
        """Whether this went wrong too often lately."""
        return self.filter(key=_hashed(key), since__gt=Now() - WINDOW, count__gte=most).exists()

    def note(self, key: str) -> None:
        """It went wrong once more. Its window begins with the first time; those of the past are swept away."""
        key = _hashed(key)
        old = Q(since__lte=Now() - WINDOW)
        with transaction.atomic():
            self.filter(old).exclude(key=key).delete()
            self.bulk_create([self.model(key=key, count=0, since=Now())], ignore_conflicts=True)
            self.filter(key=key).update(
                count=Case(When(old, then=1), default=F("count") + 1),
                since=Case(When(old, then=Now()), default=F("since")),
            )


class Throttle(models.Model):
    """How often one thing went wrong since a moment; the key is hashed, addresses of visitors are kept nowhere."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    objects = ThrottleManager()

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"


def _hashed(key: str) -> str:
    return salted_hmac("descent.throttle", key, algorithm="sha256").hexdigest()
