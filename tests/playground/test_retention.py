"""Retention: only what is old goes, only when asked for, and what stays opens as before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.test import Client

from playground import queue, retention, storage
from playground.models import Checkpoint, Classroom, Event, Experiment, Owner, Population
from playground.models.weights import Weights
from tests.playground.experiments import branch, events_of, make, take_short_turn, trained
from tests.playground.experiments import train_to_the_end as to_the_end
from tests.playground.requests import Visitor, strict

LONG_AGO = timedelta(days=500)


def age(experiment: Experiment) -> Experiment:
    """As if all about it had happened long ago."""
    Experiment.objects.filter(pk=experiment.pk).update(created=Now() - LONG_AGO)
    Population.objects.filter(experiment=experiment).update(last_slice=Now() - LONG_AGO)
    return experiment


def run(capsys: pytest.CaptureFixture[str], name: str, *arguments: str) -> str:
    call_command(name, *arguments)
    return capsys.readouterr().out


def test_nothing_goes_unless_it_is_said_what(owner: Owner) -> None:
    wrong = ([], ["--yes"], ["--guests", "365"], ["--thin", "-1", "--yes"], ["--thin", "9", "--yes", "--dry-run"])
    for arguments in wrong:
        with pytest.raises(CommandError):
            call_command("retention", *arguments)


def test_first_it_only_tells_and_then_what_guests_left_is_deleted(
    owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    old, paused, new = age(trained(owner)), age(make(owner)), make(owner)
    for flags in ([], ["--dry-run"]):
        assert run(capsys, "retention", "--guests", "366", *flags).startswith("Would delete 2 experiments of guests")
    assert Experiment.objects.count() == 3
    assert run(capsys, "retention", "--guests", "366", "--yes").startswith("Deleted 2 experiments of guests")
    assert list(Experiment.objects.all()) == [new]
    assert not Event.objects.filter(experiment__in=[old.pk, paused.pk]).exists()
    assert Client().get(old.get_absolute_url()).status_code == 404


def _opened(experiment: Experiment) -> None:
    assert Client().get(experiment.get_absolute_url()).status_code == 200


def _embedded(experiment: Experiment) -> None:
    assert Client().get(f"{experiment.get_absolute_url()}/embed").status_code == 200


def _asked_for(experiment: Experiment) -> None:
    assert Visitor().get(f"experiments/{experiment.public_id}").status_code == 200


def _held(experiment: Experiment) -> None:
    Population.objects.filter(experiment=experiment).update(lease_until=Now() + timedelta(seconds=5))


def _of_a_student(experiment: Experiment) -> None:
    Classroom.objects.found("Analysis", User.objects.create_user("noether")).admit("Emmy", experiment.owner)


def _pinned(experiment: Experiment) -> None:
    Classroom.objects.found("Analysis", User.objects.create_user("noether")).pin(experiment)


def _of_a_teacher(experiment: Experiment) -> None:
    Owner.objects.filter(pk=experiment.owner_id).update(user=User.objects.create_user("noether"))


def _with_a_branch_that_waits(experiment: Experiment) -> None:
    branch(experiment, Owner.objects.create(), 3, {"optimizer.learning_rate": 0.2})


def _with_branches_that_stay(experiment: Experiment) -> None:
    student = Owner.objects.create()
    _of_a_student(branch(age(branch(experiment, Owner.objects.create(), 3, {})), student, 2, {}))
    to_the_end()
    for each in Experiment.objects.all():
        age(each)


WHYS = [
    _opened, _embedded, _asked_for, _held, _of_a_student, _pinned, _of_a_teacher, _with_a_branch_that_waits,
    _with_branches_that_stay,
]  # fmt: skip


@pytest.mark.parametrize("why", WHYS)
def test_what_somebody_may_need_stays(why: Callable[[Experiment], None], owner: Owner) -> None:
    old = age(trained(owner))
    assert retention.abandoned(366) == [old.pk]
    why(old)
    assert old.pk not in retention.abandoned(366)


def test_who_is_stopped_in_the_middle_leaves_whole_experiments(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    old = [age(trained(owner)) for _ in range(3)]
    batches = retention.remove_abandoned(366)
    assert next(batches)[0] == 1
    _opened(old[1])  # meanwhile
    assert next(batches) == (0, 0)
    batches.close()  # type: ignore[attr-defined]  # as if it were killed
    left = list(Experiment.objects.order_by("pk"))
    assert left == old[1:]
    assert all(events_of(each)[-1]["type"] == "run_finished" for each in left)
    assert sum(count for count, _ in retention.remove_abandoned(366)) == 1
    assert list(Experiment.objects.all()) == [old[1]]


def test_a_worker_whose_experiment_is_deleted_goes_on_with_the_next(owner: Owner) -> None:
    gone = make(owner)
    held = queue.claim("a worker")
    assert held is not None
    retention.remove([gone.pk])
    with pytest.raises(queue.LostLease):
        queue.commit(held, queue.Outcome([], 1))
    other = make(owner)
    to_the_end()
    assert events_of(other)[-1]["type"] == "run_finished"


def test_a_thinned_experiment_opens_with_its_curves_and_branches(
    owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = age(trained(owner)), trained(owner)
    before = Weights.objects.filter(experiment=old).count()
    events, key = events_of(old), old.public_id
    assert before > 3
    assert run(capsys, "retention", "--thin", "365").startswith("Would thin the pictures of 1 experiments")
    assert Weights.objects.filter(experiment=old).count() == before
    run(capsys, "retention", "--thin", "365", "--yes")
    assert Weights.objects.filter(experiment=old).count() <= 1
    assert Weights.objects.filter(experiment=new).count() == before
    assert not Checkpoint.objects.filter(population__experiment=old).exists()
    assert events_of(old) == events
    kept = strict(Visitor().get(f"experiments/{key}/weights?run=1"))["epochs"]
    assert kept[0] == 0
    assert kept[-1] == 12
    assert Client().get(old.get_absolute_url()).status_code == 200
    made = branch(old, owner, 5, {"optimizer.learning_rate": 0.2})
    to_the_end()
    assert events_of(made)[-1]["type"] == "run_finished"
    assert not retention.thick(365).exists()


@pytest.mark.usefixtures("a_commit_an_epoch")
def test_what_rests_is_not_thinned(owner: Owner) -> None:
    age(make(owner))
    take_short_turn()
    Population.objects.update(last_slice=Now() - LONG_AGO)
    assert not retention.untouched(365).exists()


def test_guests_with_nothing_left_and_ended_sessions_are_forgotten(
    owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = Owner.objects.create()
    Owner.objects.filter(pk=owner.pk).update(created=Now() - LONG_AGO)
    assert "Forgot 1 guests" in run(capsys, "retention", "--guests", "366", "--yes")
    assert list(Owner.objects.all()) == [fresh]


def test_the_day_on_which_a_link_was_opened_is_written_once(owner: Owner, django_assert_num_queries: Any) -> None:
    experiment = make(owner)
    with django_assert_num_queries(0):
        experiment.note_opened()
    age(experiment).refresh_from_db()
    experiment.note_opened()
    experiment.refresh_from_db()
    assert experiment.opened_at is not None
    with django_assert_num_queries(0):
        experiment.note_opened()
    Experiment.objects.update(opened_at=Now() - timedelta(days=2))
    experiment.refresh_from_db()
    experiment.note_opened()
    assert Experiment.objects.get().opened_at > experiment.opened_at


def test_storage_is_told_by_kind_and_by_owner(owner: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    student, _ = Classroom.objects.found("Analysis", User.objects.create_user("noether")).admit("Emmy")
    trained(student.owner)
    trained(student.owner)
    trained(owner)
    kinds = storage.by_kind()
    assert sum(kinds.values()) == storage.of_owner(student.owner_id) + storage.of_owner(owner.pk)
    assert kinds["logs"] > 1000
    told = run(capsys, "storage").splitlines()
    assert [line.split("  ")[0] for line in told if "experiment" in line] == ["Emmy (Analysis)", f"guest {owner.pk}"]
    assert "2 experiments" in "".join(told)
    assert "Emmy" not in run(capsys, "storage", "--over", "1000")
    assert "… and 1 more" in run(capsys, "storage", "--most", "1")


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0.0 kB"), (999_999, "1000.0 kB"), (3.2e6, "3.2 MB"), (5e12, "5000.0 GB")]
)
def test_sizes_are_told_in_words(size: float, words: str) -> None:
    assert storage.in_words(size) == words
