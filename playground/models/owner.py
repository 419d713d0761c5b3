"""Who an experiment belongs to: a guest or a student, known by a session cookie or by a token, or a teacher."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import models

TOKEN_SALT = "descent.api-token"


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


class Owner(models.Model):
    """Someone who makes experiments. `last_served` is the moment of the last slice: the fair queue goes by it."""

    created = models.DateTimeField(auto_now_add=True)
    last_served = models.DateTimeField(null=True, blank=True, db_index=True)
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
