"""Quotas: refused with a sentence at the right field before anything is queued, also when fifty ask at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db.models.functions import Now

from playground import control, environment, queue
from playground.models import Desired, Experiment, Owner, Population, Quota, Run, Worker
from playground.outcome import Outcome
from playground.status import status
from tests.playground.classes import Pupil, Teacher
from tests.playground.experiments import SMALL, make, take_short_turn, train_to_the_end
from tests.playground.requests import BRANCHES, Browser, Visitor, all_at_once, problems

pytestmark = pytest.mark.usefixtures("owner")
NONE = dict.fromkeys(("at_once", "queued", "epochs", "parameters", "gpu_minutes", "megabytes"))


@pytest.fixture
def quotas(settings: LazySettings) -> dict[str, Any]:
    """No limits at all, until a test sets some."""
    settings.QUOTAS = dict(NONE)
    return settings.QUOTAS


@pytest.mark.parametrize(
    ("limit", "spec", "loc", "sentence"),
    [
        ({"epochs": 50}, {"stopping": {"epochs": 51}}, "stopping.epochs",
         "These are 51 epochs; at most 50 are allowed here. Use fewer epochs."),
        ({"epochs": 50}, {"stopping": {"epochs": 30}, "ensemble": {"members": 2}}, "stopping.epochs",
         "These are 60 epochs; at most 50 are allowed here. Use fewer runs or epochs."),
        ({"parameters": 20}, {"network": {"hidden": [{"units": 6}]}}, "network.hidden",
         "This network has 32 parameters; at most 20 are allowed here. Use fewer units or layers."),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_at_its_field(
    limit: dict[str, int], spec: dict[str, Any], loc: str, sentence: str, quotas: dict[str, Any], visitor: Visitor
) -> None:
    owners = Owner.objects.count()
    quotas.update(limit)
    assert problems(visitor.post("experiments", spec), 422) == [(loc, sentence)]
    assert (Experiment.objects.count(), Owner.objects.count()) == (0, owners)


@pytest.mark.parametrize(("route", "body"), BRANCHES)
def test_no_other_way_leads_around_a_limit(route: str, body: Any, quotas: dict[str, Any], visitor: Visitor) -> None:
    made = visitor.makes(**SMALL)
    quotas["epochs"] = 11
    assert [loc for loc, _ in problems(visitor.post(f"experiments/{made}/{route}", body), 422)] == ["stopping.epochs"]
    quotas.update(epochs=None, queued=1)
    [(_, sentence)] = problems(visitor.post(f"experiments/{made}/{route}", body), 429)
    assert sentence.startswith("1 of your experiments train or wait; more are not allowed here.")
    assert Experiment.objects.count() == 1


def test_more_epochs_are_refused_while_it_trains_as_well(quotas: dict[str, Any], visitor: Visitor) -> None:
    made = visitor.makes(**SMALL)
    quotas["epochs"] = 20
    address = f"experiments/{made}/changes"
    assert problems(visitor.post(address, {"set": {"stopping.epochs": 21}}), 422)[0][0] == "stopping.epochs"
    assert visitor.post(address, {"set": {"stopping.epochs": 20}}).status_code == 202


def test_what_rests_or_has_ended_takes_no_place(quotas: dict[str, Any], visitor: Visitor) -> None:
    quotas["queued"] = 1
    first = visitor.makes(**SMALL)
    problems(visitor.post("experiments", SMALL), 429)
    assert visitor.post(f"experiments/{first}/control", {"desired": "pause"}).status_code == 200
    second = visitor.makes(**SMALL)
    problems(visitor.post(f"experiments/{first}/control", {"desired": "run"}), 429)
    problems(visitor.post(f"experiments/{first}/control", {"desired": "step"}), 429)
    assert Experiment.objects.get(public_id=first).desired == "pause"
    assert visitor.post(f"experiments/{second}/control", {"desired": "run"}).status_code == 200, "it goes on already"
    assert visitor.post(f"experiments/{second}/control", {"desired": "stop"}).status_code == 200
    train_to_the_end()
    assert visitor.post(f"experiments/{first}/control", {"desired": "run"}).status_code == 200


def test_others_have_places_of_their_own(quotas: dict[str, Any], visitor: Visitor) -> None:
    quotas["queued"] = 1
    visitor.makes()
    Visitor().makes()
    Browser().makes()


@pytest.mark.parametrize("free", [1, 3])
def test_of_fifty_requests_for_the_last_places_as_many_are_accepted(
    free: int, quotas: dict[str, Any], visitor: Visitor
) -> None:
    visitor.makes(**SMALL)
    quotas["queued"] = 1 + free
    answers = all_at_once(visitor, 50, SMALL)
    assert answers == {201: free, 429: 50 - free}
    assert Experiment.objects.count() == Population.objects.count() == Run.objects.count() == 1 + free


@pytest.mark.usefixtures("a_commit_an_epoch")
def test_only_so_many_train_at_once_and_the_others_say_why(quotas: dict[str, Any], owner: Owner) -> None:
    quotas["at_once"] = 1
    first, second = make(owner), make(owner)
    other = make(Owner.objects.create())
    assert take_short_turn()
    assert status(second)["waits"] == "Your own other run trains, and more at once are not allowed here."
    assert status(second)["place"] is None, "a worker that is free would not take it"
    assert take_short_turn()
    for _ in range(5):
        assert take_short_turn()
    epochs = dict(Population.objects.values_list("experiment", "epoch"))
    assert epochs[second.pk] == 0
    assert min(epochs[first.pk], epochs[other.pk]) > 0
    control.desire(first, Desired.PAUSE)
    train_to_the_end()
    assert Population.objects.get(experiment=second).state == "finished"


@pytest.mark.usefixtures("a_commit_an_epoch")
def test_one_that_rests_may_not_go_on_beside_another(quotas: dict[str, Any], owner: Owner) -> None:
    first, second = make(owner), make(owner)
    take_short_turn()
    control.desire(first, Desired.PAUSE)
    quotas["at_once"] = 1
    take_short_turn()
    visitor = Visitor(owner.token)
    [(_, sentence)] = problems(visitor.post(f"experiments/{first.public_id}/control", {"desired": "run"}), 429)
    assert sentence == "1 of your experiments trains; more at once are not allowed here. Pause or stop it first."
    assert visitor.post(f"experiments/{first.public_id}/control", {"desired": "stop"}).status_code == 200
    assert Population.objects.get(experiment=second).epoch > 0


def test_gpu_minutes_are_counted_and_end(quotas: dict[str, Any], owner: Owner) -> None:
    quotas["gpu_minutes"] = 1
    make(owner)
    held = queue.claim("a worker", "cuda")
    assert held is not None
    held.since -= 59
    queue.commit(held, Outcome([], 1, b"state", release=True))
    assert 59 <= Owner.objects.gpu_seconds(owner.pk) < 60
    held = queue.claim("a worker", "cuda")
    assert held is not None
    held.since -= 1
    queue.commit(held, Outcome([], 2, b"state", release=True))
    assert queue.claim("a worker", "cuda") is None
    assert queue.claim("a worker", "cpu") is not None, "a processor costs no GPU minutes"
    make(Owner.objects.create())
    assert queue.claim("a worker", "cuda") is not None, "nobody else waits for her"
    Owner.objects.filter(pk=owner.pk).update(gpu_used_at=Now() - timedelta(hours=4))
    make(owner)
    assert queue.claim("a worker", "cuda") is not None, "a new session"


def test_who_has_no_gpu_time_left_is_refused_where_only_gpus_train(quotas: dict[str, Any], owner: Owner) -> None:
    visitor = Visitor(owner.token)
    waiting = make(owner)
    quotas["gpu_minutes"] = 1
    Worker.seen("one with a GPU", "cuda")
    Owner.objects.charge_gpu(owner.pk, 59.0)
    assert visitor.post("experiments", SMALL).status_code == 201
    Owner.objects.charge_gpu(owner.pk, 1.0)
    count = Experiment.objects.count()
    [(_, sentence)] = problems(visitor.post("experiments", SMALL), 429)
    assert sentence.startswith("Your GPU time of this session is used up: 1 minute here.")
    assert Experiment.objects.count() == count
    assert status(waiting)["waits"] == sentence, "and what waits already says why"
    assert Visitor().post("experiments", SMALL).status_code == 201
    Worker.seen("one without", "cpu")
    assert visitor.post("experiments", SMALL).status_code == 201
    assert "GPU" not in status(waiting)["waits"]


@pytest.mark.parametrize("value", ["-1", "0", "many", "1e3", "1.5"])
def test_a_limit_that_is_no_number_is_refused_at_the_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTA_QUEUED", value)
    with pytest.raises(ImproperlyConfigured, match="QUOTA_QUEUED must be a whole number from 1"):
        environment.limit("QUOTA_QUEUED", default=300)


@pytest.mark.parametrize(("value", "limit"), [("", 300), ("none", None), ("7", 7)])
def test_a_limit_comes_from_the_environment(value: str, limit: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTA_QUEUED", value)
    assert environment.limit("QUOTA_QUEUED", default=300) == limit


def test_a_teacher_sets_limits_for_the_class_alone(quotas: dict[str, Any]) -> None:
    quotas["epochs"] = 200
    teacher = Teacher()
    pupil = Pupil().joins(teacher.classroom, "Emmy")
    address = f"/classes/{teacher.classroom.code}/limits"
    assert teacher.send(address, epochs="50", queued="1").status_code == 302
    assert b'value="50"' in teacher.look(f"/classes/{teacher.classroom.code}").content
    [(loc, sentence)] = problems(pupil.post("experiments", {"stopping": {"epochs": 51}}), 422)
    assert (loc, sentence) == (
        "stopping.epochs", "These are 51 epochs; at most 50 are allowed in your class. Use fewer epochs."
    )  # fmt: skip
    made = pupil.makes(**SMALL)
    [(_, sentence)] = problems(pupil.post(f"experiments/{made}/again"), 429)
    assert "not allowed in your class" in sentence
    change = {"set": {"stopping.epochs": 60}}
    assert problems(pupil.post(f"experiments/{made}/changes", change), 422)[0][0] == "stopping.epochs"
    Browser().makes(stopping={"epochs": 200})
    assert teacher.send(address, epochs="").status_code == 302
    assert [loc for loc, _ in problems(pupil.post("experiments", {"stopping": {"epochs": 201}}), 422)]
    assert pupil.post(f"experiments/{made}/changes", change).status_code == 202


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "9" * 30])
def test_a_limit_that_makes_no_sense_is_refused_at_its_field(value: str) -> None:
    teacher = Teacher()
    answer = teacher.send(f"/classes/{teacher.classroom.code}/limits", epochs=value)
    assert answer.status_code == 422
    assert b'id="id_epochs_error"' in answer.content
    assert b"Ensure" not in answer.content
    assert not Quota.objects.exists()


def test_only_the_teacher_of_a_class_sets_its_limits() -> None:
    teacher, other = Teacher(), Teacher("gauss")
    address = f"/classes/{teacher.classroom.code}/limits"
    assert other.send(address, epochs="5").status_code == 404
    assert Pupil().joins(teacher.classroom, "Emmy").send(address, epochs="5").status_code in (302, 404)
    assert not Quota.objects.exists()
