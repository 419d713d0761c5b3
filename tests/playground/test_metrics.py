"""Figures for Prometheus: readable with the token or from this machine, and what the book says."""

from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from playground.models import Owner, Worker
from tests.playground.experiments import make

TOKEN = "a long token for whoever collects figures"


def read(**headers: str) -> dict[tuple[str, ...], float]:
    """(name, values of its labels …) → figure."""
    answer = Client().get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.content.decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_they_tell_queue_nodes_and_storage(owner: Owner) -> None:
    make(owner)
    make(owner)
    Worker.seen("north:1", "cpu", load=0.5, slices=2.0)
    found = read()
    assert found["descent_populations", "waiting"] == 2
    assert found["descent_populations", "failed"] == 0
    assert found["descent_runnable",] == 2
    assert found["descent_workers", "cpu", "training", "north"] == 1
    assert found["descent_worker_load", "cpu", "training", "north"] == 0.5
    assert found["descent_broker_up",] == 1
    assert found["descent_database_bytes",] > 100_000
    assert found["descent_home_free_bytes",] > 0
    assert found["descent_taken_bytes",] > 10_000, "what waits may come to take that"
    assert found["process_resident_memory_bytes",] > 0


def test_answers_are_counted_by_route_and_not_by_address(owner: Owner) -> None:
    key = ("descent_http_seconds_count", "GET", "e/<slug:id>", "404")
    before = read().get(key, 0)
    for number in range(3):
        Client().get(f"/e/nobody-has-this-{number}")
    found = read()
    assert found[key] == before + 3
    assert not [name for name in found if "nobody" in str(name)]


def test_invented_methods_are_counted_as_one(owner: Owner) -> None:
    for number in range(3):
        Client().generic(f"METHOD{number}", "/metrics")
    found = read()
    assert found["descent_http_seconds_count", "other", "metrics", "405"] >= 3
    assert not [name for name in found if "METHOD1" in name]


@pytest.mark.parametrize(
    ("remote", "headers"),
    [
        ("192.0.2.7", {}),
        ("", {}),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
    ],
)
def test_to_others_there_is_nothing_here(remote: str, headers: dict[str, str], owner: Owner) -> None:
    answer = Client(REMOTE_ADDR=remote).get("/metrics", headers=headers)
    assert answer.status_code == 404
    assert b"descent_" not in answer.content


@pytest.mark.parametrize("sent", ["", TOKEN, "Bearer wrong", "Bearer ", f"Bearer {TOKEN}é", f"Bearer {TOKEN} "])
def test_with_a_token_only_the_token_opens_it(sent: str, owner: Owner, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", headers={"Authorization": sent}).status_code == 404
    assert read(Authorization=f"Bearer {TOKEN}")["descent_broker_up",] == 1


def test_behind_a_proxy_a_token_is_needed(owner: Owner, settings: Any) -> None:
    settings.HTTPS = True
    assert Client().get("/metrics", secure=True).status_code == 404
