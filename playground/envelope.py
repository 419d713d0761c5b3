"""The test envelope: the figures of the test split stay sealed until the owner opens them for one chosen run.

Whoever chooses by test figures makes them worthless: so each opening is of one run alone, counted, stamped with its
time, and told in the log for good. Of every other run nothing is told, and in a search nothing is known: its figures
are worked out for the one run whose envelope is opened.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from playground.bell import bell
from playground.models import Event, Experiment, Run, State
from playground.refusals import Finished
from playground.sealed_figures import asked_of_a_worker
from training.events import TestOpened
from training.problems import Problem, SpecError


def open_envelope(experiment: Experiment, number: int | None = None, seconds: float | None = None) -> dict[str, Any]:
    """Break the seal of one run: all openings so far, this one first.

    0 is the ensemble. Without a number it is that of an ensemble, else the run that validation says is the best.
    Those of a run of a search are worked out first, by a worker, for at most so many `seconds`. Raises Finished while
    something trains or where there are no figures, SpecError where there is no such run, Busy where no worker evaluates
    it in time.
    """
    if not _over(experiment):
        raise Finished("The test set can be opened when training has finished.")
    sealed = _Sealed(experiment)
    unknown = sealed.unknown(number)
    if unknown is not None:
        unknown.sealed_test = asked_of_a_worker(experiment, unknown.number, seconds)
    opened = sealed.figures(number)
    if opened is None:
        raise Finished("There are no test figures: its test share is 0, or it was stopped before it had a network.")
    with transaction.atomic():
        locked = Experiment.objects.select_for_update().get(pk=experiment.pk)
        if unknown is not None:
            unknown.save(update_fields=["sealed_test"])
        locked.test_openings += 1
        locked.save(update_fields=["test_openings"])
        at = timezone.now().isoformat(timespec="seconds")
        Event.objects.append(locked, [TestOpened(**opened, count=locked.test_openings, at=at).to_dict()])
    bell.ring_watchers(locked.public_id, locked.seq)
    told = opened_envelopes(locked)
    assert told is not None
    return told


def opened_envelopes(experiment: Experiment) -> dict[str, Any] | None:
    """The newest opening, and all of them as `openings`; None while the envelope is sealed."""
    if not experiment.test_openings:
        return None
    rows = Event.objects.filter(experiment=experiment, body__contains='"type": "test_opened"').order_by("-seq")
    openings = [_told(row.values()) for row in rows[: experiment.test_openings]]
    return {**openings[0], "openings": openings} if openings else None


def chosen_run(experiment: Experiment) -> int | None:
    """The run with a network that validation says is the best; None where no run has ended with one."""
    return _Sealed(experiment).best()


def _told(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in ("type", "seq")}


def _over(experiment: Experiment) -> bool:
    """Whether every run has ended, one of them by finishing, and no further ones are to follow."""
    if experiment.populations.open().exists():
        return False
    states = set(experiment.runs.values_list("state", flat=True))
    return State.FINISHED in states and states <= {State.FINISHED, State.FAILED}


class _Sealed:
    """What is under seal in an experiment."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.runs = {run.number: run for run in experiment.runs.defer("weights").order_by("number")}
        self.trained = set(experiment.runs.filter(weights__isnull=False).values_list("number", flat=True))
        self.objective = experiment.objective

    def unknown(self, number: int | None) -> Run | None:
        """The run whose figures are asked for, where nobody has worked them out yet."""
        run = self.runs.get((self.best() if number is None else number) or 0)
        wanted = self.experiment.is_search and run is not None and run.number in self.trained
        return run if wanted and run is not None and run.sealed_test is None else None

    def figures(self, number: int | None) -> dict[str, Any] | None:
        """Test figures and, beside them, what validation said of the same network; None where there are none."""
        together = self.experiment.populations.exclude(sealed_test=None).values_list("sealed_test", flat=True).first()
        if number is None:
            number = 0 if together else self.best()
        if number == 0 and together:
            return {**together, "run": 0, "name": "ensemble", **self._of_ensemble()}
        if number is not None and number not in self.runs and (number or not self.experiment.spec.get("ensemble")):
            raise SpecError([Problem("run", f"There is no run {number} in this experiment.")])
        run = self.runs.get(number or 0)
        if run is None or run.sealed_test is None:
            return None
        return {**run.sealed_test, "run": run.number, "name": run.name, **self._validation_of(run)}

    def best(self) -> int | None:
        """The best trial by validation: by the mean over its repetitions, and of these the best one."""
        scores = {run.number: self._score(run) for run in self.runs.values()}
        trials: dict[int, list[float | None]] = {}
        for run in self.runs.values():
            trials.setdefault(run.trial, []).append(scores[run.number])

        def rank(run: Run) -> tuple[bool, float, float, int]:
            own, trial = scores[run.number], trials[run.trial]
            known = [score for score in trial if score is not None]
            if own is None or len(known) < len(trial):
                return (True, 0.0, own or 0.0, run.number)
            return (False, sum(known) / len(known), own, run.number)

        trained = [run for run in self.runs.values() if run.number in self.trained]
        return min(trained, key=rank).number if trained else None

    def _score(self, run: Run) -> float | None:
        """What trials are compared by everywhere, smaller is better; None where it diverged or nothing is known."""
        if run.reason == "diverged" or run.state != State.FINISHED:
            return None
        if run.score is not None:
            return run.score
        names = (self.objective, self.objective.replace("validation", "train"))
        value = next((run.best[name] for name in names if run.best.get(name) is not None), None)
        return self._in_its_units(value)

    def _in_its_units(self, score: float | None) -> float | None:
        """A figure of the objective as a score, and back: accuracies are negated."""
        return None if score is None else -score if self.objective.endswith("accuracy") else score

    def _validation_of(self, run: Run) -> dict[str, Any]:
        """Of the network that was tested, and the best figure of all epochs, by which it was compared."""
        early = self.experiment.spec["stopping"].get("early") or {}
        restored = early.get("restore_best", True) if early else False
        tested = run.best if restored and run.best_epoch else run.last
        score = run.best.get(self.objective) if run.score is None else self._in_its_units(run.score)
        return {**_validation(tested), "objective": self.objective, "score": score}

    def _of_ensemble(self) -> dict[str, Any]:
        rows = Event.objects.filter(experiment=self.experiment, body__contains='"type": "ensemble_evaluated"')
        newest = rows.order_by("-seq").first()
        return _validation(newest.values() if newest else {})


def _validation(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: figures.get(name) for name in ("validation_loss", "validation_accuracy")}
