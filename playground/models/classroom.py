"""A class: who teaches it, its code, and how people come into it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from playground.models.membership import LETTERS, Membership, Role, as_typed, new_return_code
from playground.models.owner import Owner

if TYPE_CHECKING:
    from playground.models.experiment import Experiment

CODE_LENGTH = 6
MOST_MEMBERS = 500


class CannotJoin(Exception):
    """There is no place under this nickname; the message says why."""


def new_code() -> str:
    """The code of a class: short enough to be read aloud. It lets people in until the teacher closes the door."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


class ClassroomManager(models.Manager["Classroom"]):
    """Makes and finds classes."""

    @transaction.atomic
    def found(self, title: str, user: User) -> Classroom:
        """A new class with its teacher in it."""
        classroom = self.create(title=title, teacher=user)
        classroom.admit(user.get_username()[:32], Owner.objects.of_user(user), Role.TEACHER)
        return classroom

    def by_code(self, code: str) -> Classroom | None:
        """The class of a code, however it was typed."""
        return self.filter(code=as_typed(code)).first()


class Classroom(models.Model):
    """One class. Its code may change; what belongs to it stays."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    title = models.CharField(max_length=120)
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="classrooms")
    open = models.BooleanField(default=True)
    """Whether new students may join; who is in comes back all the same."""
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    """From then on it is read, and nothing is added or changed."""
    pinned = models.ForeignKey(
        "playground.Experiment", on_delete=models.SET_NULL, null=True, blank=True, related_name="pinned_in"
    )
    """The experiment that the teacher shows to everybody."""
    lesson_order = models.JSONField(default=list, blank=True)
    """Names of lessons as the teacher ordered them; empty for the order of the course."""

    objects = ClassroomManager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The wall, where the class meets."""
        return f"/class/{self.code}"

    @property
    def takes_students(self) -> bool:
        """Whether somebody new may join."""
        return self.open and self.archived_at is None

    def admit(self, nickname: str, owner: Owner | None = None, role: str = Role.STUDENT) -> tuple[Membership, str]:
        """A place under a nickname that nobody in the class has, and the code to come back with.

        Without an owner a new one is made. Whoever comes second under a nickname leaves nothing behind.
        """
        try:
            with transaction.atomic():
                # One after another, so that the last place is given away once.
                Classroom.objects.select_for_update().only("pk").get(pk=self.pk)
                if self.memberships.active().count() >= MOST_MEMBERS:
                    raise CannotJoin(f"This class is full: {MOST_MEMBERS} people are in it.")
                code = new_return_code()
                member = Membership.named(nickname, code, classroom=self, owner=owner or Owner.objects.create())
                member.role = role
                if role == Role.TEACHER:
                    member.return_code = ""  # teachers log in
                member.save(force_insert=True)
        except IntegrityError:
            raise CannotJoin("Somebody in this class has this nickname already. Choose another one.") from None
        return member, code

    @transaction.atomic
    def prepare(self, nicknames: Iterable[str], role: str = Role.STUDENT) -> list[tuple[Membership, str]]:
        """Places for all of these, or for none of them."""
        made = []
        for nickname in nicknames:
            try:
                made.append(self.admit(nickname, role=role))
            except CannotJoin as refused:
                raise CannotJoin(f"{nickname}: {refused}") from None
        return made

    def free_names(self, amount: int, role: str) -> list[str]:
        """Nicknames for places that are numbered: "Student 1", "Student 2", those that nobody has."""
        taken = set(self.memberships.active().values_list("nickname", flat=True))
        numbers = range(1, MOST_MEMBERS + amount + 1)
        free = (f"{role.capitalize()} {number}" for number in numbers)
        return [name for name in free if name not in taken][:amount]

    def change_code(self) -> None:
        """The old code and its links lead nowhere from now on."""
        self.code = new_code()
        self.save(update_fields=["code"])

    @transaction.atomic
    def pin(self, experiment: Experiment | None) -> None:
        """Show an experiment to everybody in the class, whether its owner shared it or not; None shows no more."""
        self.pinned = experiment
        self.save(update_fields=["pinned"])
        self.readers_changed()

    def archive(self, archived: bool) -> None:
        """Keep it as it is, for reading; or take it back into use."""
        self.archived_at = timezone.now() if archived else None
        self.save(update_fields=["archived_at"])

    @transaction.atomic
    def dissolve(self) -> None:
        """There is no such class any more. Experiments stay with who made them; its places and codes are gone."""
        self.readers_changed()
        self.delete()

    def readers_changed(self) -> None:
        """Open sockets of its experiments ask again whether they may listen."""
        self.experiments.update(access=models.F("access") + 1)
