"""The log as columns."""

from importlib import import_module

import pytest

from playground.models import Event, Experiment
from tests.playground.experiments import events_of, train_to_the_end
from tests.playground.requests import Visitor, problems, strict
from training.events import EnsembleEvaluated, EpochEnded, RunFinished, ValidationEnded

pytestmark = pytest.mark.usefixtures("owner")

LONG = 3_000


def test_columns_hold_what_the_events_told(visitor: Visitor, finished: str) -> None:
    answer = strict(visitor.get(f"experiments/{finished}/history"))
    events = events_of(Experiment.objects.get(public_id=finished))
    epochs = [event for event in events if event["type"] == "epoch_ended"]
    [run] = answer["runs"]
    assert (answer["seq"], run["run"], run["rows"]) == (14, 1, 13)
    assert answer["events"] == [event for event in events if event["type"] != "epoch_ended"]
    assert run["columns"]["epoch"] == list(range(13))
    assert run["columns"]["validation_loss"] == [events[0]["validation_loss"], *(e["validation_loss"] for e in epochs)]
    assert run["columns"]["updates"] == [0, *(event["updates"] for event in epochs)]
    assert run["layers"]["weight_norm"][1:] == [event["layers"]["weight_norm"] for event in epochs]
    assert "gains" not in run["columns"]


def test_a_long_run_is_thinned_and_keeps_what_matters(visitor: Visitor, long: str) -> None:
    [run] = strict(visitor.get(f"experiments/{long}/history?points=200"))["runs"]
    epochs = run["columns"]["epoch"]
    assert run["rows"] == LONG + 1
    assert 100 < len(epochs) <= 200
    # the peak, the best epoch that is no extreme, and the newest
    assert {0, 777, 1234, *range(LONG - 40, LONG + 1)} <= set(epochs)
    assert run["columns"]["train_loss"][epochs.index(777)] == 50
    assert len({len(values) for values in [*run["columns"].values(), *run["layers"].values()]}) == 1


def test_a_range_comes_in_detail(visitor: Visitor, long: str) -> None:
    [run] = strict(visitor.get(f"experiments/{long}/history?points=200&first=1000&last=1149"))["runs"]
    assert run["columns"]["epoch"] == list(range(1000, 1150))
    [none] = strict(visitor.get(f"experiments/{long}/history?first=9000"))["runs"]
    assert (none["rows"], none["columns"]) == (0, {})


def test_late_validation_is_in_its_row_and_epochs_beyond_the_end_are_not(visitor: Visitor) -> None:
    made = visitor.makes()
    late = ValidationEnded(run=1, epoch=2, validation_loss=0.125, worker="elsewhere")
    end = RunFinished(
        run=1, reason="threshold", explanation="", epochs=3, best_epoch=2, best={}, weights_sha256="", fingerprint=""
    )
    append(made, *(epoch(number) for number in range(1, 6)), late, end)
    answer = strict(visitor.get(f"experiments/{made}/history"))
    [run] = answer["runs"]
    assert run["columns"]["epoch"] == [1, 2, 3]
    assert run["columns"]["validation_loss"] == [1.5, 0.125, 1.5]
    assert [event["type"] for event in answer["events"]] == ["run_finished"]


def test_a_log_of_an_earlier_version_without_newer_figures_is_read(visitor: Visitor) -> None:
    made = visitor.makes()
    late = ValidationEnded(run=1, epoch=2, validation_loss=0.125, worker="elsewhere").to_dict()
    late.pop("validation_loss_error", None)
    end = {"type": "run_finished", "run": 1, "reason": "epochs"}
    old = {"type": "epoch_ended", "run": 1, "epoch": 1, "train_loss": 2.0}
    experiment = Experiment.objects.get(public_id=made)
    Event.objects.append(experiment, [old, epoch(2).to_dict(), late, end])
    [run] = strict(visitor.get(f"experiments/{made}/history"))["runs"]
    assert run["columns"]["train_loss"] == [2.0, 1.0]
    assert run["columns"]["validation_loss"] == [None, 0.125]


def test_the_same_question_is_answered_once_until_something_is_told(
    visitor: Visitor, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def count(*question: object) -> dict[str, object]:
        asked.append(question)
        return {}

    monkeypatch.setattr(import_module("playground.api.results"), "history", count)
    for points in (500, 500, 501):
        visitor.get(f"experiments/{finished}/history?points={points}")
    append(finished, epoch(13))
    visitor.get(f"experiments/{finished}/history?points=500")
    assert len(asked) == 3


def test_the_average_of_an_ensemble_is_run_0_and_told_once_per_epoch(visitor: Visitor) -> None:
    made = visitor.makes(stopping={"epochs": 3}, ensemble={"members": 2})
    train_to_the_end()
    answer = strict(visitor.get(f"experiments/{made}/history"))
    average, *members = answer["runs"]
    assert [run["run"] for run in answer["runs"]] == [0, 1, 2]
    told = [event for event in events_of(Experiment.objects.get(public_id=made)) if event["run"] == 0]
    last = [event for event in told if event["type"] == EnsembleEvaluated.model_fields["type"].default][-1]
    assert average["columns"]["epoch"] == members[0]["columns"]["epoch"] == [0, 1, 2, 3]
    assert average["columns"]["mean_train_loss"][-1] == last["mean_train_loss"]
    assert (average["members"], average["disagreements"]) == (2, last["disagreements"])


def test_an_experiment_that_waits_has_no_columns(visitor: Visitor) -> None:
    answer = strict(visitor.get(f"experiments/{visitor.makes()}/history"))
    assert answer == {"seq": 0, "events": [], "runs": []}


@pytest.mark.parametrize("query", ["points=9", "points=x", "points=20001", "first=-1", "last=-1", "first=1.5"])
def test_an_impossible_question_is_refused(query: str, visitor: Visitor, finished: str) -> None:
    [(place, _)] = problems(visitor.get(f"experiments/{finished}/history?{query}"), 422)
    assert place == query.partition("=")[0]
    assert visitor.get("experiments/nothing/history").status_code == 404


def epoch(number: int, loss: float = 1.0) -> EpochEnded:
    return EpochEnded(
        run=1, epoch=number, updates=number, samples=number, seconds=number, learning_rate=0.1, batch_size=10,
        train_loss=loss, validation_loss=1.5, penalty=0, gradient_norm=1, weight_norm=1,
    )  # fmt: skip


def append(public_id: str, *events: EpochEnded | ValidationEnded | RunFinished) -> None:
    Event.objects.append(Experiment.objects.get(public_id=public_id), [event.to_dict() for event in events])


@pytest.fixture
def long(visitor: Visitor, finished: str) -> str:
    """A run that goes on where a short one has ended, with a peak and a best epoch that looks like any other."""
    made = visitor.makes()
    start = events_of(Experiment.objects.get(public_id=finished))[0]
    end = RunFinished(
        run=1, reason="epochs", explanation="", epochs=LONG, best_epoch=1234, best={}, weights_sha256="", fingerprint=""
    )
    rows = [epoch(number, 50 if number == 777 else 1) for number in range(1, LONG + 1)]
    experiment = Experiment.objects.get(public_id=made)
    Event.objects.append(experiment, [{name: value for name, value in start.items() if name != "seq"}])
    append(made, *rows, end)
    return made
