"""How far a search is and how fast: trials done, running and waiting, speed, time left; also with two thousand runs."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from playground import control, pace
from playground.models import Desired, Experiment, Owner, Run, State
from playground.pace import Forecast, RunRow, faster
from playground.status import status
from tests.playground.experiments import make, take_short_turn, train_to_the_end
from training.spec import Spec

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")

RATES = {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1}}
RANDOM: dict[str, Any] = {"vary": {"kind": "random", "trials": 5, "seeds": 2, "axes": RATES}}
HALVING: dict[str, Any] = {"vary": {"kind": "halving", "trials": 9, "reduction": 3, "minimum": 1, "axes": RATES}}
TPE: dict[str, Any] = {"vary": {"kind": "tpe", "trials": 10, "startup": 4, "per_round": 3, "axes": RATES}}


def trials(experiment: Experiment) -> tuple[int, ...]:
    told = status(experiment)["trials"]
    assert told["total"] == told["done"] + told["running"] + told["waiting"]
    return told["done"], told["running"], told["waiting"]


def row(trial: int, state: str = "running", epoch: int = 0, epochs: int = 9) -> RunRow:
    return RunRow(1, 1, trial, trial, state, "", epoch, epochs, 0)


def test_a_trial_counts_with_all_its_repetitions(owner: Owner) -> None:
    experiment = make(owner, **RANDOM)
    assert trials(experiment) == (0, 0, 5)
    take_short_turn()
    assert trials(experiment) == (0, 5, 0)
    Run.objects.filter(number__in=[1, 3, 4]).update(state=State.FINISHED)
    assert trials(experiment) == (1, 4, 0)


def test_trials_that_are_not_chosen_yet_wait(owner: Owner) -> None:
    experiment = make(owner, **TPE)
    seen = {trials(experiment)}
    while take_short_turn():
        seen.add(trials(experiment))
    assert {(0, 0, 10), (0, 4, 6), (4, 0, 6), (4, 3, 3), (7, 3, 0), (10, 0, 0)} <= seen


@pytest.mark.parametrize("settings", [RANDOM, HALVING, TPE], ids=["random", "halving", "tpe"])
def test_progress_only_grows_and_says_how_much_is_left(settings: dict[str, Any], owner: Owner) -> None:
    experiment = make(owner, **{**settings, "stopping": {"epochs": 9}})
    told = [status(experiment)["progress"]]
    while take_short_turn():
        told.append(status(experiment)["progress"])
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)
    first = Run.objects.filter(population__number=1)
    known = [row(trial, State.WAITING) for trial in first.values_list("trial", flat=True)]
    forecast = Forecast.of(Spec.model_validate(experiment.spec))
    assert forecast.epochs_left(known, 0) == sum(Run.objects.values_list("epoch", flat=True))


def test_rungs_shorten_what_is_left() -> None:
    forecast = Forecast(count=9, seeds=1, epochs=9, rungs=[(1, 3), (3, 1)])
    waiting = [row(n, "waiting") for n in range(1, 10)]
    assert forecast.epochs_left(waiting, 0) == 9 * 1 + 3 * 2 + 1 * 6
    after = [row(n, "running" if n < 4 else "finished", epoch=1) for n in range(1, 10)]
    assert forecast.epochs_left(after, 1) == 3 * 2 + 1 * 6
    last = [row(n, "running" if n == 1 else "finished", epoch=3) for n in range(1, 10)]
    assert forecast.epochs_left(last, 2) == 6


def test_the_speed_is_that_of_the_last_seconds() -> None:
    now = timezone.now()
    assert faster(0, None, 10, now) == 0
    assert faster(0, now - timedelta(seconds=2), 10, now) == 5
    rate = 5.0
    for _ in range(300):
        rate = faster(rate, now - timedelta(seconds=0.1), 20, now)
    assert rate == pytest.approx(200, rel=1e-3)
    assert faster(rate, now - timedelta(seconds=60), 60, now) == pytest.approx(1, rel=1e-3)


def test_time_left_is_work_by_speed_and_nobody_knows_it_while_it_rests(owner: Owner) -> None:
    experiment = make(owner, **RANDOM)
    for _ in range(3):
        take_short_turn()
    told = status(experiment)
    assert told["epochs_per_second"] > 0
    experiment.refresh_from_db()
    left = 10 * 12 - sum(Run.objects.values_list("epoch", flat=True))
    assert told["seconds_left"] == pytest.approx(left / experiment.rate, abs=0.1)
    control.desire(experiment, Desired.PAUSE)
    train_to_the_end(take_short_turn)
    assert (status(experiment)["epochs_per_second"], status(experiment)["seconds_left"]) == (None, None)
    control.desire(experiment, Desired.RUN)
    take_short_turn()
    assert status(experiment)["epochs_per_second"] is None, "the rest does not count"
    Experiment.objects.update(rate_at=timezone.now() - timedelta(seconds=pace.STALE + 1), rate=3)
    assert status(experiment)["seconds_left"] is None


def test_two_thousand_runs_are_there_at_once_and_their_status_is_cheap(owner: Owner) -> None:
    began = time.process_time()
    experiment = make(owner, vary={"kind": "random", "trials": 2000, "axes": RATES})
    made = time.process_time() - began
    assert (experiment.runs.count(), experiment.populations.count()) == (2000, 32)
    assert trials(experiment) == (0, 0, 2000)
    began = time.process_time()
    for _ in range(5):
        status(experiment)
    looked = (time.process_time() - began) / 5
    print(f"\n2,000 runs: made in {made:.2f} s, a status takes {looked * 1000:.0f} ms")
    assert made < 6
    assert looked < 0.25
