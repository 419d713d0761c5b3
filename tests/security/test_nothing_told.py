"""What answers and logs give away: no id to guess, no secret, no line that a visitor wrote (ASVS 16.4, 16.5)."""

import json
import logging
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from playground.models import Experiment, Measurement, Owner
from playground.models.experiment import new_public_id
from tests.security.addresses import doors
from tests.security.cast import GUEST, OWNER, Cast
from tests.security.rules import RULES
from tests.security.test_authorisation import ask

INNER = {"pk", "owner", "owner_id", "user", "user_id", "token", "session", "password", "code_hash", "fence"}
SECRET = "/home/descent/secret: SECRET_KEY"


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def test_ids_have_128_random_bits() -> None:
    made = [new_public_id() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert {len(each) for each in made} == {22}
    # Of 64 signs, each place but the last shows all but a few in two thousand draws: nothing is counted up.
    assert all(len({each[place] for each in made}) > 60 for place in range(21))
    random.seed(7)
    first = new_public_id()
    random.seed(7)
    assert new_public_id() != first, "whoever has seen enough ids could compute the next one"


def test_what_belongs_together_in_time_has_nothing_in_common(cast: Cast) -> None:
    made = [cast.experiment("link").public_id for _ in range(3)]
    made += [Measurement.objects.ask(cast.owner, "curvature", {}).public_id for _ in range(3)]
    assert all(len(each) >= 22 for each in made)
    assert len({each[:4] for each in made}) == len(made)


def keys(values: Any) -> Iterator[str]:
    """All names in a document."""
    if isinstance(values, dict):
        yield from values
    for inner in values.values() if isinstance(values, dict) else values if isinstance(values, list) else ():
        yield from keys(inner)


def test_no_answer_names_a_row_or_its_owner(cast: Cast) -> None:
    made, seen = cast.experiment("link"), 0
    for door in sorted(door for door in RULES if door in doors() and door.startswith("get /api/experiments/")):
        answer = ask(cast, GUEST, door, RULES[door], made.public_id)
        assert str(cast.owner.token) not in answer.content.decode(errors="replace")
        if answer["Content-Type"].startswith("application/json"):
            assert set(keys(json.loads(answer.content))) & INNER == set(), door
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("address", ["/api/experiments/" + "x" * 22, "/e/" + "x" * 22])
def test_a_failure_of_the_server_says_nothing_about_it(
    address: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(type(Experiment.objects), "get_queryset", fail)
    monkeypatch.setattr(type(Owner.objects), "by_token", fail)
    browser = Client(raise_request_exception=False, headers={"Authorization": "Bearer x"})
    answer = browser.get(address)
    assert answer.status_code == 500
    for word in ("secret", "SECRET_KEY", "Traceback", "RuntimeError", ".py"):
        assert word not in answer.content.decode()


@pytest.mark.parametrize("name", ["path", "query", "agent", "token", "host"])
def test_no_visitor_writes_lines_into_the_log(name: str, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    text = "x\r\n2026-01-01 00:00:00 CRITICAL playground: forged \x1b[31m"
    coded = "x%0d%0a2026-01-01%20CRITICAL%20forged%1b[31m"
    headers = {"agent": {"User-Agent": text}, "token": {"Authorization": text}, "host": {"Host": text}}.get(name, {})
    addresses = {"path": [f"/{coded}", f"/e/{coded}", f"/api/{coded}"], "query": [f"/?a={coded}", f"/nothing?{coded}"]}
    with caplog.at_level(logging.INFO):
        for address in addresses.get(name, ["/nothing", "/", "/api/experiments/x"]):
            cast.browsers[OWNER].raise_request_exception = False
            cast.browsers[OWNER].get(address, headers=headers)
            cast.browsers[OWNER].post(address, headers=headers)
    assert caplog.records
    if name == "path":
        assert any("forged" in record.getMessage() for record in caplog.records)
    for record in caplog.records:
        assert record.getMessage().isprintable(), record.getMessage()
