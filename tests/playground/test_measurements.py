"""Range tests and curvatures over HTTP: answered by those who train, in fair order, and dropped when unwanted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from playground import measurement_queue, measuring, queue
from playground.duties import TRAINING
from playground.models import Experiment, Measurement, Owner
from playground.reaper import reap
from playground.turns import turn_seconds
from tests.playground.experiments import make, population_of, train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict
from training.curvature import CurvatureRequest, curvature
from training.range_test import RangeTest, range_test

pytestmark = pytest.mark.usefixtures("owner")
SHORT = {"spec": {"data": {"dataset": "iris"}}, "steps": 40}


def measure(leaving: bool = False) -> bool:
    return measuring.take_turn("a worker", "cpu", lambda: leaving)


def ask(visitor: Visitor, body: Any, kind: str = "range-test") -> str:
    answer = visitor.post(kind, body)
    assert answer.status_code == 202, answer.content
    asked = strict(answer)
    assert asked["url"] == f"/api/measurements/{asked['id']}"
    return str(asked["id"])


def look(visitor: Visitor, asked: str) -> dict[str, Any]:
    answer = visitor.get(f"measurements/{asked}")
    assert answer.status_code == 200
    found: dict[str, Any] = strict(answer)
    return found


def test_a_range_test_is_what_the_engine_makes_of_it(visitor: Visitor) -> None:
    asked = ask(visitor, SHORT)
    assert look(visitor, asked) == {"id": asked, "state": "waiting", "result": None, "problems": []}
    assert TRAINING.waits("cpu", "")
    assert measure()
    assert not TRAINING.waits("cpu", "")
    answer = look(visitor, asked)
    *steps, found = range_test(RangeTest.parse(SHORT))
    assert answer["state"] == "done"
    assert answer["result"]["loss"] == [step.loss for step in steps]
    assert answer["result"]["smoothed_loss"] == [step.smoothed_loss for step in steps]
    assert answer["result"]["learning_rate"] == [step.learning_rate for step in steps]
    assert answer["result"]["found"] == vars(found)
    assert not measure()


def test_a_curvature_is_that_of_the_weights_that_were_sent(visitor: Visitor, finished: str) -> None:
    spec = {"data": {"samples": 60}}
    kept = strict(visitor.get(f"experiments/{finished}/weights?run=1&epochs=12"))
    weights = kept["weights"][0]["data"]
    for request in ({"spec": spec}, {"spec": spec, "weights": weights}):
        asked = ask(visitor, request, "curvature")
        measure()
        assert look(visitor, asked)["result"] == vars(curvature(CurvatureRequest.parse(request)))
    first, last = Measurement.objects.order_by("pk")
    assert first.result["curvature"] != last.result["curvature"]


@pytest.mark.parametrize(
    ("kind", "body", "loc", "words"),
    [
        ("range-test", {"low": 2, "high": 1}, "high", "above the lowest"),
        ("range-test", {"steps": 5}, "steps", "20"),
        ("range-test", {"spec": {"optimizer": {"kind": "rprop"}}}, "spec.optimizer.kind", "finds its own steps"),
        ("range-test", {"spec": {"seed": -1}}, "spec.seed", "0"),
        (
            "range-test",
            {"spec": {"data": {"dataset": "digits"}, "network": {"hidden": [{"units": 500}, {"units": 400}]},
                      "batch": {"size": "full"}}, "steps": 1000},
            "steps", "too long",
        ),
        ("curvature", {"weights": "AAAA"}, "weights", "32-bit floats"),
        ("curvature", {"weights": "AAAAAA=="}, "weights", "1 weights; the network of this spec has 28"),
        ("curvature", {"weights": "AADAfw" + "A" * 144}, "weights", ""),
        ("curvature", {"weights": 3}, "weights", "text"),
        ("curvature", {"speed": 3}, "speed", ""),
    ],
)  # fmt: skip
def test_nonsense_is_refused_at_its_place(visitor: Visitor, kind: str, body: Any, loc: str, words: str) -> None:
    [(place, sentence)] = problems(visitor.post(kind, body), 422)
    assert place == loc
    assert words in sentence
    assert not Measurement.objects.exists()


def test_nobody_finds_what_was_never_asked(visitor: Visitor) -> None:
    problems(visitor.get("measurements/nothing"), 404)


def test_a_page_must_bring_its_token() -> None:
    browser = Browser()
    browser.headers = {}
    problems(browser.post("range-test", SHORT), 403)
    browser = Browser()
    ask(browser, SHORT)
    ask(browser, SHORT)
    assert Measurement.objects.count() == 1, "a new one takes the place of one that still waits"


def test_what_nobody_waits_for_is_dropped(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(visitor, SHORT)
    gone = Now() - timedelta(seconds=1)
    Measurement.objects.update(wanted_until=gone)
    assert not measure()
    look(visitor, asked)  # someone does after all
    monkeypatch.setattr(measuring, "TELL_EVERY", 0)
    told = []
    tell = measurement_queue.tell

    def tell_twice(claim: measurement_queue.Claim, result: dict[str, Any]) -> None:
        tell(claim, result)
        told.append(len(result["loss"]))
        if len(told) == 2:
            Measurement.objects.update(wanted_until=gone)

    monkeypatch.setattr(measurement_queue, "tell", tell_twice)
    assert measure()
    assert told == [1, 2], "it ends with the first report after the page has gone"
    assert not measure()
    look(visitor, asked)  # whoever was only slow gets an answer without waiting for a lease to end
    assert measure()
    assert look(visitor, asked)["state"] == "done"


def test_the_curve_can_be_watched_while_it_grows(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(visitor, SHORT)
    seen: list[int] = []
    tell = measurement_queue.tell

    def watched(claim: measurement_queue.Claim, result: dict[str, Any]) -> None:
        tell(claim, result)
        seen.append(len(look(visitor, asked)["result"]["loss"]))

    monkeypatch.setattr(measuring, "TELL_EVERY", 0)
    monkeypatch.setattr(measurement_queue, "tell", watched)
    measure()
    assert len(seen) > 20
    assert seen[:20] == list(range(1, 21))


def test_another_worker_takes_over_from_one_that_died(visitor: Visitor) -> None:
    asked = ask(visitor, SHORT)
    lost = measurement_queue.claim()
    assert lost is not None
    assert not measure(), "its lease still runs"
    Measurement.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert measure()
    with pytest.raises(measurement_queue.Dropped):
        measurement_queue.finish(lost, {})
    assert look(visitor, asked)["result"]["loss"]


def test_one_that_kills_its_workers_is_given_up(visitor: Visitor) -> None:
    asked = ask(visitor, SHORT)
    for _ in range(3):
        assert measurement_queue.claim()
        Measurement.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert not measure()
    answer = look(visitor, asked)
    assert answer["state"] == "failed"
    assert "crashed 3 times" in answer["problems"][0]["msg"]


def test_a_worker_that_leaves_gives_it_back(visitor: Visitor) -> None:
    ask(visitor, SHORT)
    measure(leaving=True)
    assert Measurement.objects.get().attempts == 0
    assert Measurement.objects.free().count() == 1


def test_it_takes_its_turn_among_those_who_train(owner: Owner, visitor: Visitor) -> None:
    experiment = make(owner)
    asked = ask(visitor, SHORT)
    asker = Measurement.objects.get().owner
    Owner.objects.serve(asker.pk)
    assert not measure(), "she was served, and who trains was not"
    Owner.objects.serve(owner.pk)
    assert turn_seconds(_claimed(experiment)) == 0, "who trains hands over after a commit"
    assert measure()
    assert look(visitor, asked)["state"] == "done"


def test_training_goes_on_while_something_long_is_measured(
    owner: Owner, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "YIELD_EVERY", 0)
    asked = ask(visitor, SHORT)
    experiment = make(owner)
    assert measure()
    assert population_of(experiment).epoch > 0
    assert look(visitor, asked)["result"]["found"]
    train_to_the_end()


def test_what_takes_too_long_is_ended_with_its_reason(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "MOST_SECONDS", 0.0)
    asked = ask(visitor, SHORT)
    measure()
    result = look(visitor, asked)["result"]
    assert result["found"] is None
    assert "ended after 1 of 40 steps" in result["ended"]


def test_old_answers_are_forgotten(visitor: Visitor, redis_url: str) -> None:
    ask(visitor, SHORT)
    reap()
    assert Measurement.objects.count() == 1
    Measurement.objects.update(created=Now() - timedelta(hours=2))
    reap()
    assert not Measurement.objects.exists()


def test_of_many_runs_the_settings_they_share_are_measured(visitor: Visitor) -> None:
    vary = {"kind": "list", "runs": [{"name": "a", "set": {"seed": 1}}, {"name": "b", "set": {"seed": 2}}]}
    ask(visitor, {**SHORT, "spec": {**SHORT["spec"], "vary": vary}})  # type: ignore[dict-item]
    assert Measurement.objects.get().request["spec"]["vary"] is None
    assert measure()
    assert Measurement.objects.get().result["found"] == vars([*range_test(RangeTest.parse(SHORT))][-1])


def _claimed(experiment: Experiment) -> Any:
    claimed = queue.claim("another worker")
    assert claimed is not None
    assert claimed.experiment == experiment
    Measurement.objects.update(wanted_until=Now() + timedelta(seconds=5))
    return claimed
