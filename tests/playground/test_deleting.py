"""Owners delete their own experiments; whoever was made from one, and whoever looks on, goes on without it."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from playground import storage
from playground.models import Checkpoint, Classroom, Event, Experiment, Owner, Population, Run
from playground.models.weights import Weights
from tests.playground.experiments import SMALL, take_short_turn, train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")


def delete(visitor: Visitor, made: str) -> Any:
    return visitor.delete(f"experiments/{made}")


def test_nothing_is_left_of_it_and_its_room_is_free(visitor: Visitor, finished: str) -> None:
    owner = Experiment.objects.get(public_id=finished).owner_id
    assert storage.taken(owner) > 0
    answer = delete(visitor, finished)
    assert (answer.status_code, answer.content) == (204, b"")
    assert [model.objects.count() for model in (Experiment, Event, Run, Population, Weights, Checkpoint)] == [0] * 6
    assert storage.taken(owner) == 0
    for address in ("", "/events", "/export/csv", "/scene"):
        problems(visitor.get(f"experiments/{finished}{address}"), 404)
    assert Client().get(f"/e/{finished}").status_code == 404
    problems(delete(visitor, finished), 404)


def test_only_its_owner_may_with_cookie_or_token(finished: str) -> None:
    other = Visitor()
    other.makes()
    for stranger in (Visitor(), other, Browser()):
        problems(delete(stranger, finished), 403)
    assert Experiment.objects.filter(public_id=finished).exists()
    browser = Browser()
    made = browser.makes(**SMALL)
    assert browser.client.delete(f"/api/experiments/{made}").status_code == 403  # no proof that the page was ours
    assert delete(browser, made).status_code == 204


def test_what_was_made_from_it_opens_and_branches_as_before(visitor: Visitor, finished: str) -> None:
    made = []
    for route, body in (("fork", {"set": {}}), ("branch", {"epoch": 5, "set": {}}), ("again", None)):
        made.append(strict(visitor.post(f"experiments/{finished}/{route}", body))["id"])
    [(_, sentence)] = problems(delete(visitor, finished), 409)
    assert "just repeating it" in sentence
    train_to_the_end()
    before = [strict(visitor.get(f"experiments/{each}"))["runs"] for each in made]
    assert delete(visitor, finished).status_code == 204
    for each, runs in zip(made, before, strict=True):
        told = strict(visitor.get(f"experiments/{each}"))
        assert (told["parent"], told["runs"]) == (None, runs)
        assert visitor.client.get(f"/e/{each}").status_code == 200
        strict(visitor.get(f"experiments/{each}/scene"))
        again = strict(visitor.post(f"experiments/{each}/branch", {"epoch": 3, "set": {}}))["id"]
        train_to_the_end()
        assert strict(visitor.get(f"experiments/{again}"))["status"]["state"] == "finished"


def test_a_worker_that_trains_it_stops_and_goes_on_with_others(visitor: Visitor) -> None:
    made, other = visitor.makes(**SMALL), visitor.makes(**SMALL)
    take_short_turn()
    assert delete(visitor, made).status_code == 204
    train_to_the_end()
    assert strict(visitor.get(f"experiments/{other}"))["status"]["state"] == "finished"


def test_what_was_pinned_is_pinned_no_more(visitor: Visitor, finished: str) -> None:
    teacher = User.objects.create_user("teacher")
    Owner.objects.of_user(teacher)
    found = Experiment.objects.get(public_id=finished)
    classroom = Classroom.objects.create(title="A class", teacher=teacher, pinned=found)
    assert delete(visitor, finished).status_code == 204
    classroom.refresh_from_db()
    assert classroom.pinned is None
    assert json.loads(visitor.get("experiments").content)["experiments"] == []
