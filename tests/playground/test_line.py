"""The line: owners have one turn after another, whatever each of them asks for, and whoever comes later."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models.functions import Now

from playground import control, line, measurement_queue, queue, turns
from playground.models import Change, Desired, Event, Experiment, Measurement, Owner, Population, Run, State
from playground.models import owner as owner_module
from playground.outcome import Outcome
from playground.place import places
from playground.work import work_for
from tests.playground.experiments import SMALL, make, take_short_turn


def copies(owner: Owner, count: int) -> None:
    """Many experiments that wait, written at once."""
    spec = make(owner).spec
    made = Experiment.objects.bulk_create([Experiment(owner=owner, spec=spec) for _ in range(count - 1)])
    populations = Population.objects.bulk_create([Population(experiment=each, number=1) for each in made])
    Run.objects.bulk_create(
        [Run(experiment=each.experiment, population=each, number=1, epochs=12) for each in populations]
    )


def serve() -> int:
    """A worker's turn as short as it can be; returns whose it was."""
    held = queue.claim("a worker")
    assert held is not None
    body = {"type": "epoch_ended", "run": 1, "epoch": held.epoch + 1, "train_loss": 0.5}
    queue.commit(held, Outcome([body], held.epoch + 1, b"state", release=True))
    return int(held.experiment.owner_id)


def test_of_two_hundred_runs_the_third_starts_when_all_others_have_started(owner: Owner) -> None:
    copies(owner, 200)
    others = [Owner.objects.create() for _ in range(29)]
    for other in others:
        make(other)
    order: list[int] = []
    while order.count(owner.pk) < 3:
        order.append(serve())
    assert Run.objects.filter(experiment__owner=owner).exclude(epoch=0).count() == 3
    assert {each.pk for each in others} <= set(order)


def test_real_workers_start_everybody_before_the_third_run_of_a_greedy_one(owner: Owner) -> None:
    copies(owner, 40)
    others = [Owner.objects.create() for _ in range(9)]
    for other in others:
        make(other)
    while Run.objects.filter(experiment__owner__in=others, state=State.WAITING).exists():
        assert take_short_turn()
    started = Event.objects.filter(body__contains='"run_started"').order_by("pk")
    first = list(started.values_list("experiment__owner", flat=True))
    assert Counter(first)[owner.pk] <= 2
    assert len(set(first)) == 10


def test_parallel_workers_serve_an_owner_once_a_round(owner: Owner) -> None:
    copies(owner, 50)
    others = [Owner.objects.create() for _ in range(12)]
    for other in others:
        make(other)
    barrier = threading.Barrier(4)

    def work() -> None:
        try:
            barrier.wait(10)
            for _ in range(4):
                assert queue.claim("a worker") is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for each in [pool.submit(work) for _ in range(4)]:
            each.result()
    claims = Population.objects.filter(fence=1).order_by("lease_until").values_list("experiment__owner", "lease_until")
    hers = [until for pk, until in claims if pk == owner.pk]
    assert len(hers) == 4  # first she and the 12 others, once each; then she alone, and no worker stands idle
    assert sum(pk != owner.pk and until > hers[1] for pk, until in claims) < 4  # those that were just being served


def test_workers_that_find_one_owner_alone_all_serve_her(owner: Owner) -> None:
    copies(owner, 8)
    barrier = threading.Barrier(4)

    def work() -> bool:
        try:
            barrier.wait(10)
            return queue.claim("a worker") is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(each.result() for each in [pool.submit(work) for _ in range(4)])


def test_who_has_just_come_passes_those_who_were_served_a_moment_ago(owner: Owner) -> None:
    make(owner)
    serve()
    new = Owner.objects.create()
    make(new)
    assert [serve(), serve()] == [new.pk, owner.pk]


def test_a_stream_of_new_guests_crowds_nobody_out(owner: Owner) -> None:
    make(owner)
    serve()
    Owner.objects.filter(pk=owner.pk).update(turn=Now() - 2 * owner_module.HEAD_START)
    for _ in range(20):
        make(Owner.objects.create())
    assert serve() == owner.pk, "she has waited for longer than the head start of those who come"


def test_a_stream_of_new_measurements_crowds_out_no_training(owner: Owner) -> None:
    make(owner)
    serve()
    Owner.objects.filter(pk=owner.pk).update(turn=Now() - 2 * owner_module.HEAD_START)
    for _ in range(5):
        Measurement.objects.ask(Owner.objects.create(), "range-test", {})
    assert measurement_queue.claim() is None
    assert serve() == owner.pk
    assert [measurement_queue.claim() is not None for _ in range(6)] == [True] * 5 + [False]


def test_a_measurement_waits_for_nobody_whom_this_worker_may_not_train(owner: Owner, settings: LazySettings) -> None:
    settings.QUOTAS = {**settings.QUOTAS, "gpu_minutes": 0}
    make(owner)
    Measurement.objects.ask(Owner.objects.create(), "range-test", {})
    assert queue.claim("a worker", "cuda") is None
    assert measurement_queue.claim("cuda") is not None


def test_a_second_run_neither_loses_nor_wins_a_place(owner: Owner) -> None:
    make(owner)
    Owner.objects.filter(pk=owner.pk).update(turn=Now() - timedelta(seconds=30))
    before = Owner.objects.get(pk=owner.pk).turn
    make(owner)
    assert Owner.objects.get(pk=owner.pk).turn == before


def test_who_has_nothing_to_do_leaves_the_line_and_comes_back(owner: Owner) -> None:
    experiment = make(owner)
    control.desire(experiment, Desired.PAUSE)
    line.tidy()
    assert Owner.objects.in_line().exists(), "she may come back within a moment"
    Owner.objects.update(turn=Now() - 2 * line.LINGER)
    line.tidy()
    assert not Owner.objects.in_line().exists()
    assert queue.claim("a worker") is None
    control.desire(experiment, Desired.RUN)
    assert queue.claim("a worker") is not None


@pytest.mark.parametrize("wish", ["change", "stop"])
def test_what_is_wished_for_at_rest_is_served(wish: str, owner: Owner) -> None:
    experiment = make(owner)
    take_short_turn()
    control.desire(experiment, Desired.PAUSE)
    Owner.objects.update(turn=None)
    assert queue.claim("a worker") is None
    if wish == "change":
        control.change(experiment, {"optimizer.learning_rate": 0.2})
        assert Change.objects.count() == 1
    else:
        control.stop_run(experiment, 1)
    assert Owner.objects.in_line().exists()
    assert queue.claim("a worker") is not None


@pytest.mark.parametrize("mender", ["worker", "reaper"])
def test_who_is_missing_in_the_line_is_found(mender: str, owner: Owner) -> None:
    make(owner)
    Measurement.objects.ask(Owner.objects.create(), "range-test", {})
    Owner.objects.update(turn=None)
    if mender == "reaper":
        line.tidy()
        assert Owner.objects.in_line().count() == 2
    assert queue.claim("a worker") is not None


def test_whoever_stands_behind_needs_no_hurry(owner: Owner) -> None:
    make(owner)
    held = queue.claim("a worker")
    assert held is not None
    other = Owner.objects.create()
    make(other)
    assert turns.turn_seconds(held) == 0
    Owner.objects.filter(pk=other.pk).update(turn=Now() + timedelta(seconds=1))
    assert turns.turn_seconds(held) == turns.LONGEST_TURN


def steps_of(job: Callable[[], object]) -> int:
    """What a job costs the database, in steps of SQLite's machine: the same on every computer, however busy."""
    counted = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: counted.append(1), 10)
    try:
        job()
    finally:
        connection.connection.set_progress_handler(None, 10)
    return 10 * len(counted)


def costs_of_a_turn() -> dict[str, int]:
    """What a worker asks of the database for each turn, and what a second of the whole site asks for."""
    held: list[queue.Claim] = []

    def claim() -> None:
        found = queue.claim("a worker")
        assert found is not None
        held.append(found)

    waiting = Experiment.objects.filter(populations__state=State.WAITING).earliest("pk")
    return {
        "a claim": steps_of(claim),
        "the length of a turn": steps_of(lambda: turns.turn_seconds(held[-1])),
        "whether somebody waits": steps_of(lambda: line.waits(work_for("cpu", ""))),
        "places": steps_of(lambda: places([waiting], {"cpu": 2})),
        "tidying up": steps_of(line.tidy),
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts its steps")
def test_a_turn_costs_as_much_with_ten_thousand_waiting(owner: Owner) -> None:
    for _ in range(60):
        make(Owner.objects.create(), **SMALL)
    few = costs_of_a_turn()
    for _ in range(50):
        copies(Owner.objects.create(), 200)
    assert Population.objects.runnable().count() > 10_000
    many = costs_of_a_turn()
    print("\nsteps of the database with 60 and with 10,000 waiting")
    for name, steps in many.items():
        print(f"{name:>24} {few[name]:>9,} {steps:>9,}")
    for name in ("a claim", "the length of a turn", "whether somebody waits"):
        assert many[name] < 2 * few[name]
    for name in ("places", "tidying up"):  # look at everybody, but no more than once
        assert many[name] < 60 * 10_000
