"""Tokens for programs at every door: each opens what its scopes name, and nothing that its owner may not do."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from playground.access.scopes import CLASS, POST, READ, SCOPES, TRAIN
from playground.identity import identify_socket
from playground.models import ApiToken, Experiment, Owner
from tests.security.addresses import doors
from tests.security.cast import GUEST, MATE, OWNER, TEACHER, VIEWER, Cast
from tests.security.rules import RULES, Rule
from tests.security.test_authorisation import ask, named, told

OF_ONE = "/api/experiments/{public_id}"
OPENS: dict[str, set[str]] = {
    READ: {
        *(f"get /api/{name}" for name in ("", "docs", "openapi.json", "schema", "surfaces/schema")),
        *(f"get /api/{name}" for name in ("datasets", "nodes", "experiments", "exports")),
        *(f"post /api/{name}" for name in ("cost", "plan", "rules", "formulas", "scene", "scene/clips")),
        "get /api/datasets/waveforms/clips",
        "post /api/datasets/inspect",
        "get /api/measurements/{public_id}",
        f"get {OF_ONE}",
        *(f"get {OF_ONE}/{name}" for name in (
            "events", "history", "importance", "networks", "scene", "scene/clips", "times", "trials", "weights", "test",
            "export/{form}",
        )),
        *(f"get /e/<slug:id>{name}" for name in ("", "/embed", "/preview.png")),
        "socket /ws/experiments/<slug:id>",
    },
    TRAIN: {
        *(f"post /api/{name}" for name in ("experiments", "datasets", "range-test", "curvature")),
        "delete /api/measurements/{public_id}",
        *(f"post /api/lessons/{{slug}}/{name}" for name in ("start", "seen")),
        f"patch {OF_ONE}",
        f"delete {OF_ONE}",
        f"patch {OF_ONE}/sharing",
        *(f"post {OF_ONE}/{name}" for name in (
            "fork", "branch", "again", "loss-slice", "microscope", "control", "changes", "test",
        )),
    },
    POST: {"post /api/posted", *(f"post /api/posted/{{public_id}}/{name}" for name in ("epochs", "finish"))},
    CLASS: {"get /api/classes/{code}/wall", "get /api/classes/{code}/results", "socket /ws/classes/<str:code>"},
}  # fmt: skip
"""Every door that a token for programs opens, under the scope that it takes; all others are closed to them."""
UNGUARDED = {"get /metrics", "get /health", "get /health/live", "get /health/ready"}
"""They ask nobody who they are."""
REFUSALS = (b"This token lacks the scope", b"Tokens for programs cannot do this")


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def program(owner: Owner, *scopes: str) -> Client:
    """A program with a token of these scopes."""
    _, secret = ApiToken.objects.issue(owner, "a test", scopes, 1)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def over_http() -> list[str]:
    return sorted(door for door in RULES if door in doors() and not door.startswith("socket") and door not in UNGUARDED)


def test_every_scope_names_doors_that_there_are() -> None:
    assert set(OPENS) == set(SCOPES)
    assert set().union(*OPENS.values()) - doors() == set()
    assert sum(map(len, OPENS.values())) == len(set().union(*OPENS.values()))


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_opens_the_doors_of_its_scope_and_no_others(scope: str, cast: Cast) -> None:
    made, wrong = cast.experiment("private"), []
    cast.browsers["program"] = program(cast.owner, scope)
    for door in over_http():
        answer = knock(cast, "program", door, RULES[door], made)
        refused = answer.status_code == 403 and any(words in answer.content for words in REFUSALS)
        if refused is (door in OPENS[scope]):
            wrong.append((door, answer.status_code, answer.content[:200]))
        # Whoever is let in with one token is never handed the one that may do everything.
        assert cast.owner.token.encode() not in answer.content, door
    assert wrong == []


def test_the_administration_is_closed_to_every_token(cast: Cast) -> None:
    with_all = program(cast.owner, *SCOPES)
    for door in sorted(door for door in doors() if door.startswith("get /admin/")):
        assert with_all.get(door.removeprefix("get ").replace("<path:object_id>", "1")).status_code in (403, 404), door


@pytest.mark.parametrize("who", [MATE, VIEWER, TEACHER, GUEST])
@pytest.mark.parametrize("visibility", ["private", "class", "link"])
def test_no_token_may_do_more_than_its_owner(who: str, visibility: str, cast: Cast) -> None:
    made, wrong = cast.experiment(visibility), []
    owner = owner_of(cast, who)
    cast.browsers["token"] = Client(headers={"Authorization": f"Bearer {owner.token}"})
    cast.browsers["program"] = program(owner, *SCOPES)
    for door in sorted(set().union(*OPENS.values()) & set(over_http())):
        may, does = (told(knock(cast, each, door, RULES[door], made)) for each in ("token", "program"))
        if may is not does:
            wrong.append((door, may, does))
    assert wrong == []


def owner_of(cast: Cast, who: str) -> Owner:
    if who == TEACHER:
        return Owner.objects.of_user(cast.classroom.teacher)
    if who == GUEST:
        return Owner.objects.get(pk=cast.browsers[GUEST].session["owner"])
    return cast.classroom.memberships.get(nickname=who).owner


def knock(cast: Cast, who: str, door: str, rule: Rule, experiment: Experiment) -> Any:
    with transaction.atomic():
        answer = ask(cast, who, door, rule, named(cast, rule, experiment))
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize(("path", "scope"), [("/ws/experiments/x", READ), ("/ws/classes/ABCDEF", CLASS)])
def test_a_socket_knows_only_tokens_of_its_scope(path: str, scope: str, cast: Cast) -> None:
    for each in SCOPES:
        _, secret = ApiToken.objects.issue(cast.owner, "a test", [each], 1)
        asking = {"headers": [(b"authorization", f"Bearer {secret}".encode())], "path": path}
        assert identify_socket(asking) == (cast.owner if each == scope else None), each


def test_what_is_made_with_a_token_brings_no_stronger_one(cast: Cast) -> None:
    _, secret = ApiToken.objects.issue(cast.owner, "a test", [TRAIN], 1)
    mine = Client(headers={"Authorization": f"Bearer {secret}"})
    for address in ("/api/experiments", "/api/curvature"):
        body = "{}" if address.endswith("experiments") else json.dumps({"spec": {}})
        answer = mine.post(address, body, content_type="application/json")
        assert answer.json()["token"] == secret, address


def test_a_token_that_was_revoked_expired_or_withdrawn_opens_nothing(cast: Cast) -> None:
    made = cast.experiment("link")
    for spoil in (
        {"revoked_at": "2026-01-01T00:00Z"},
        {"expires_at": "2026-01-01T00:00Z"},
        {"owner_version": 7},
        {"secret": "0" * 64},
    ):
        mine = program(cast.owner, *SCOPES)
        assert mine.get(f"/api/experiments/{made.public_id}").status_code == 200
        ApiToken.objects.filter(name="a test").update(**spoil)
        answer = mine.get(f"/api/experiments/{made.public_id}")
        assert (answer.status_code, b"This token is not valid" in answer.content) == (403, True), spoil
        ApiToken.objects.all().delete()


def test_whoever_renews_the_own_code_withdraws_the_tokens(cast: Cast) -> None:
    mine = program(cast.owner, READ)
    assert mine.get("/api/datasets").status_code == 200
    cast.classroom.memberships.get(nickname=OWNER).renew_code()
    assert mine.get("/api/datasets").status_code == 403


def test_the_tokens_of_an_account_that_is_closed_open_nothing(cast: Cast) -> None:
    mine = program(Owner.objects.of_user(cast.classroom.teacher), CLASS)
    address = f"/api/classes/{cast.classroom.code}/results"
    assert mine.get(address).status_code == 200
    cast.classroom.teacher.is_active = False
    cast.classroom.teacher.save()
    assert mine.get(address).status_code == 403
