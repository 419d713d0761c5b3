"""What goes wrong beside a run is not counted against it, is told as "later", and never takes a worker for good."""

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError

from playground import queue
from playground.models import Experiment, Owner, Population, State
from tests.playground.experiments import figures, make, population_of, straight, take_turn
from tests.playground.requests import Visitor, problems

REFUSALS = [OperationalError("database or disk is full"), InterfaceError("the connection is closed")]


@pytest.mark.parametrize("refusal", REFUSALS, ids=["full", "closed"])
def test_a_database_in_trouble_costs_no_attempt(
    refusal: Exception, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = make(owner)
    commit = queue.commit

    def refuse(*_: Any) -> None:
        raise refusal

    monkeypatch.setattr(queue, "commit", refuse)
    for _ in range(2 * queue.MOST_ATTEMPTS):
        assert take_turn()
        population = population_of(experiment)
        assert (population.attempts, population.lease_until) == (0, None)
        assert take_turn() is False  # it rests a moment
        Population.objects.update(not_before=None)
    monkeypatch.setattr(queue, "commit", commit)
    while take_turn():
        pass
    assert population_of(experiment).state == State.FINISHED
    assert figures(experiment) == straight(experiment)


@pytest.mark.parametrize("refusal", REFUSALS, ids=["full", "closed"])
def test_a_page_without_a_database_says_later(refusal: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise refusal

    monkeypatch.setattr("playground.views.experiment_to_read", refuse)
    answer = Visitor().client.get("/e/anything")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "one moment" in answer.content.decode().lower()
    assert str(refusal) not in answer.content.decode()


def test_what_really_breaks_stays_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret details")

    monkeypatch.setattr("playground.views.experiment_to_read", break_down)
    answer = Visitor().client.get("/e/anything")
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_full_disk_is_told_as_that(visitor: Visitor, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Experiment.objects, "start", refuse)
    [(_, sentence)] = problems(visitor.post("experiments", {}), 503)
    assert sentence.startswith("The storage of the server is full")
