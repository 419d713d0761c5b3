"""A place in a class: a nickname, a role, and the code by which its student comes back from another machine."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare, salted_hmac

from playground.models.owner import Owner
from playground.plain_text import alike

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None looks like another one on a blackboard."""
RETURN_LENGTH = 8
RETURN_SALT = "descent.return-code"


def new_return_code() -> str:
    """40 random bits: with the nickname they open a place from any machine."""
    code = "".join(secrets.choice(LETTERS) for _ in range(RETURN_LENGTH))
    return f"{code[:4]}-{code[4:]}"


def as_typed(code: str) -> str:
    """A code as it was meant: in capitals, without blanks and dashes."""
    return "".join(letter for letter in code[:40].upper() if letter in LETTERS)


def hashed(code: str) -> str:
    """What is kept of a return code. The key of the hash is the server's: a stolen table alone opens nothing."""
    return salted_hmac(RETURN_SALT, as_typed(code), algorithm="sha256").hexdigest()


class Role(models.TextChoices):
    """What somebody is in a class."""

    TEACHER = "teacher"
    STUDENT = "student"
    VIEWER = "viewer"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Asks who is in a class."""

    def active(self) -> MembershipQuerySet:
        """Those who have not left."""
        return self.filter(removed_at=None)

    def unused(self) -> MembershipQuerySet:
        """Places that were prepared and that nobody has come to yet."""
        return self.active().filter(used_at=None).exclude(role=Role.TEACHER)

    def by_nickname(self, nickname: str) -> Membership | None:
        """Who has a nickname that looks like this one."""
        return self.active().filter(nickname_alike=alike(nickname)).first()


class Membership(models.Model):
    """Somebody's place in a class. Whoever leaves frees the nickname; the experiments stay with class and student."""

    classroom = models.ForeignKey("playground.Classroom", on_delete=models.CASCADE, related_name="memberships")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="memberships")
    nickname = models.CharField(max_length=32)
    nickname_alike = models.CharField(max_length=64, editable=False)
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.STUDENT)
    return_code = models.CharField(max_length=64, blank=True, editable=False)
    """Hashed."""
    joined_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    """When somebody came in first; None where a place still waits for whoever brings its code."""
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "nickname_alike"],
                condition=models.Q(removed_at=None),
                name="membership_nickname_unique",
            ),
            models.UniqueConstraint(
                fields=["classroom", "owner"], condition=models.Q(removed_at=None), name="membership_owner_unique"
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.nickname} ({self.role})"

    @classmethod
    def named(cls, nickname: str, code: str, **values: Any) -> Membership:
        """A place that is not written down yet."""
        return cls(nickname=nickname, nickname_alike=alike(nickname), return_code=hashed(code), **values)

    def opens_with(self, code: str) -> bool:
        """Whether this is its code."""
        return bool(self.return_code) and constant_time_compare(self.return_code, hashed(code))

    @transaction.atomic
    def renew_code(self) -> str:
        """A new code. The old one, tokens, and browsers that came in with it are worth nothing from now on."""
        code = new_return_code()
        self.return_code = hashed(code)
        self.save(update_fields=["return_code"])
        Owner.objects.filter(pk=self.owner_id).update(token_version=models.F("token_version") + 1)
        return code

    def came(self) -> None:
        """Somebody has come in with its code."""
        Membership.objects.filter(pk=self.pk, used_at=None).update(used_at=Now())

    @transaction.atomic
    def remove(self) -> None:
        """Out of the class: what others shared with it is no longer to be seen."""
        Membership.objects.filter(pk=self.pk, removed_at=None).update(removed_at=Now())
        self.classroom.readers_changed()

    @transaction.atomic
    def become(self, role: str) -> None:
        """Another role."""
        self.role = role
        self.save(update_fields=["role"])
        self.classroom.readers_changed()
