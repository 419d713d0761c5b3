"""Who an experiment belongs to: today a guest, known by a session cookie or by a token."""

from __future__ import annotations

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


class Owner(models.Model):
    """Someone who makes experiments. `last_served` is the moment of the last slice: the fair queue goes by it."""

    created = models.DateTimeField(auto_now_add=True)
    last_served = models.DateTimeField(null=True, blank=True, db_index=True)
    token_version = models.PositiveIntegerField(default=1)

    objects = OwnerManager()

    def __str__(self) -> str:
        return f"guest {self.pk}"

    @property
    def token(self) -> str:
        """Proves ownership to the API. Signed, not stored; raising `token_version` withdraws it."""
        return Signer(salt=TOKEN_SALT).sign_object({"owner": self.pk, "version": self.token_version})
