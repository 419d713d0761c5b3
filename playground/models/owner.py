"""Who an experiment belongs to: a guest or a student, known by a session cookie or by a token, or a teacher."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Now

TOKEN_SALT = "descent.api-token"
HEAD_START = timedelta(seconds=2)
"""Whoever has just come passes those who were served within this time, and nobody who waits longer."""
SESSION_GAP = timedelta(hours=3)
"""So long without a GPU, and the minutes of a session count anew."""


class OwnerManager(models.Manager["Owner"]):
    """Finds owners by what a request carries."""

    def by_token(self, token: str) -> Owner | None:
        """The owner whom a token speaks for; None for a forged or withdrawn one."""
        try:
            content = Signer(salt=TOKEN_SALT).unsign_object(token)
            return self.filter(pk=content["owner"], token_version=content["version"]).first()
        except (BadSignature, KeyError, TypeError, ValueError):
            return None

    def of_user(self, user: User) -> Owner:
        """The owner that a teacher is."""
        return self.get_or_create(user=user)[0]

    def in_line(self) -> QuerySet[Owner]:
        """Those who have something to do, in the order in which they are served."""
        return self.filter(turn__isnull=False).order_by("turn", "pk")

    def join(self, *owners: int) -> None:
        """Let them stand in line. Who is in it already keeps her place: coming twice moves nobody."""
        self.filter(pk__in=owners, turn=None).update(turn=Now() - HEAD_START)

    def serve(self, owner: int) -> None:
        """It is her turn now; she goes to the end of the line."""
        self.filter(pk=owner).update(turn=Now())

    def charge_gpu(self, owner: int, seconds: float) -> None:
        """Add to what she has used of GPUs in this session."""
        new = Case(When(gpu_used_at__gt=Now() - SESSION_GAP, then=F("gpu_seconds") + seconds), default=seconds)
        self.filter(pk=owner).update(gpu_seconds=new, gpu_used_at=Now())

    def gpu_seconds(self, owner: int) -> float:
        """What she has used of GPUs in this session."""
        used = self.filter(pk=owner, gpu_used_at__gt=Now() - SESSION_GAP).values_list("gpu_seconds", flat=True)
        return used.first() or 0.0


class Owner(models.Model):
    """Someone who makes experiments. `turn` is her place in the line of the fair queue (playground/line.py)."""

    created = models.DateTimeField(auto_now_add=True)
    turn = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    """The earliest is next. Null: she is not in the line, because nothing is left to do for her."""
    gpu_seconds = models.FloatField(default=0.0)
    gpu_used_at = models.DateTimeField(null=True, blank=True)
    """GPU time of this session, and when some was used last."""
    token_version = models.PositiveIntegerField(default=1)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    """Set for teachers, who log in; students and guests have no account."""

    objects = OwnerManager()

    def __str__(self) -> str:
        return str(self.user) if self.user_id else f"guest {self.pk}"

    @property
    def token(self) -> str:
        """Proves ownership to the API. Signed, not stored; raising `token_version` withdraws it."""
        return Signer(salt=TOKEN_SALT).sign_object({"owner": self.pk, "version": self.token_version})
