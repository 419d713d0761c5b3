"""Who may ask for something: a class with its people, people of another class, guests, and nobody."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from playground.identity import CLASS_KEY, SESSION_KEY
from playground.models import ApiToken, Assignment, Classroom, Experiment, Owner, Role, Visibility
from training.spec import Spec

NOBODY, GUEST, OWNER, TOKEN, MATE, VIEWER, TEACHER = (
    "nobody", "guest", "owner", "token", "classmate", "viewer", "teacher",
)  # fmt: skip
LEFT, ELSEWHERE, OTHER_TEACHER, STAFF = "left the class", "student elsewhere", "teacher elsewhere", "staff"
EVERYBODY = (
    NOBODY, GUEST, OWNER, TOKEN, MATE, VIEWER, TEACHER, LEFT, ELSEWHERE, OTHER_TEACHER, STAFF,
)  # fmt: skip
STRANGERS = {NOBODY, GUEST, LEFT, ELSEWHERE, OTHER_TEACHER, STAFF}


class Cast:
    """All of them, each with a browser or a program of their own."""

    def __init__(self) -> None:
        self.browsers: dict[str, Client] = {NOBODY: Client()}
        teacher, other, staff = (self._user(name) for name in (TEACHER, OTHER_TEACHER, STAFF))
        staff.is_staff = staff.is_superuser = True
        staff.save()
        self.classroom = Classroom.objects.found("Ours", teacher)
        self.elsewhere = Classroom.objects.found("Another", other)
        self.owner = self._student(OWNER, self.classroom)
        self._student(MATE, self.classroom)
        self.mate = self.classroom.memberships.get(nickname=MATE)
        # A key in an address names a member, a task or a token, so all have the same.
        Assignment.objects.create(pk=self.mate.pk, classroom=self.classroom, title="A task", target=0.9)
        mine, _ = ApiToken.objects.issue(self.owner, "of the owner", ["read"], 1)
        ApiToken.objects.filter(pk=mine.pk).update(id=self.mate.pk)
        self._student(VIEWER, self.classroom, Role.VIEWER)
        self._student(ELSEWHERE, self.elsewhere)
        self._student(LEFT, self.classroom)
        self.classroom.memberships.filter(nickname=LEFT).update(removed_at="2026-01-01T00:00Z")
        self._comes_back(GUEST, Owner.objects.create())
        self.browsers[TOKEN] = Client(headers={"Authorization": f"Bearer {self.owner.token}"})

    def experiment(self, visibility: str, *, in_class: bool = True) -> Experiment:
        """One of the owner's, as visible as they chose."""
        classroom = self.classroom if in_class else None
        made = Experiment.objects.start(Spec(), self.owner, classroom=classroom, desired="pause")
        made.visibility = Visibility(visibility)
        made.save(update_fields=["visibility"])
        return made

    def _user(self, name: str) -> object:
        user = get_user_model().objects.create_user(name.replace(" ", "-"), password="a long pass phrase")
        self.browsers[name] = Client()
        self.browsers[name].force_login(user)
        return user

    def _student(self, name: str, classroom: Classroom, role: str = Role.STUDENT) -> Owner:
        member, _ = classroom.admit(name, role=role)
        self._comes_back(name, member.owner, classroom)
        return member.owner

    def _comes_back(self, name: str, owner: Owner, classroom: Classroom | None = None) -> None:
        self.browsers[name] = Client()
        session = self.browsers[name].session
        session[SESSION_KEY] = owner.pk
        if classroom:
            session[CLASS_KEY] = classroom.pk
        session.save()
        self.browsers[name].cookies["sessionid"] = session.session_key
