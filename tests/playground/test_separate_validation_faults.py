"""What happens to those who train and those who validate changes nothing of the result."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from playground import queue, validation, validation_queue
from playground.models import Checkpoint, Event, Experiment, Owner, Snapshot, State
from tests.playground.experiments import events_of, make, population_of, straight, take_short_turn, take_turn
from tests.playground.separate import EARLY, same_as_in_line, validate, validate_one, work_to_the_end


def test_a_validator_that_dies_loses_nothing(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    assert validation_queue.claim("one that dies") is not None
    assert validate() is False, "it is held"
    Snapshot.objects.update(lease_until=Now() - timedelta(seconds=1))
    work_to_the_end()
    same_as_in_line(experiment)


def test_a_validator_that_wakes_too_late_reports_in_vain(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    slow = validation_queue.claim("a slow one")
    assert slow is not None
    found = validation._evaluate(slow, "cpu", lambda: False)
    Snapshot.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert validate_one() is True
    before = len(events_of(experiment))
    with pytest.raises(queue.LostLease):
        validation_queue.report(slow, found)
    assert len(events_of(experiment)) == before
    work_to_the_end()
    same_as_in_line(experiment)


def test_two_validators_may_report_in_any_order(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = make(owner, **EARLY)
    claims = []
    for _ in range(6):
        take_short_turn()
        claims.append(validation_queue.claim("one of them"))
    for claim in reversed(claims):
        assert claim is not None
        validation_queue.report(claim, validation._evaluate(claim, "cpu", lambda: False))
        take_short_turn()
    work_to_the_end()
    same_as_in_line(experiment)


def test_what_kills_its_validators_is_ended(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    for _ in range(queue.MOST_ATTEMPTS):
        assert validation_queue.claim("one that dies") is not None
        Snapshot.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert validate() is False
    event = events_of(experiment)[-1]
    assert event["type"] == "run_failed"
    assert event["reason"] == "Validation crashed 3 times in a row and was given up."
    assert population_of(experiment).state == State.FAILED
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("kept", [1, 0], ids=["the newest checkpoint", "all checkpoints"])
def test_damaged_checkpoints_change_nothing(kept: int, owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = make(owner, **EARLY)
    damaged = 0

    def train() -> bool:
        nonlocal damaged
        worked = take_short_turn()
        if population_of(experiment).epoch in (9, 15) and damaged < 6:
            newest = list(Checkpoint.objects.order_by("pk").values_list("pk", flat=True))[kept:]
            damaged += Checkpoint.objects.filter(pk__in=newest).update(sha256="0" * 64)
        return worked

    work_to_the_end(train, validate_one)
    assert damaged >= 2
    same_as_in_line(experiment)


@pytest.mark.parametrize("hurt", [False, True], ids=["undisturbed", "checkpoints damaged"])
def test_several_runs_end_each_as_in_line(hurt: bool, owner: Owner, a_commit_an_epoch: None) -> None:
    runs = [{"name": f"η = {rate}", "set": {"optimizer.learning_rate": rate}} for rate in (0.3, 0.03, 1.0)]
    experiment = make(owner, **EARLY, vary={"kind": "list", "runs": runs})
    damaged = 0

    def train() -> bool:
        nonlocal damaged
        worked = take_short_turn()
        if hurt and worked and population_of(experiment).epoch % 15 == 0:
            damaged += Checkpoint.objects.update(sha256="0" * 64)
        return worked

    work_to_the_end(train, validate_one)
    assert damaged or not hurt
    ended = {event["run"]: event for event in straight(experiment) if event["type"] == "run_finished"}
    told = [event for event in events_of(experiment) if event["type"] == "run_finished"]
    assert {event["run"]: {name: event[name] for name in event if name != "seq"} for event in told} == ended
    assert len(told) == len(runs)
    assert len({event["epochs"] for event in told}) == 3
    late = [(event["run"], event["epoch"]) for event in events_of(experiment) if event["type"] == "validation_ended"]
    assert len(set(late)) == len(late)


def test_a_table_that_is_gone_ends_the_run_in_words(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    validation._prepared.clear()
    Experiment.objects.update(spec={**experiment.spec, "data": {**experiment.spec["data"], "dataset": "table-gone"}})
    assert validate() is True
    assert events_of(experiment)[-1]["reason"] == 'The data set "table-gone" does not exist here.'


def test_the_log_never_holds_a_figure_that_is_not_finite(owner: Owner) -> None:
    experiment = make(
        owner, data={"dataset": "plane", "samples": 60}, network={"hidden": []},
        optimizer={"kind": "sgd", "learning_rate": 10}, validation={"separate_worker": True}, stopping={"epochs": 12},
    )  # fmt: skip
    work_to_the_end()
    assert Event.objects.filter(experiment=experiment).exists()
    same_as_in_line(experiment)
