"""Very many runs: few points of every curve, everything of a few, and all of it as the log has it."""

import json

import pytest

from playground import condensed
from playground.condensed import Condensed, newest_of_each
from playground.models import Event, Experiment, Owner
from tests.playground.experiments import events_of, make, train_to_the_end
from tests.playground.requests import Visitor, strict

pytestmark = pytest.mark.usefixtures("owner")

EPOCHS = 40
SEARCH = {
    "data": {"samples": 60},
    "stopping": {"epochs": EPOCHS},
    "vary": {
        "kind": "random",
        "trials": 6,
        "axes": {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1}},
    },
}


@pytest.fixture
def made(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> str:
    """A search that counts as one of very many runs."""
    monkeypatch.setattr(condensed, "MANY_RUNS", 5)
    monkeypatch.setattr(condensed, "DETAILED", 2)
    made = visitor.makes(**SEARCH)
    train_to_the_end()
    return made


def test_the_points_of_every_curve_are_figures_of_the_log(visitor: Visitor, made: str) -> None:
    answer = strict(visitor.get(f"experiments/{made}/history"))
    told = {(event["run"], event.get("epoch", 0)): event for event in events_of(Experiment.objects.get(public_id=made))
            if event["type"] in ("run_started", "epoch_ended")}  # fmt: skip
    curves = answer["curves"]
    assert curves["runs"] == list(range(1, 7))
    owners = [run for run, length in zip(curves["runs"], curves["lengths"], strict=True) for _ in range(length)]
    assert len(owners) == len(curves["epoch"])
    for run in curves["runs"]:
        epochs = [epoch for owner, epoch in zip(owners, curves["epoch"], strict=True) if owner == run]
        assert epochs == sorted(epochs)
        assert (epochs[0], epochs[-1]) == (0, EPOCHS)
        assert len(epochs) < EPOCHS / 2
    for name in ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy"):
        log = [told[key][name] for key in zip(owners, curves["epoch"], strict=True)]
        assert curves[name] == pytest.approx(log, rel=1e-5)


def test_a_few_runs_are_told_in_full_and_the_best_is_among_them(visitor: Visitor, made: str) -> None:
    answer = strict(visitor.get(f"experiments/{made}/history"))
    losses = answer["trials"]["best"]["validation_loss"]
    best = answer["trials"]["number"][losses.index(min(losses))]
    assert {run["run"] for run in answer["runs"]} == {1, best}
    assert all(run["columns"]["epoch"] == list(range(EPOCHS + 1)) for run in answer["runs"])
    assert {event["run"] for event in answer["events"]} == {1, best}
    assert answer["seq"] == Experiment.objects.get(public_id=made).seq


def test_summaries_of_very_many_runs_can_be_left_out(visitor: Visitor, made: str) -> None:
    assert strict(visitor.get(f"experiments/{made}?most_runs=5"))["runs"] == []
    assert len(strict(visitor.get(f"experiments/{made}?most_runs=6"))["runs"]) == 6
    assert len(strict(visitor.get(f"experiments/{made}"))["runs"]) == 6


def test_of_many_epochs_in_one_message_the_newest_and_the_best_are_kept() -> None:
    def epoch(run: int, number: int, loss: str, accuracy: str = "0.5") -> str:
        figures = f'"train_loss": 1.0, "validation_loss": {loss}, "validation_accuracy": {accuracy}'
        return f'{{"seq": 1, "type": "epoch_ended", "run": {run}, "epoch": {number}, {figures}}}'

    paused = '{"seq": 9, "type": "run_paused", "run": 1}'
    first = [
        epoch(1, 1, "0.9"),
        epoch(1, 2, "1e-05"),
        epoch(1, 3, "0.7", "0.9"),
        epoch(1, 4, "0.8"),
        epoch(1, 5, "0.8"),
    ]
    other = [epoch(2, 1, "null", "null")]
    kept, missing = newest_of_each([*first, *other, paused])
    assert (kept, missing) == ([first[1], first[2], first[4], *other, paused], True)
    assert newest_of_each([*other, paused]) == ([*other, paused], False)


def test_the_loss_of_a_run_that_nearly_diverged_is_read_with_its_power_of_ten(owner: Owner) -> None:
    """JSON writes 2e16 as 2e+16: it is neither 2 nor the best of all epochs."""
    losses = (3.0, 2e16, 2.5, 4e-7, 1e300)
    ended = [{"type": "epoch_ended", "run": 2, "epoch": n, "train_loss": 1.0, "validation_loss": loss}
             for n, loss in enumerate(losses, start=1)]  # fmt: skip
    kept, missing = newest_of_each([json.dumps(event) for event in ended])
    assert missing
    assert [json.loads(body)["epoch"] for body in kept] == [4, 5]
    experiment = make(owner)
    Event.objects.append(experiment, ended[:2])
    experiment.runs.create(population=experiment.populations.get(), number=2, epochs=2, epoch=2)
    assert Condensed(experiment).curves["validation_loss"] == [3.0, 2e16]
