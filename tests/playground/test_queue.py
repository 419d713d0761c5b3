"""The queue: fair claims, leases by the database's clock, and commits that only the holder can make."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models.functions import Now

from playground import control, queue, reaper, turns
from playground.models import Change, Checkpoint, Desired, Event, Experiment, Owner, Population, Run, State
from playground.outcome import Outcome
from playground.queue import Claim, LostLease
from playground.wishes import wishes_of
from tests.playground.experiments import events_of, make, population_of

THREADS = 6


def claim(worker: str = "a worker") -> Claim:
    found = queue.claim(worker)
    assert found is not None
    return found


def epoch_ended(epoch: int) -> dict[str, Any]:
    return {"type": "epoch_ended", "run": 1, "epoch": epoch, "train_loss": 0.5}


def advance(held: Claim, **changes: Any) -> None:
    """Commit one more epoch."""
    epoch = held.epoch + 1
    queue.commit(held, Outcome([epoch_ended(epoch)], epoch, b"state", **changes))


def expire(experiment: Experiment) -> None:
    Population.objects.filter(experiment=experiment).update(lease_until=Now() - timedelta(milliseconds=50))


def in_parallel(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run all at once, each in a thread with a database connection of its own."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(10)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_who_was_served_longest_ago_comes_next(owner: Owner) -> None:
    other, third = Owner.objects.create(), Owner.objects.create()
    first, second = make(owner), make(owner)
    others, thirds = make(other), make(third)
    assert [claim().experiment for _ in range(4)] == [first, others, thirds, second]


def test_of_one_owner_those_come_first_that_never_had_a_turn(owner: Owner) -> None:
    old, new = make(owner), make(owner)
    held = claim()
    assert held.experiment == old
    advance(held, release=True)
    assert claim().experiment == new


def test_a_hundred_experiments_of_one_owner_do_not_hold_up_another(owner: Owner) -> None:
    for _ in range(100):
        make(owner)
    advance(claim(), release=True)
    late = make(Owner.objects.create())
    assert claim().experiment == late
    turns = [claim().experiment.owner_id for _ in range(2)]
    assert turns == [owner.pk, owner.pk]


def test_nothing_is_claimed_twice(owner: Owner) -> None:
    make(owner)
    claim()
    assert queue.claim("another") is None


def test_parallel_workers_never_hold_the_same_population(owner: Owner) -> None:
    for _ in range(20):
        make(Owner.objects.create())
    names = [f"worker {number}" for number in range(THREADS)]

    def grab(name: str) -> list[tuple[int, int]]:
        held = []
        while Population.objects.runnable().exists():
            if (found := queue.claim(name)) is not None:
                held.append((found.population.pk, found.fence))
        return held

    results = in_parallel([lambda name=name: grab(name) for name in names])
    counts = Counter(pk for held in results for pk, _ in held)
    assert len(counts) == 20
    assert set(counts.values()) == {1}
    assert sum(bool(held) for held in results) > 1  # they really did it side by side


def test_a_lease_that_ran_out_is_taken_over(owner: Owner) -> None:
    experiment = make(owner)
    late = claim("late")
    expire(experiment)
    assert claim("next").fence == late.fence + 1


def test_each_claim_without_a_commit_has_more_time(owner: Owner) -> None:
    experiment = make(owner)
    for seconds in (5, 10, 20):
        assert claim()
        left = Population.objects.filter(lease_until__gt=Now() + timedelta(seconds=0.9 * seconds))
        assert left.exists()
        assert not left.filter(lease_until__gt=Now() + timedelta(seconds=seconds)).exists()
        expire(experiment)


def test_who_lost_the_lease_cannot_commit(owner: Owner) -> None:
    experiment = make(owner)
    late = claim("late")
    expire(experiment)
    winner = claim("winner")
    with pytest.raises(LostLease):
        advance(late)
    assert events_of(experiment) == []
    advance(winner)
    with pytest.raises(LostLease):
        advance(late)
    assert [event["epoch"] for event in events_of(experiment)] == [1]
    assert Checkpoint.objects.count() == 1


def test_an_expired_lease_that_nobody_took_still_commits(owner: Owner) -> None:
    experiment = make(owner)
    slow = claim()
    expire(experiment)
    advance(slow)
    assert population_of(experiment).epoch == 1


def test_a_commit_from_another_epoch_is_refused(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()
    Population.objects.update(epoch=3)
    with pytest.raises(LostLease):
        advance(held)
    assert events_of(experiment) == []


@pytest.mark.parametrize("state", [State.FINISHED, State.FAILED])
def test_nothing_follows_the_end(state: str, owner: Owner) -> None:
    experiment = make(owner)
    held = claim()
    Population.objects.update(state=state)
    with pytest.raises(LostLease):
        advance(held)
    assert events_of(experiment) == []
    expire(experiment)
    assert queue.claim("another") is None


def test_of_two_commits_at_the_same_moment_one_wins(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()

    def attempt() -> bool:
        mine = Claim(held.population, Experiment.objects.get(pk=experiment.pk), held.fence, held.epoch)
        try:
            advance(mine)
        except LostLease:
            return False
        return True

    assert sorted(in_parallel([attempt] * THREADS)) == [False] * (THREADS - 1) + [True]
    assert len(events_of(experiment)) == 1


def test_a_refused_commit_writes_nothing_at_all(owner: Owner) -> None:
    experiment = make(owner)
    change = Change.objects.create(experiment=experiment, settings={"optimizer.learning_rate": 0.1})
    late = claim("late")
    expire(experiment)
    claim("winner")
    outcome = Outcome([epoch_ended(1)], 1, b"state", {1: (b"weights", None)}, [change.pk], State.FINISHED, release=True)
    before = list(Population.objects.values())
    with pytest.raises(LostLease):
        queue.commit(late, outcome)
    assert list(Population.objects.values()) == before
    assert (Event.objects.count(), Checkpoint.objects.count()) == (0, 0)
    assert Run.objects.get().weights is None
    assert Population.objects.get().changes_seen < Change.objects.get().pk


def test_an_error_in_the_middle_of_a_commit_undoes_all_of_it(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()
    nan = {**epoch_ended(2), "weight_norm": float("nan")}
    with pytest.raises(ValueError, match="not JSON compliant"):
        queue.commit(held, Outcome([epoch_ended(1), nan], 2, b"state"))
    assert events_of(experiment) == []
    assert Experiment.objects.get().seq == 0
    assert population_of(experiment).epoch == 0
    advance(held)  # and the holder can go on
    assert Experiment.objects.get().seq == 1


def test_a_commit_renews_the_lease_and_a_release_ends_it(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()
    Population.objects.update(lease_until=Now() + timedelta(milliseconds=200))
    advance(held)
    assert Population.objects.filter(lease_until__gt=Now() + timedelta(seconds=3)).exists()
    advance(held, release=True)
    assert population_of(experiment).lease_until is None
    assert claim("next").fence == held.fence + 1


def test_three_claims_without_a_commit_end_as_failed(owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(queue.MOST_ATTEMPTS):
        claim()
        expire(experiment)
    assert reaper.fail_poisonous() == 1
    assert reaper.fail_poisonous() == 0
    failed = events_of(experiment)[-1]
    assert failed["type"] == "run_failed"
    assert failed["reason"] == "Training crashed 3 times in a row and was given up."
    assert Run.objects.get().state == State.FAILED
    assert population_of(experiment).state == State.FAILED
    assert queue.claim("another") is None
    assert not Checkpoint.objects.exists()


def test_without_a_reaper_the_fourth_claim_ends_it(owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(queue.MOST_ATTEMPTS):
        held = claim()
        expire(experiment)
    assert queue.claim("fourth") is None
    assert [event["type"] for event in events_of(experiment)] == ["run_failed"]
    with pytest.raises(LostLease):
        advance(held)


def test_a_commit_forgives_earlier_crashes(owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(4):
        claim()
        expire(experiment)
        advance(claim(), release=True)
    assert population_of(experiment).state == State.RUNNING
    assert population_of(experiment).attempts == 0


def test_a_population_in_work_is_no_poison(owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(queue.MOST_ATTEMPTS - 1):
        claim()
        expire(experiment)
    last = claim()
    assert reaper.fail_poisonous() == 0
    advance(last)
    assert population_of(experiment).attempts == 0


def test_what_failed_is_tried_again_a_little_later(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()
    queue.give_up(held, "It broke.", final=False)
    assert queue.claim("too early") is None
    Population.objects.update(not_before=Now() - timedelta(milliseconds=50))
    assert claim("later").fence == held.fence + 1
    assert events_of(experiment) == []


def test_who_lost_the_lease_cannot_give_up_either(owner: Owner) -> None:
    experiment = make(owner)
    late = claim("late")
    expire(experiment)
    claim("winner")
    queue.give_up(late, "It broke.", final=True)
    assert population_of(experiment).state == State.WAITING
    assert events_of(experiment) == []


@pytest.mark.parametrize(
    ("desired", "runnable"), [(Desired.RUN, True), (Desired.STOP, True), (Desired.STEP, True), (Desired.PAUSE, False)]
)
def test_what_rests_is_claimed_only_if_its_user_wants_something(desired: str, runnable: bool, owner: Owner) -> None:
    experiment = make(owner)
    control.desire(experiment, Desired.PAUSE)
    control.desire(experiment, desired)
    assert (queue.claim("a worker") is not None) is runnable


def test_a_step_that_is_done_is_not_claimed_again(owner: Owner) -> None:
    experiment = make(owner)
    control.desire(experiment, Desired.STEP)
    held = claim()
    advance(held, state=State.PAUSED, release=True)
    assert queue.claim("a worker") is None


def test_a_pause_of_an_experiment_in_work_leaves_the_rest_to_its_worker(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()
    control.desire(experiment, Desired.PAUSE)
    assert events_of(experiment) == []
    assert wishes_of(held).pauses(0)


def test_the_more_wait_the_shorter_a_turn_is(owner: Owner) -> None:
    make(owner)
    held = claim()
    assert turns.turn_seconds(held) == turns.TURN_ALONE
    others = [make(Owner.objects.create()) for _ in range(100)]
    assert turns.turn_seconds(held) == 0  # somebody has not even started
    Population.objects.filter(experiment__in=others).update(state=State.RUNNING)
    assert turns.turn_seconds(held) == turns.SHORTEST_TURN
    Population.objects.filter(experiment__in=others[4:]).update(state=State.FINISHED)
    assert turns.turn_seconds(held) == pytest.approx(0.5)
    Population.objects.filter(experiment__in=others[1:]).update(state=State.FINISHED)
    assert turns.turn_seconds(held) == turns.LONGEST_TURN


def test_events_stay_dense_when_two_populations_of_an_experiment_commit_at_once(owner: Owner) -> None:
    experiment = make(owner)
    for number in range(2, THREADS + 1):
        population = experiment.populations.create(number=number)
        experiment.runs.create(number=number, population=population, epochs=100)
    held = [claim(f"worker {number}") for number in range(THREADS)]

    def commit_all(mine: Claim) -> None:
        run = mine.population.number
        for epoch in range(1, 16):
            queue.commit(mine, Outcome([{**epoch_ended(epoch), "run": run}] * 2, epoch, b"state"))

    in_parallel([lambda mine=mine: commit_all(mine) for mine in held])
    rows = [row.values() for row in Event.objects.order_by("seq")]
    assert [row["seq"] for row in rows] == list(range(1, THREADS * 15 * 2 + 1))
    for run in range(1, THREADS + 1):
        epochs = [row["epoch"] for row in rows if row["run"] == run]
        assert epochs == sorted(epochs)
    assert Experiment.objects.get().seq == len(rows)


def test_a_number_given_twice_screams(owner: Owner) -> None:
    experiment = make(owner)
    advance(claim())
    Experiment.objects.update(seq=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.append(experiment, [epoch_ended(2)])
    assert len(events_of(experiment)) == 1


def test_the_clock_of_a_worker_does_not_matter(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    experiment = make(owner)
    claim()
    ahead = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: ahead)
    monkeypatch.setattr("time.time", lambda: ahead.timestamp())
    assert queue.claim("from tomorrow") is None
    assert population_of(experiment).fence == 1
    close_old_connections()


def test_commits_and_clicks_at_the_same_time_never_block_each_other_for_good(owner: Owner) -> None:
    experiment = make(owner)
    held = claim()

    def commits() -> None:
        for _ in range(20):
            advance(held, release=True)

    def clicks() -> None:
        for number in range(20):
            control.desire(experiment, Desired.PAUSE if number % 2 else Desired.RUN)

    in_parallel([commits, clicks])
    assert population_of(experiment).epoch == 20
    assert len([event for event in events_of(experiment) if event["type"] == "epoch_ended"]) == 20
