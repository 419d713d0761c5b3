"""Whatever is sent to whatever door, the server does not fail: it answers, or refuses in the one form (ASVS 2.2.1)."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from playground.models import Experiment
from tests.security.addresses import doors
from tests.security.cast import OWNER, TEACHER, TOKEN, Cast
from tests.security.fuzzing import ANYTHING, DEFAULTS, FUZZ, TEXTS, TIMEOUT, as_sent, faulty
from tests.security.rules import RULES

# For the database of this file's own `cast`: it is made for tests that are marked.
pytestmark = pytest.mark.django_db
QUERY = st.dictionaries(
    st.sampled_from(["after", "limit", "points", "first", "last", "run", "runs", "epoch", "epochs", "split", "desired",
                     "most_runs", "seed", "signal_features", "signal_to_noise"]),
    TEXTS | st.sampled_from(["0", "1", "-1", "9" * 30, "1.5", "nan", "", "１", "newest", "1,2,3", "train", "test"]),
    max_size=3,
)  # fmt: skip
BODIES = {"post /api/experiments/{public_id}/changes": {"set": {"optimizer.learning_rate": 0.1, "schedule": {}}},
          "post /api/range-test": {"spec": DEFAULTS, "low": 0.1, "high": 1, "steps": 10},
          "post /api/curvature": {"spec": DEFAULTS}}  # fmt: skip
"""Richer ones than those of the rules."""
SPECS = ("post /api/experiments", "post /api/cost", "post /api/plan")
SLOW = {"post /api/scene", "post /api/scene/clips", "post /api/datasets", "post /api/datasets/inspect"}
"""They start a process for what fits; texts of tables have a corpus and a fuzz of their own in tests/training."""


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Any:
    """One for all cases, which each leave nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Cast()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(cast: Cast) -> Experiment:
    return cast.experiment("private")


def ask(cast: Cast, door: str, made: Experiment, body: bytes, query: dict[str, str], kind: str) -> HttpResponse:
    method, _, address = door.partition(" ")
    gaps = {"public_id": made.public_id, "form": "csv", "code": cast.classroom.code, "key": str(cast.mate.pk)}
    for name, value in gaps.items():
        address = address.replace(f"{{{name}}}", value)
    query = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    browser = cast.browsers[TEACHER if "/api/classes/" in door else TOKEN]
    browser.raise_request_exception = False
    with transaction.atomic():
        answer: HttpResponse = browser.generic(method.upper(), address, body, content_type=kind, query_params=query)
        transaction.set_rollback(True)
    return answer


def in_order(answer: HttpResponse) -> None:
    assert answer.status_code < 500, answer.content[:500]
    if answer.status_code != 204 and answer["Content-Type"].startswith("application/json"):
        said = json.loads(answer.content, parse_constant=refuse)
        if answer.status_code >= 400:
            assert said["problems"]
            assert all(isinstance(one["loc"], str) and one["msg"] for one in said["problems"])
            assert "Traceback" not in answer.content.decode()


def refuse(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


API = sorted(
    door
    for door in doors()
    if door in RULES and (" /api/experiments" in door or " /api/classes" in door or door.startswith("post /api"))
)
KINDS = st.sampled_from(["application/json"] * 8 + ["text/plain", "multipart/form-data; boundary=x", "x", ""])


@pytest.mark.timeout(TIMEOUT)
@FUZZ
@given(door=st.sampled_from(SPECS), spec=faulty(DEFAULTS))
def test_a_spec_with_faults_is_taken_or_refused(door: str, spec: dict[str, Any], cast: Cast, made: Experiment) -> None:
    in_order(ask(cast, door, made, as_sent(spec), {}, "application/json"))


@pytest.mark.timeout(TIMEOUT)
@FUZZ
@given(data=st.data())
def test_a_body_with_faults_is_taken_or_refused_at_every_door(data: Any, cast: Cast, made: Experiment) -> None:
    door = data.draw(st.sampled_from([door for door in API if not door.startswith("get") and door not in SLOW]))
    whole = BODIES.get(door) or RULES[door].body or {"set": {}}
    body = data.draw(faulty(whole) if whole != {} else ANYTHING)
    in_order(ask(cast, door, made, as_sent(body), data.draw(QUERY), data.draw(KINDS)))


@pytest.mark.timeout(TIMEOUT)
@FUZZ
@given(door=st.sampled_from(API), body=st.binary(max_size=60), query=QUERY, kind=KINDS)
def test_any_bytes_and_any_question_are_answered(
    door: str, body: bytes, query: dict[str, str], kind: str, cast: Cast, made: Experiment
) -> None:
    in_order(ask(cast, door, made, body, query, kind))


def test_these_cases_reach_what_they_are_about(cast: Cast, made: Experiment) -> None:
    for door in SPECS:
        assert ask(cast, door, made, as_sent(DEFAULTS), {}, "application/json").status_code < 300
    assert OWNER in cast.browsers
