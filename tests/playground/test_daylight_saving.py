"""Hours stay hours where clocks are put back or forward, and wherever the server stands (row 70)."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Now
from django.utils import timezone

from playground import queue
from playground.models import Assignment, Event, Owner, Population, Throttle, Worker
from playground.nodes import nodes
from tests.playground.classes import Pupil, Teacher
from tests.playground.experiments import SMALL, make, population_of, train_to_the_end
from tests.playground.requests import strict

FORTH, BACK = datetime(2040, 3, 25, 1, tzinfo=UTC), datetime(2040, 10, 28, 1, tzinfo=UTC)
"""When the clocks of Berlin go from two to three, and from three to two."""
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture(autouse=True, params=["Europe/Berlin", "America/St_Johns"])
def zone(request: pytest.FixtureRequest, settings: Any) -> str:
    """Where the server believes to be; Descent itself always says UTC."""
    settings.TIME_ZONE = request.param
    assert timezone.get_current_timezone_name() == request.param
    return str(request.param)


def test_a_worker_is_seen_a_lease_held_and_an_attempt_remembered(owner: Owner) -> None:
    make(owner)
    Worker.seen("north:1", "cpu")
    assert Worker.objects.alive().count() == 1
    Worker.objects.update(last_seen=Now() - timedelta(seconds=5))
    assert 5 <= nodes()[0]["last_seen_seconds"] < 600
    assert queue.claim("one") is not None
    assert queue.claim("another") is None
    Population.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert queue.claim("another") is not None
    Throttle.objects.note("a code")
    assert Throttle.objects.exhausted("a code", 1)
    Throttle.objects.update(since=Now() - timedelta(minutes=11))
    assert not Throttle.objects.exhausted("a code", 1)


def test_a_lease_over_the_change_is_as_long_as_any(owner: Owner) -> None:
    population = population_of(make(owner))
    held = Population.objects.filter(pk=population.pk)
    spans = (timedelta(hours=1), timedelta(days=1), timedelta(days=30))
    for began, span in itertools.product((FORTH - HALF_AN_HOUR, BACK - HALF_AN_HOUR), spans):
        held.update(lease_until=Value(began, DateTimeField()) + span)
        population.refresh_from_db()
        assert population.lease_until == began + span
        assert held.filter(lease_until__gt=Value(began + span, DateTimeField()) - timedelta(seconds=1)).exists()
        since = ExpressionWrapper(F("lease_until") - Value(began, DateTimeField()), DurationField())
        assert held.annotate(since=since).get().since == span


def test_a_deadline_in_the_hour_that_comes_twice(owner: Owner) -> None:
    teacher = Teacher()
    ada = Pupil().joins(teacher.classroom, "Ada")
    task = {"title": "A circle", "lesson": "/?dataset=circle", "metric": "validation_accuracy", "target": 0.01}
    address = f"classes/{teacher.classroom.code}"
    for deadline in ("2040-10-28T02:30:00+02:00", "2040-10-28T02:30:00+01:00"):
        assert teacher.post(f"{address}/assignments", {**task, "deadline": deadline}).status_code == 201
    first, second = Assignment.objects.order_by("pk")
    assert (first.deadline, second.deadline) == (BACK - HALF_AN_HOUR, BACK + HALF_AN_HOUR)
    ada.makes(**SMALL)
    train_to_the_end()
    Event.objects.update(created=BACK)
    late, early = sorted(strict(teacher.get(f"{address}/wall"))["assignments"], key=lambda each: str(each["deadline"]))
    assert (late["deadline"], early["deadline"]) == ("2040-10-28T00:30:00+00:00", "2040-10-28T01:30:00+00:00")
    assert [(each["reached"], each["late"]) for each in (late, early)] == [(0, 1), (1, 0)]
    assert {each["who"][0]["at"] for each in (late, early)} == {"2040-10-28T01:00:00+00:00"}


def test_a_seat_names_its_times_in_utc(owner: Owner) -> None:
    teacher = Teacher()
    ada = Pupil().joins(teacher.classroom, "Ada")
    ada.makes(**SMALL)
    owner.experiments.model.objects.update(created=BACK)
    page = ada.look(f"/join/{teacher.classroom.code}").content.decode()
    assert '<time datetime="2040-10-28T01:00:00+00:00">28 October, 01:00 UTC</time>' in page
