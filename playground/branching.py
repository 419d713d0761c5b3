"""Time travel: an experiment that repeats another one, and one that goes on from one of its epochs.

A repetition has the same spec and a plan of all that was changed. A branch has its parent's log up to the epoch, which
a worker repeats in silence (playground/slices.py), and its plan from there on: unchanged it repeats its parent.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from playground.control import check_change, with_changes
from playground.models import Checkpoint, Dataset, Desired, Event, Experiment, Owner, Population, Run, State, Weights
from playground.models.population import TERMINAL
from playground.plans import Plan, plan_of
from training.problems import Problem, SpecError
from training.spec import Spec

UNTIMED = ("run_paused", "run_resumed", "test_opened")
"""What is not copied: rests and looks are not part of what was trained."""


def repeat(source: Experiment, owner: Owner, desired: str = Desired.RUN) -> Experiment:
    """An experiment that does all that was done in another one, at the same epochs."""
    spec = Spec.parse(source.spec, Dataset.objects.outline)
    plans = _plans(source)
    with transaction.atomic():
        made = Experiment.objects.start(spec, owner, source, desired)
        made.again = True
        made.save(update_fields=["again"])
        for population in made.populations.all():
            if plan := plans.get(_first_run(population)):
                plan.write(population)
    return made


def branch(
    source: Experiment, owner: Owner, epoch: int, settings: dict[str, Any], desired: str = Desired.RUN
) -> Experiment:
    """An experiment that shares its parent's first epochs; `settings` change after the last one they share.

    Raises SpecError where the parent has no such epoch to go on from, or the settings cannot change.
    """
    spec = Spec.parse(source.spec, Dataset.objects.outline)
    _check_epoch(source, spec, epoch)
    plans = _plans(source)
    open_ones = [each for each in source.populations.order_by("number") if not _ended(each, epoch)]
    at_epoch = with_changes(spec, plans[_first_run(open_ones[0])].before(epoch))
    if settings:
        check_change(at_epoch, settings, epoch, source.runs.count())
    failed = set(source.runs.filter(state=State.FAILED, epoch__lt=epoch).values_list("number", flat=True))
    events = [event for event in _log(source) if _shared(event, epoch, failed)]
    with transaction.atomic():
        made = Experiment.objects.start(spec, owner, source, desired)
        made.branched_at = epoch
        made.pause_at = epoch + 1 if desired == Desired.STEP else None
        made.save(update_fields=["branched_at", "pause_at"])
        _summarize(made, source, events)
        for event in events:
            event.pop("seq")
        Event.objects.append(made, events)
        Weights.objects.copy(source, made, events, epoch)
        for population in made.populations.all():
            _prepare(population, source, epoch, plans[_first_run(population)].from_epoch(epoch, settings), settings)
    return made


def latest(source: Experiment) -> int:
    """The last epoch from which something of an experiment can go on."""
    return max((_reach(population) for population in source.populations.all()), default=0)


def _check_epoch(source: Experiment, spec: Spec, epoch: int) -> None:
    if spec.validation.separate_worker:
        sentence = "Its validation figures come from another worker, too late for a branch. Run it again instead."
        raise SpecError([Problem("epoch", sentence)])
    last = latest(source)
    if epoch > last:
        sentence = f"It cannot go on from epoch {epoch}: the last one from which it can is epoch {last}."
        raise SpecError([Problem("epoch", sentence)])
    behind = source.populations.open().filter(epoch__lt=epoch).first()
    if behind:
        sentence = f"Run {_first_run(behind)} has trained {behind.epoch} epochs only: wait until it has come so far."
        raise SpecError([Problem("epoch", sentence)])


def _reach(population: Population) -> int:
    """From its last epoch a population goes on only if nothing but its student ended it there."""
    if population.state not in TERMINAL:
        return population.epoch
    last = max(population.runs.values_list("epoch", flat=True))
    own_end = population.runs.filter(epoch=last).exclude(reason="stopped by user").filter(state=State.FINISHED)
    return last - 1 if own_end.exists() else last


def _ended(population: Population, epoch: int) -> bool:
    """Whether all its runs had ended by that epoch."""
    return population.state in TERMINAL and _reach(population) < epoch


def _plans(source: Experiment) -> dict[int, Plan]:
    """The plan of each population, by the number of its first run."""
    return {_first_run(population): plan_of(population) for population in source.populations.all()}


def _first_run(population: Population) -> int:
    return min(population.runs.values_list("number", flat=True))


def _log(source: Experiment) -> list[dict[str, Any]]:
    return [row.values() for row in Event.objects.filter(experiment=source).order_by("seq").iterator()]


def _shared(event: dict[str, Any], epoch: int, failed: Collection[int]) -> bool:
    """Whether an event belongs to what came before the branch. Changes and a stop at its epoch act after it."""
    kind = event["type"]
    if kind in UNTIMED:
        return False
    if kind == "setting_changed":
        return bool(event["epoch"] < epoch)
    if kind == "run_finished":
        return bool(event["epochs"] < epoch + (event["reason"] != "stopped by user"))
    if kind == "run_failed":
        return event["run"] in failed
    return bool(event.get("epoch", 0) <= epoch)


def _summarize(made: Experiment, source: Experiment, events: Sequence[dict[str, Any]]) -> None:
    """The runs as they were after the shared epochs; those that had ended keep their weights."""
    runs = {run.number: run for run in made.runs.all()}
    for event in events:
        if event["run"]:
            runs[event["run"]].record(event)
    for old in source.runs.filter(number__in=[run.number for run in runs.values() if run.state == State.FINISHED]):
        runs[old.number].weights, runs[old.number].sealed_test = old.weights, old.sealed_test
    fields = ["state", "reason", "epoch", "epochs", "best_epoch", "best", "last", "weights", "sealed_test"]
    Run.objects.bulk_update(runs.values(), fields)


def _prepare(population: Population, source: Experiment, epoch: int, plan: Plan, settings: dict[str, Any]) -> None:
    """A population that has ended stays as it was; the others repeat the log, then follow their plan."""
    if not population.runs.exclude(state__in=TERMINAL).exists():
        old = source.populations.get(number=population.number)
        ended = {"state": old.state, "epoch": old.epoch, "sealed_test": old.sealed_test}
        Population.objects.filter(pk=population.pk).update(**ended)
        return
    if settings:
        plan.changes = [
            *(each for each in plan.changes if each[0] <= epoch),
            (epoch, settings),
            *(each for each in plan.changes if each[0] > epoch),
        ]
    plan.write(population)
    old = source.populations.get(number=population.number)
    begins = Checkpoint.objects.share(old, population, before=epoch) or 0
    Population.objects.filter(pk=population.pk).update(epoch=epoch, replayed=begins if epoch else None)
