"""A token for programs: a name, what it may do, and until when. Only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from playground.models.owner import Owner

PREFIX = "descent_"
"""So that people, and the scanners of code hosts, recognise one that was left lying about."""
MOST_TOKENS = 20
NOTED_EVERY = timedelta(minutes=1)


def hashed(secret: str) -> str:
    """What is kept of a token. It holds 256 random bits: nobody tries them all, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Makes tokens, and finds them by what a request carries."""

    def issue(self, owner: Owner, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
        """A new token, and its secret: the only time that anybody sees it."""
        secret = PREFIX + secrets.token_urlsafe(32)
        made = self.create(
            owner=owner,
            owner_version=owner.token_version,
            name=name,
            scopes=sorted(scopes),
            secret=hashed(secret),
            start=secret[: len(PREFIX) + 4],
            expires_at=timezone.now() + timedelta(days=days),
        )
        return made, secret

    def valid(self) -> ApiTokenQuerySet:
        """Neither revoked nor expired, of owners who were not made to come in again since, nor shut out."""
        alive = Q(owner__user=None) | Q(owner__user__is_active=True)
        return self.filter(alive, revoked_at=None, expires_at__gt=Now(), owner_version=F("owner__token_version"))

    def by_secret(self, secret: str) -> ApiToken | None:
        """The token that a program brings; None for one that is worth nothing any more."""
        return self.valid().select_related("owner").filter(secret=hashed(secret)).first()


class ApiToken(models.Model):
    """One token of an owner. `start` is what its list shows of it."""

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="api_tokens")
    owner_version = models.PositiveIntegerField()
    """Of the owner's own tokens: whoever renews a code, or is told to come in again, withdraws these as well."""
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    secret = models.CharField(max_length=64, unique=True, editable=False)
    """Hashed."""
    start = models.CharField(max_length=16, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    """When it was used last, to a minute."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    def note_used(self) -> None:
        """It was used; written down once a minute at most, so that reading stays reading."""
        if self.used_at is None or timezone.now() - self.used_at > NOTED_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(used_at=Now())

    def revoke(self) -> None:
        """From now on it is worth nothing."""
        ApiToken.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=Now())
