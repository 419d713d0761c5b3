"""The test envelope: figures of one chosen run, counted and stamped, and not a figure of any other one."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from playground import sealed_figures
from playground.envelope import open_envelope, opened_envelopes
from playground.models import Experiment, Measurement, Owner, Population, Run, State
from playground.planned import alone
from playground.refusals import Busy, Finished
from playground.sealed_figures import evaluated
from tests.playground.answering import a_worker_that_answers
from tests.playground.experiments import events_of, make, take_short_turn, train_to_the_end
from tests.playground.requests import Visitor, problems, strict
from tests.playground.test_several_runs import ENSEMBLE, RACE
from training.spec import Spec

SEEDS: dict[str, Any] = {
    "vary": {
        "kind": "list",
        "seeds": 2,
        "runs": [{"set": {"optimizer.learning_rate": rate}} for rate in (1e-4, 0.1)],
    }
}
DATA = {"samples": 200}
RAW = {"dataset": "diabetes", "normalization": {"shift": False, "scale": False}}


def telling(client: Any, experiment: Experiment, secrets: list[dict[str, Any]]) -> set[str]:
    """The addresses whose answers hold the loss of one of these."""
    pages = ["", "/events", "/export/json", "/export/csv", "/history", "/test", "/scene", "/weights"]
    addresses = [f"/api/experiments/{experiment.public_id}{page}" for page in pages] + [f"/e/{experiment.public_id}"]
    bodies = {address: client.get(address).content.decode() for address in addresses}
    return {address for address, body in bodies.items() if any(repr(one["loss"]) in body for one in secrets)}


@pytest.fixture(autouse=True)
def a_worker(owner: Owner) -> Iterator[None]:
    """Somebody who answers questions."""
    with a_worker_that_answers():
        yield


def sealed_of(experiment: Experiment) -> list[dict[str, Any]]:
    return list(experiment.runs.order_by("number").values_list("sealed_test", flat=True))


def test_only_the_chosen_run_is_told(owner: Owner, client: Any) -> None:
    experiment = make(owner, data=DATA, **RACE)
    with pytest.raises(Finished):
        open_envelope(experiment, 3)
    train_to_the_end()
    assert sealed_of(experiment) == [None] * 4
    secrets = [evaluated(experiment, number) for number in (1, 2, 3, 4)]
    assert len({one["loss"] for one in secrets}) == 4
    assert telling(client, experiment, secrets) == set()
    opened = open_envelope(experiment, 3)
    assert (opened["run"], opened["name"], opened["loss"]) == (3, "adam", secrets[2]["loss"])
    assert telling(client, experiment, [secrets[0], secrets[1], secrets[3]]) == set()
    assert len(telling(client, experiment, [secrets[2]])) == 5
    assert sealed_of(experiment) == [None, None, secrets[2], None]
    assert not Measurement.objects.exists()


def test_a_run_of_a_search_is_judged_as_it_would_be_alone(owner: Owner) -> None:
    experiment = make(owner, data=DATA, stopping={"epochs": 30, "early": {"patience": 2}}, **RACE)
    train_to_the_end()
    spec = Spec.parse(experiment.spec)
    for number in (1, 2, 3, 4):
        one = make(owner, **alone(experiment, spec, number).to_dict())
        train_to_the_end()
        assert evaluated(experiment, number) == one.runs.get().sealed_test


def test_where_no_worker_has_time_nothing_is_opened(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_figures, "MOST_SECONDS", 0)
    visitor = Visitor()
    made = visitor.makes(data=DATA, stopping={"epochs": 3}, **RACE)
    train_to_the_end()
    [problem] = problems(visitor.post(f"experiments/{made}/test", {"run": 2}), 503)
    assert "try again" in problem[1]
    assert strict(visitor.get(f"experiments/{made}/test")) == {"test": None}
    with pytest.raises(Busy):
        open_envelope(Experiment.objects.get())
    assert sealed_of(Experiment.objects.get()) == [None] * 4


def test_every_opening_is_counted_and_stamped(owner: Owner) -> None:
    experiment = make(owner, data=DATA, **RACE)
    train_to_the_end()
    assert opened_envelopes(experiment) is None
    for count, run in ((1, 2), (2, 4), (3, 2)):
        told = open_envelope(experiment, run)
        assert (told["run"], told["count"]) == (run, count)
    experiment.refresh_from_db()
    assert [(each["run"], each["count"]) for each in told["openings"]] == [(2, 3), (4, 2), (2, 1)]
    assert opened_envelopes(experiment) == told
    assert all(datetime.fromisoformat(each["at"]).tzinfo for each in told["openings"])
    assert [event["run"] for event in events_of(experiment) if event["type"] == "test_opened"] == [2, 4, 2]


def test_beside_it_stands_what_validation_said_of_the_same_network(owner: Owner) -> None:
    experiment = make(owner, data=DATA, stopping={"epochs": 30, "early": {"patience": 2}}, **RACE)
    train_to_the_end()
    run = next(run for run in experiment.runs.all() if run.best != run.last)
    told = open_envelope(experiment, run.number)
    assert (told["validation_loss"], told["score"]) == (run.best["validation_loss"], run.best["validation_loss"])
    other = make(owner, data=DATA, **RACE)
    train_to_the_end()
    assert open_envelope(other, 1)["validation_loss"] == other.runs.get(number=1).last["validation_loss"]


def test_without_a_number_it_is_the_run_that_validation_chose(owner: Owner) -> None:
    experiment = make(owner, data=DATA, **RACE)
    train_to_the_end()
    losses = {run.number: run.best["validation_loss"] for run in experiment.runs.all()}
    told = open_envelope(experiment)
    assert told["run"] == min(losses, key=lambda number: losses[number])
    assert told["loss"] == experiment.runs.get(number=told["run"]).sealed_test["loss"]


def test_the_best_trial_is_that_of_the_best_mean(owner: Owner) -> None:
    experiment = make(owner, data=DATA, **SEEDS)
    train_to_the_end()
    one, other = Run.objects.filter(trial=1), Run.objects.filter(trial=2)
    assert (one.count(), other.count()) == (2, 2)
    # The best single run is of the other trial.
    for run, loss in zip([*one.order_by("number"), *other.order_by("number")], (0.4, 0.3, 0.1, 0.9), strict=True):
        Run.objects.filter(pk=run.pk).update(score=loss)
    assert open_envelope(experiment)["run"] == 2
    Run.objects.filter(number=2).update(reason="diverged")
    assert open_envelope(experiment)["run"] == 3


def test_the_objective_says_which_is_best(owner: Owner) -> None:
    experiment = make(owner, data=DATA, vary={**RACE["vary"], "objective": "validation_accuracy"})
    train_to_the_end()
    for number, accuracy in enumerate((0.5, 0.9, 0.7, 0.6), start=1):
        # In the epoch of the least loss another run was the most accurate.
        best = {"validation_loss": accuracy, "validation_accuracy": 1 - accuracy}
        Run.objects.filter(number=number).update(best=best, score=-accuracy)
    told = open_envelope(experiment)
    assert (told["run"], told["objective"], told["score"]) == (2, "validation_accuracy", 0.9)


def test_the_run_it_chooses_is_the_one_that_the_trials_name(owner: Owner) -> None:
    """Accuracy and loss are best in different epochs; search, table and envelope compare by the same figure."""
    rates = [{"set": {"optimizer.learning_rate": rate}} for rate in (0.03, 0.1, 0.3, 1.0)]
    vary = {"kind": "list", "runs": rates, "objective": "validation_accuracy"}
    experiment = make(owner, data=DATA, stopping={"epochs": 15}, vary=vary)
    train_to_the_end()
    told = strict(Visitor().get(f"experiments/{experiment.public_id}/trials"))
    ended = [event for event in events_of(experiment) if event["type"] == "epoch_ended"]
    most = {run: max(event["validation_accuracy"] for event in ended if event["run"] == run) for run in told["number"]}
    assert dict(zip(told["number"], told["score"], strict=True)) == most
    opened = open_envelope(experiment)
    assert opened["score"] == most[opened["run"]] == max(most.values())


def test_an_ensemble_stands_for_its_members(owner: Owner, client: Any) -> None:
    experiment = make(owner, data=DATA, **ENSEMBLE)
    train_to_the_end()
    together = Population.objects.get().sealed_test
    told = open_envelope(experiment)
    assert {name: told[name] for name in together} == together
    assert (told["run"], told["count"]) == (0, 1)
    last = [event for event in events_of(experiment) if event["type"] == "ensemble_evaluated"][-1]
    assert told["validation_loss"] == last["validation_loss"]
    assert telling(client, experiment, sealed_of(experiment)) == set()
    assert open_envelope(experiment, 2)["loss"] == sealed_of(experiment)[1]["loss"]


def test_over_http_a_run_is_chosen_by_its_number(owner: Owner) -> None:
    visitor = Visitor()
    made = visitor.makes(data=DATA, stopping={"epochs": 3}, **RACE)
    take_short_turn()
    problems(visitor.post(f"experiments/{made}/test", {"run": 2}), 409)
    assert strict(visitor.get(f"experiments/{made}/test")) == {"test": None}
    train_to_the_end()
    assert problems(visitor.post(f"experiments/{made}/test", {"run": 9}), 422)[0][0] == "run"
    assert problems(visitor.post(f"experiments/{made}/test", {"run": 0}), 422)[0][0] == "run"
    for body in ({"run": "2"}, {"run": -1}, {"run": 1.5}, {"run": True}, {"runs": 1}, {"run": 10**9}):
        problems(visitor.post(f"experiments/{made}/test", body), 422)
    problems(Visitor().post(f"experiments/{made}/test", {"run": 2}), 403)
    told = strict(visitor.post(f"experiments/{made}/test", {"run": 2}))
    assert (told["run"], told["count"], len(told["openings"])) == (2, 1, 1)
    assert strict(Visitor().get(f"experiments/{made}/test")) == {"test": told}
    assert strict(Visitor().get(f"experiments/{made}"))["test"] == told


def test_between_two_rounds_it_stays_sealed(owner: Owner) -> None:
    axes = {"optimizer.learning_rate": {"kind": "uniform", "low": 0.01, "high": 0.2}}
    vary = {"kind": "tpe", "trials": 4, "startup": 2, "per_round": 2, "axes": axes}
    experiment = make(owner, data=DATA, vary=vary)
    while experiment.runs.exclude(state=State.FINISHED).exists():
        take_short_turn()
    with pytest.raises(Finished):
        open_envelope(experiment)
    train_to_the_end()
    assert open_envelope(experiment)["count"] == 1


def test_a_diverged_run_has_no_number_and_says_so_with_null(owner: Owner) -> None:
    experiment = make(owner, data=RAW, optimizer={"kind": "sgd", "learning_rate": 10})
    train_to_the_end()
    assert experiment.runs.get().state == State.FINISHED
    told = open_envelope(experiment)
    assert told["loss"] is None
    json.dumps(told, allow_nan=False)
