"""Rounds and rungs: what an experiment that learns from its trials trains next, from what the earlier ones achieved.

Everything here follows from the spec and the figures alone, so whoever works it out finds the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from training.data.lookup import Tables, outlines
from training.events import RungEnded
from training.problems import SpecError
from training.runs import PlannedRun, repeated, varied
from training.search import Lane, Objective, Told
from training.spec import Spec

Score = Callable[[int], float | None]
"""Finds what a run achieved, by its number: smaller is better; None where it diverged, failed or was not evaluated."""


class Scoreboard:
    """The best objective figure of every run, from the events of an experiment."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.best: dict[int, float | None] = {}

    def take(self, event: Mapping[str, Any]) -> None:
        """Read one event in its JSON form. Epochs come in any order; a run that diverged or failed has no score."""
        run = event["run"]
        if event["type"] in ("epoch_ended", "validation_ended"):
            self.best[run] = better(self.objective, self.best.get(run), event)
        elif event["type"] == "run_failed" or event.get("reason") == "diverged":
            self.best[run] = None

    def score(self, run: int) -> float | None:
        """What a run has achieved so far."""
        return self.best.get(run)


def better(objective: Objective, best: float | None, figures: Mapping[str, Any]) -> float | None:
    """The smaller of the best score so far and that of these figures; accuracies are negated."""
    figure: float | None = figures.get(objective)
    if figure is None:
        return best
    score = -figure if objective == "validation_accuracy" else figure
    return score if best is None else min(best, score)


def told(lanes: Iterable[tuple[int, Lane]], score: Score) -> list[Told]:
    """What the strategy may know of these runs (number, lane), one entry for each trial in order.

    The mean over the repetitions; a trial of which one repetition diverged has no score.
    """
    trials: dict[int, tuple[Lane, list[float | None]]] = {}
    for number, lane in lanes:
        trials.setdefault(lane.trial, (lane, []))[1].append(score(number))
    return [Told(trial, lane.settings, _mean(scores)) for trial, (lane, scores) in sorted(trials.items())]


def _mean(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if len(known) == len(scores) else None


def next_runs(spec: Spec, told: Sequence[Told], tables: Tables) -> list[PlannedRun]:
    """The runs of the next round, once every run so far has ended; none: the experiment is over.

    A combination that cannot be trained is left out: only rules between several axes can make one.
    """
    if spec.vary is None:
        return []
    trials = [trial for trial in spec.vary.more(told) if _possible(spec, trial.settings, tables)]
    return repeated(spec, trials, before=len(told))


def _possible(spec: Spec, settings: dict[str, Any], tables: Tables) -> bool:
    try:
        type(spec).parse(varied(spec, settings), outlines(tables))
    except SpecError:
        return False
    return True


def rungs_of(spec: Spec) -> list[int]:
    """The epochs after which all runs of an experiment wait for one another."""
    return spec.vary.rungs(spec.stopping.epochs) if spec.vary else []


def decide(spec: Spec, rung: int, epoch: int, lanes: Iterable[tuple[int, Lane]], score: Score) -> RungEnded | None:
    """Which trials go on after a rung, of those of which a run has come to it; None where none has.

    `lanes` are all runs (number, lane) of these trials, also the repetitions that have ended before.
    """
    scores = {trial.trial: trial.score for trial in told(lanes, score)}
    if spec.vary is None or not scores:
        return None
    kept = spec.vary.kept(rung, scores)
    return RungEnded(run=0, rung=rung, epoch=epoch, kept=sorted(kept), ended=sorted(scores.keys() - kept))
