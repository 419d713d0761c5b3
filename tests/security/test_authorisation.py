"""Every door of the site, and everybody in front of it: who is let in, who may only read, from whom it is hidden."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from playground.models import Experiment, Measurement
from tests.security.addresses import doors, filled
from tests.security.cast import EVERYBODY, GUEST, OTHER_TEACHER, TEACHER, Cast
from tests.security.rules import RULES, Answer, Rule, anybody, rule_of

KINDS = [("private", True), ("class", True), ("link", True), ("link", False)]
"""How an experiment may be shared, in a class and outside of all."""
QUERIES = {"clips": "?split=train", "networks": "?runs=1"}


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def over_http() -> list[str]:
    """All but the admin's; one without a rule fails in tests/test_architecture_doors.py."""
    return sorted(door for door in RULES if door in doors() and not door.startswith("socket"))


@pytest.mark.parametrize("door", over_http())
def test_everybody_is_answered_as_the_rules_say(door: str, cast: Cast) -> None:
    rule, wrong = RULES[door], []
    for visibility, in_class in KINDS if rule.fills == "experiment" and rule.answer is not anybody else KINDS[3:]:
        made = cast.experiment(visibility, in_class=in_class)
        for who in EVERYBODY:
            with transaction.atomic():
                answer = knock(cast, who, door, rule, made)
                transaction.set_rollback(True)
            # Outside of its class an experiment knows no teacher.
            stranger = who == TEACHER and not in_class and rule.fills == "experiment"
            expected = rule.answer(OTHER_TEACHER if stranger else who, visibility)
            if told(answer) is not expected:
                wrong.append((who, visibility, in_class, expected.value, answer.status_code, answer.content[:200]))
    assert wrong == []


@pytest.mark.parametrize("desired", ["run", "step"])
def test_a_teacher_halts_what_a_student_trains_and_starts_nothing(desired: str, cast: Cast) -> None:
    made = cast.experiment("private")
    address = f"/api/experiments/{made.public_id}/control"
    for body, status in (({"desired": desired}, 403), ({"desired": "pause"}, 200), ({"desired": "stop"}, 200)):
        answer = cast.browsers[TEACHER].post(address, json.dumps(body), content_type="application/json")
        assert answer.status_code == status, body


def test_what_is_hidden_looks_like_what_does_not_exist(cast: Cast) -> None:
    hidden, nothing = cast.experiment("private").public_id, "x" * 22
    for door in over_http():
        rule = RULES[door]
        if rule.fills != "experiment" or rule.answer(GUEST, "private") is not Answer.HIDDEN:
            continue
        told_of_it, told_of_nothing = (ask(cast, GUEST, door, rule, name) for name in (hidden, nothing))
        assert told_of_it.status_code == told_of_nothing.status_code == 404, door
        assert told_of_it.content.replace(hidden.encode(), nothing.encode()) == told_of_nothing.content, door


def test_the_admin_is_for_staff_alone(cast: Cast) -> None:
    for door in sorted(door for door in doors() if door.startswith("get /admin/")):
        rule = rule_of(door)
        assert rule
        for who in EVERYBODY:
            with transaction.atomic():
                answer = ask(cast, who, door, rule, "1")
                transaction.set_rollback(True)
            if rule.answer(who, "") is Answer.LOGIN:
                assert answer.status_code == 302, (door, who)
                assert answer["Location"].startswith(("/admin/login/", "/login")), (door, who)
            else:
                assert answer.status_code < 500, (door, who)


def knock(cast: Cast, who: str, door: str, rule: Rule, experiment: Experiment) -> HttpResponse:
    """The answer to somebody who asks for this experiment, or for a question about it."""
    return ask(cast, who, door, rule, named(cast, rule, experiment))


def named(cast: Cast, rule: Rule, experiment: Experiment) -> str:
    """What the id in an address is."""
    if rule.fills == "measurement":
        return Measurement.objects.ask(cast.owner, "curvature", {}).public_id
    return cast.classroom.code if rule.fills == "class" else experiment.public_id


def ask(cast: Cast, who: str, door: str, rule: Rule, name: str) -> HttpResponse:
    method, _, address = door.partition(" ")
    address = filled(address, name, key=str(cast.mate.pk))
    address += QUERIES.get(address.rpartition("/")[2], "")
    values: dict[str, Any] = {}
    if method != "get":
        values = {"data": "" if rule.body is None else json.dumps(rule.body), "content_type": "application/json"}
    answer: HttpResponse = getattr(cast.browsers[who], method)(address, **values)
    return answer


def told(answer: HttpResponse) -> Answer | None:
    """What an answer means; a refusal of what was asked for comes only after one is let in."""
    if answer.status_code in (401, 403):
        return Answer.READ_ONLY
    if answer.status_code == 302 and answer["Location"].startswith("/login"):
        return Answer.LOGIN
    if answer.status_code == 404:
        return Answer.HIDDEN
    # 503 is what the health page says where no worker is.
    return Answer.IN if answer.status_code < 500 or answer.status_code == 503 else None
