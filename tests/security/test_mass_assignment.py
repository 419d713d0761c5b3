"""Whoever writes more into a request than its form has changes nothing by it (ASVS 15.3.3)."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from playground.models import Classroom, Experiment, Measurement, Membership, Owner, Population, Role, Run
from tests.security.addresses import doors, filled
from tests.security.cast import EVERYBODY, GUEST, OWNER, TEACHER, Cast
from tests.security.rules import RULES, Answer
from tests.security.test_authorisation import knock

EXTRA: dict[str, Any] = {
    "id": 1, "pk": 1, "public_id": "x" * 22, "owner": 1, "owner_id": 1, "status": "done", "seq": 99, "epoch": 99,
    "limits": {"epochs": 10**9}, "quotas": {}, "visibility": "link", "classroom": 1, "classroom_id": 1, "teacher": 1,
    "role": "teacher", "is_staff": True, "mine": True, "test_openings": 1, "parent": 1, "created": "2020-01-01",
    "token_version": 7, "access": 1, "anonymous": True, "pinned": 1, "fence": 1, "lease_until": None, "__class__": "x",
    "constructor": {}, "csrfmiddlewaretoken": "x",
}  # fmt: skip
BELONGS = {
    "patch /api/experiments/{public_id}/sharing": {"visibility", "anonymous"},
    "post /api/experiments/{public_id}/loss-slice": {"epoch"},
    "post /api/experiments/{public_id}/microscope": {"epoch"},
    "post /api/experiments/{public_id}/branch": {"epoch"},
}
"""Of these names, those that a form has."""
NO_BODY = {"post /api/experiments/{public_id}/again"}
"""It says everything by its address, and never looks at what else it is sent."""


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def writing() -> list[str]:
    written = ("post /api", "patch /api", "put /api", "delete /api")
    return sorted(door for door in RULES if door in doors() and door.startswith(written))


def allowed(door: str) -> str:
    """Somebody who is let in: the owner, if possible."""
    return next(who for who in (OWNER, *EVERYBODY) if RULES[door].answer(who, "private") is Answer.IN)


@pytest.mark.parametrize("door", writing())
def test_fields_that_a_form_does_not_have_are_refused_or_ignored(door: str, cast: Cast) -> None:
    rule, made = RULES[door], cast.experiment("private")
    before = state(made)
    for name, value in EXTRA.items():
        if name in BELONGS.get(door, ()):
            continue
        with transaction.atomic():
            known = set(Experiment.objects.values_list("pk", flat=True))
            body = {**(rule.body or {}), name: value}
            answer = ask_with(cast, door, body, made)
            if door in NO_BODY or door.startswith("delete"):
                assert answer.status_code < 400, (name, answer.content)
            else:
                assert answer.status_code in (409, 422), (name, answer.status_code, answer.content)
            if answer.status_code >= 400:
                assert state(made) == before, name
            for new in Experiment.objects.exclude(pk__in=known):
                assert (new.owner, new.seq, new.test_openings) == (cast.owner, 0, 0), name
            assert Measurement.objects.exclude(owner=cast.owner).count() == 0
            transaction.set_rollback(True)
    assert state(made) == before


def ask_with(cast: Cast, door: str, body: dict[str, Any], made: Experiment) -> Any:
    rule = RULES[door]
    changed = type(rule)(rule.answer, body, rule.fills)
    return knock(cast, allowed(door), door, changed, made)


def state(made: Experiment) -> list[Any]:
    """Everything that stands in its rows, what no form may name included, and everybody's rights."""
    of_it = [model.objects.filter(experiment=made).order_by("pk").values_list() for model in (Population, Run)]
    rows = [Experiment.objects.filter(pk=made.pk).values_list(), *of_it, Owner.objects.order_by("pk").values_list()]
    return [list(each) for each in rows]


def test_a_form_that_fits_is_taken_so_this_test_can_fail(cast: Cast) -> None:
    made = cast.experiment("private")
    for door in writing():
        with transaction.atomic():
            answer = knock(cast, allowed(door), door, RULES[door], made)
            assert answer.status_code in (200, 201, 202, 204, 409, 422), (door, answer.content)
            assert "There is no such" not in answer.content.decode(), (door, answer.content)
            transaction.set_rollback(True)


def forms() -> list[str]:
    return sorted(door for door in RULES if door in doors() and door.startswith("post /") and " /api/" not in door)


FITS = {"title": "Another", "nickname": "Emmy", "names": "Emmy", "amount": 1, "username": "emmy", "first_name": "x"}
"""Enough for most forms to be taken."""


def rights(cast: Cast) -> list[Any]:
    """Who is staff, who teaches what, and who has more than a student's place."""
    classes = Classroom.objects.filter(pk__in=(cast.classroom.pk, cast.elsewhere.pk))
    placed = Membership.objects.filter(classroom__in=classes).exclude(role=Role.STUDENT)
    return [
        *get_user_model().objects.order_by("pk").values_list("pk", "username", "is_staff", "is_superuser"),
        *classes.order_by("pk").values_list("pk", "teacher", "pinned"),
        *placed.order_by("pk").values_list("pk", "owner", "role"),
        *Owner.objects.exclude(user=None).order_by("pk").values_list("pk", "user"),
    ]


@pytest.mark.parametrize("door", forms())
def test_no_form_of_a_page_gives_anybody_more_rights(door: str, cast: Cast) -> None:
    made = cast.experiment("private")
    address = filled(door.removeprefix("post "), cast.classroom.code, key=str(cast.mate.pk))
    before = rights(cast)
    for who in (GUEST, OWNER, TEACHER):
        for role in ("teacher", "owner"):
            extra = {**EXTRA, "is_superuser": True, "user": 1, "role": role, "wish": role, "pinned": made.pk}
            form = {**{name: str(value) for name, value in extra.items()}, **FITS}
            with transaction.atomic():
                assert cast.browsers[who].post(address, form).status_code < 500
                assert rights(cast) == before, (who, role)
                transaction.set_rollback(True)


def test_a_place_is_taken_with_these_forms_so_this_test_can_fail(cast: Cast) -> None:
    cast.browsers[GUEST].post(f"/join/{cast.classroom.code}", {**FITS, "role": "teacher"})
    assert cast.classroom.memberships.get(nickname="Emmy").role == Role.STUDENT
