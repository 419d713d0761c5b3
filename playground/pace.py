"""How far an experiment is and how fast: trials done, running and waiting, epochs a second, and the time left."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import Any, NamedTuple

from django.utils import timezone
from pydantic import ValidationError

from playground.models import Experiment, State
from playground.models.population import TERMINAL
from training.spec import Spec

MEMORY = 4.0
"""Seconds over which the speed is averaged."""
STALE = 30.0
"""Seconds without a commit after which nobody knows how fast it is."""
MOST_KEPT = 4096
_forecasts: "dict[str, Forecast | None]" = {}


class RunRow(NamedTuple):
    """What a status needs of a run: an experiment may have two thousand."""

    experiment_id: int
    population_id: int
    number: int
    trial: int
    state: str
    reason: str
    epoch: int
    epochs: int
    best_epoch: int


@dataclass(frozen=True)
class Forecast:
    """What a spec says about the trials to come."""

    count: int
    """Trials in all, at most."""
    seeds: int
    epochs: int
    rungs: Sequence[tuple[int, int]]
    """The epochs of the rungs, and how many trials go on from each."""

    @classmethod
    def of(cls, spec: Spec) -> "Forecast":
        """Asks the strategy; which trials go on from a rung does not matter here, only how many."""
        epochs, vary = spec.stopping.epochs, spec.vary
        if vary is None:
            return cls(spec.ensemble.members if spec.ensemble else 1, 1, epochs, ())
        rungs, scores = [], {trial: float(trial) for trial in range(1, vary.count + 1)}
        for number, epoch in enumerate(vary.rungs(epochs)):
            scores = {trial: float(trial) for trial in vary.kept(number, dict(scores))}
            rungs.append((epoch, len(scores)))
        return cls(vary.count, vary.seeds, epochs, rungs)

    def epochs_left(self, runs: Sequence[RunRow], rung: int) -> int:
        """The epochs of all runs together that are still to be trained, at most; `rung` comes next."""
        going = [run for run in runs if run.state not in TERMINAL]
        if 0 < rung <= len(self.rungs):  # some of them may only have to be told that they have ended
            going = sorted(going, key=lambda run: -run.epoch)[: self.rungs[rung - 1][1] * self.seeds]
        trials = len({run.trial for run in runs})
        left = (self.count - trials) * self.seeds * self.epochs if trials < self.count else 0
        ends = [end for end in self.rungs[rung:] if end[0] < self.epochs]
        if not ends or not going:
            return left + sum(run.epochs - run.epoch for run in going)
        left += sum(max(0, ends[0][0] - run.epoch) for run in going)
        for (epoch, kept), (later, _) in zip(ends, [*ends[1:], (self.epochs, 0)], strict=True):
            left += min(len(going), kept * self.seeds) * (later - epoch)
        return left


def measure_speed(experiment: Experiment, events: Sequence[dict[str, Any]]) -> None:
    """How many epochs a second its runs train together. A rest does not count."""
    kinds = Counter(event["type"] for event in events)
    if not kinds.keys() & {"run_started", "run_resumed", "epoch_ended"}:
        return
    now = timezone.now()
    rested = kinds["run_resumed"] > 0
    rate = 0.0 if rested else faster(experiment.rate, experiment.rate_at, kinds["epoch_ended"], now)
    Experiment.objects.filter(pk=experiment.pk).update(rate=rate, rate_at=now)


def faster(rate: float, before: datetime | None, epochs: int, now: datetime) -> float:
    """The speed after so many epochs since the commit before: the average of late, weighted by exp(−age/MEMORY)."""
    if before is None or not rate:
        passed = (now - before).total_seconds() if before else 0.0
        return epochs / passed if passed > 0 else 0.0
    passed = max((now - before).total_seconds(), 1e-3)
    return rate + (1 - exp(-passed / MEMORY)) * (epochs / passed - rate)


def pace(experiment: Experiment, runs: Sequence[RunRow], rung: int, state: str) -> dict[str, Any]:
    """The share of the work that is done, its trials, its speed and the time it will take. `rung` comes next."""
    over = state in TERMINAL
    forecast = None if over else forecast_of(experiment)
    trained = sum(run.epoch for run in runs)
    left = forecast.epochs_left(runs, rung) if forecast else 0
    recent = experiment.rate_at and (timezone.now() - experiment.rate_at).total_seconds() < STALE
    rate = experiment.rate if recent and state == State.RUNNING else 0.0
    return {
        "progress": 1.0 if over else round(trained / max(1, trained + left), 6),
        "trials": _trials(runs, forecast.count if forecast else 0),
        "epochs_per_second": round(rate, 1) or None,
        "seconds_left": round(left / rate, 1) if rate else None,
    }


def forecast_of(experiment: Experiment) -> Forecast | None:
    """Kept, because a status is asked for many times a second and a spec never changes.

    None where this version no longer understands the spec, or the experiment is just being deleted.
    """
    if experiment.public_id not in _forecasts:
        learn([experiment])
    return _forecasts.get(experiment.public_id)


def learn(experiments: Sequence[Experiment]) -> None:
    """Read the specs of those that are not known yet, all in one query."""
    unknown = [each.pk for each in experiments if each.public_id not in _forecasts]
    if len(_forecasts) + len(unknown) > MOST_KEPT:
        _forecasts.clear()
        unknown = [each.pk for each in experiments]
    if unknown:
        for public_id, spec in Experiment.objects.filter(pk__in=unknown).values_list("public_id", "spec"):
            _forecasts[public_id] = _forecast(spec)


def _forecast(spec: dict[str, Any]) -> Forecast | None:
    try:
        return Forecast.of(Spec.model_validate(spec))
    except ValidationError:
        return None


def _trials(runs: Sequence[RunRow], expected: int) -> dict[str, int]:
    """A trial is done when all its repetitions have ended, and runs when one of them has begun."""
    states: dict[int, set[str]] = {}
    for run in runs:
        states.setdefault(run.trial, set()).add(run.state)
    total = max(len(states), expected)
    done = sum(each <= set(TERMINAL) for each in states.values())
    waiting = sum(each == {State.WAITING} for each in states.values()) + total - len(states)
    return {"total": total, "done": done, "running": total - done - waiting, "waiting": waiting}
