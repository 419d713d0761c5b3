"""What a user may ask of an experiment: run, pause, step, stop, and changes of settings while it trains."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from playground import quotas
from playground.bell import bell
from playground.models import (
    Change,
    Dataset,
    Desired,
    Event,
    Experiment,
    Owner,
    Population,
    Quota,
    Run,
    State,
)
from playground.models.population import TERMINAL
from playground.plans import plan_in, told
from playground.refusals import Finished
from training.events import RunPaused
from training.live import check_live
from training.problems import Problem, SpecError
from training.spec import Spec
from training.weight_edits import layers_of, places, split

MOST_PENDING_CHANGES = 50


def desire_all(experiments: QuerySet[Experiment], desired: str) -> int:
    """The same of every one of these that has not ended; of how many it was wished."""
    going = Population.objects.open().filter(experiment=OuterRef("pk"))
    count = 0
    for experiment in experiments.filter(Exists(going)).exclude(desired=desired).order_by("pk"):
        with suppress(Finished):  # it has just ended
            desire(experiment, desired)
            count += 1
    return count


def desire(experiment: Experiment, desired: str) -> None:
    """Write down what the user wants. Workers obey at their next commit; what rests already is marked here."""
    with transaction.atomic():
        Owner.objects.join(experiment.owner_id)  # first, as in all that takes both rows
        if desired in (Desired.RUN, Desired.STEP):
            quotas.check_resumed(experiment.owner, experiment.pk, Quota.objects.limits(experiment.classroom_id))
        locked = _open(experiment)
        locked.desired = desired
        if desired == Desired.STEP:
            epoch = max(locked.populations.open().values_list("epoch", flat=True))
            ahead = locked.pause_at if locked.pause_at is not None and locked.pause_at > epoch else epoch
            locked.pause_at = ahead + 1
        else:
            locked.pause_at = None
        locked.save(update_fields=["desired", "pause_at"])
        if desired == Desired.PAUSE:
            _rest(locked)
    bell.ring_workers()
    bell.ring_watchers(experiment.public_id, locked.seq)


def stop_run(experiment: Experiment, number: int) -> None:
    """End one run of several; the others go on. Raises SpecError where there is no such run."""
    _stop(experiment, "run", number=number)


def stop_trial(experiment: Experiment, number: int) -> None:
    """End all repetitions of one trial. Raises SpecError where there is no such trial."""
    _stop(experiment, "trial", trial=number)


def _stop(experiment: Experiment, what: str, **which: int) -> None:
    [number] = which.values()
    with transaction.atomic():
        Owner.objects.join(experiment.owner_id)
        locked = _open(experiment)
        runs = locked.runs.filter(**which)
        if not runs.exists():
            raise SpecError([Problem(what, f"There is no {what} {number} in this experiment.")])
        if not runs.exclude(state__in=TERMINAL).update(stop_wanted=True):
            raise Finished(f"{what.capitalize()} {number} has ended already.")
    bell.ring_workers()


def change(experiment: Experiment, settings: dict[str, Any]) -> None:
    """Ask for new values of live settings, or type weights, from the next epoch on.

    Raises SpecError and writes nothing when invalid.
    """
    # A long log takes long to read, and whoever holds the lock holds up every commit: it is for what came meanwhile.
    known = told(experiment)
    limits = Quota.objects.limits(experiment.classroom_id)
    room = quotas.room_to_grow(experiment.owner, limits) if "stopping.epochs" in settings else transaction.atomic()
    with room:
        Owner.objects.join(experiment.owner_id)
        locked = _open(experiment)
        known += told(locked, after=experiment.seq)
        if not locked.populations.open().exclude(waits_for__gte=F("epoch")).exists():
            raise Finished("Training is done: only its last epochs are still being validated.")
        seen = min(locked.populations.open().values_list("changes_seen", flat=True))
        if locked.changes.filter(at_epoch=None, pk__gt=seen).count() >= MOST_PENDING_CHANGES:
            raise SpecError([Problem("set", "Too many changes are waiting; let the training go on first.")])
        epoch = max(locked.populations.open().values_list("epoch", flat=True))
        changed = check_change(current_spec(locked, known), settings, epoch, locked.runs.count())
        quotas.check_size(changed, limits)
        locked.may_take(changed)
        Change.objects.create(experiment=locked, settings=settings)
    bell.ring_workers()


def check_change(spec: Spec, changes: dict[str, Any], epoch: int, runs: int) -> Spec:
    """The spec with these changes; SpecError unless these settings and weights can change after `epoch`."""
    settings, edits = split(changes)
    if edits:
        outline = spec.outline(Dataset.objects.outline)
        if outline is None:
            raise SpecError([Problem("data.dataset", f'The data set "{spec.data.dataset}" does not exist here.')])
        places(layers_of(spec, outline), edits, runs)
    check_live(spec, settings)
    _check_common(spec, settings)
    changed = spec.with_settings(settings, Dataset.objects.outline)
    if changed.stopping.epochs <= epoch:
        raise SpecError([Problem("stopping.epochs", f"Epoch {epoch} is over already; choose a larger number.")])
    return changed


def current_spec(experiment: Experiment, known: Sequence[dict[str, Any]]) -> Spec:
    """The spec with every change that the log tells (`known`), and those that are asked for and not yet applied."""
    population = experiment.populations.open().order_by("number").first()
    if population is None:
        return Spec.model_validate(experiment.spec)
    numbers = set(population.runs.values_list("number", flat=True))
    changes = [settings for _, settings in plan_in(known, numbers).changes]
    waiting = Change.objects.unseen_by(population).order_by("pk")
    return with_changes(Spec.model_validate(experiment.spec), [*changes, *(change.settings for change in waiting)])


def with_changes(spec: Spec, changes: Iterable[dict[str, Any]]) -> Spec:
    """The spec after these changes, one after the other; typed weights are no part of it."""
    for each in changes:
        settings, _ = split(each)
        spec = spec.with_settings(settings, Dataset.objects.outline) if settings else spec
    return spec


def _check_common(spec: Spec, settings: dict[str, Any]) -> None:
    varied = {path for trial in spec.vary.plan() for path in trial.settings} if spec.vary else set()
    # Another kind of a choice would take all its settings along.
    wholes = {path: path.removesuffix(".kind") for path in settings}
    refused = [path for path in settings if any(_inside(path, one) or _inside(one, wholes[path]) for one in varied)]
    if refused:
        raise SpecError([Problem(path, "The runs differ in this setting: it stays as it is.") for path in refused])


def _inside(path: str, group: str) -> bool:
    return path == group or path.startswith(f"{group}.")


def _open(experiment: Experiment) -> Experiment:
    locked = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if not locked.populations.exclude(state__in=TERMINAL).exists():
        raise Finished("This experiment has ended. Fork it to train again with other settings.")
    return locked


def _rest(experiment: Experiment) -> None:
    """Populations that no worker holds rest at once; a worker that holds or is claiming one does it itself."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    resting = list(
        experiment.populations.open().exclude(state=State.PAUSED).filter(free).select_for_update(skip_locked=True)
    )
    runs = Run.objects.filter(population__in=resting).exclude(state__in=[*TERMINAL, State.PAUSED])
    events = [RunPaused(run=run.number, epoch=run.epoch).to_dict() for run in runs.defer("weights").order_by("number")]
    runs.update(state=State.PAUSED)
    for population in resting:
        population.state = State.PAUSED
        population.save(update_fields=["state"])
    Event.objects.append(experiment, events)
