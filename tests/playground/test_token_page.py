"""The page of tokens: made with a name, scopes and an end, shown once, listed, and taken back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from playground.models import ApiToken, Owner
from playground.models.api_token import MOST_TOKENS, hashed
from tests.playground.classes import Pupil, Teacher, Visiting
from tests.playground.requests import Visitor, strict

pytestmark = pytest.mark.usefixtures("owner")
SECRET = re.compile(r"descent_[\w-]{43}")


def made_by(person: Visiting, **fields: object) -> str:
    """The secret that the page shows."""
    answer = person.send("/tokens", **{"name": "My notebook", "scopes": ["read"], "days": 7, **fields})
    assert answer.status_code == 200, answer.content
    [secret] = set(SECRET.findall(answer.content.decode()))
    return secret


def test_a_token_is_shown_once_and_only_its_hash_is_kept() -> None:
    teacher = Teacher()
    secret = made_by(teacher)
    kept = ApiToken.objects.get()
    assert kept.secret == hashed(secret)
    assert secret not in repr(vars(kept))
    page = teacher.look("/tokens").content.decode()
    assert "My notebook" in page
    assert secret not in page
    assert kept.start in page
    assert timedelta(days=6) < kept.expires_at - timezone.now() < timedelta(days=7)


def test_a_student_of_a_class_makes_one_and_a_program_works_with_it() -> None:
    pupil = Pupil().joins(Teacher().classroom, "Ada")
    program = Visitor(made_by(pupil, scopes=["train", "read"]))
    made = strict(program.post("experiments", {"stopping": {"epochs": 1}}))
    told = strict(program.get(f"experiments/{made['id']}"))
    assert told["mine"]
    assert (told["sharing"]["author"], told["sharing"]["visibility"]) == ("Ada", "private")
    assert ApiToken.objects.get().used_at is not None


def test_guests_are_told_where_tokens_are_made_for_them() -> None:
    guest = Visiting()
    guest.makes()
    assert "join yours with its code" in guest.look("/tokens").content.decode()
    assert guest.send("/tokens", name="x", scopes=["read"], days=7).status_code == 403
    assert not ApiToken.objects.exists()


def test_what_is_missing_or_wrong_is_told_at_its_field() -> None:
    teacher = Teacher()
    wrong = [
        ({"name": ""}, "required"),
        ({"name": "a\u202eb"}, "turn the writing around"),
        ({"name": "x" * 61}, "at most 60"),
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["read", "everything"]}, "not one of the available choices"),
        ({"days": 10_000}, "not one of the available choices"),
    ]
    for fields, sentence in wrong:
        answer = teacher.send("/tokens", **{"name": "A", "scopes": ["read"], "days": 7, **fields})
        assert answer.status_code == 422, fields
        assert sentence in answer.content.decode(), fields
    assert not ApiToken.objects.exists()


def test_what_is_revoked_is_gone_from_the_list_and_opens_nothing() -> None:
    teacher = Teacher()
    program = Visitor(made_by(teacher))
    assert program.get("datasets").status_code == 200
    assert teacher.send(f"/tokens/{ApiToken.objects.get().pk}/revoke").status_code == 302
    assert program.get("datasets").status_code == 403
    assert ApiToken.objects.get().start not in teacher.look("/tokens").content.decode()


def test_nobody_revokes_the_token_of_another() -> None:
    made_by(Teacher())
    other = Teacher("gauss")
    assert other.send(f"/tokens/{ApiToken.objects.get().pk}/revoke").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_nobody_hoards_tokens() -> None:
    teacher = Teacher()
    owner = Owner.objects.of_user(teacher.user)
    for number in range(MOST_TOKENS):
        ApiToken.objects.issue(owner, f"token {number}", ["read"], 1)
    answer = teacher.send("/tokens", name="one more", scopes=["read"], days=7)
    assert answer.status_code == 422
    assert "Revoke one first" in answer.content.decode()
