"""The queue of separate validation: claim the snapshots of a population, report their figures, once each.

It is built as the queue of training is: a lease by the database's clock, and a claim that fences off whoever was too
late. A report marks snapshots as done and writes their events in one transaction, so nothing is told twice or lost.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from playground import queue
from playground.bell import bell
from playground.models import Event, Experiment, Population, Run, Snapshot
from playground.models.many_rows import update_each
from playground.models.population import TERMINAL
from training.events import ValidationEnded, ValidationFigures


@dataclass
class Claim:
    """A process's hold on snapshots of one population, oldest epoch first."""

    worker: str
    token: str
    population: Population
    snapshots: Sequence[Snapshot]


Found = Mapping[int, ValidationFigures]
"""Run → its figures."""


def claim(worker: str) -> Claim | None:
    """Take all that waits of the population that waits longest, or None when there is nothing to do."""
    if not Snapshot.objects.free().exists():
        return None  # without this look, idle workers would take SQLite's write lock every second
    with transaction.atomic():
        free = Snapshot.objects.free().select_for_update(skip_locked=True, of=("self",))
        oldest = free.defer("networks").order_by("pk").first()
        if oldest is None:
            return None
        population = Population.objects.select_related("experiment").get(pk=oldest.population_id)
        held = list(free.filter(population=population).order_by("epoch", "pk"))
        token = secrets.token_hex(8)
        until = Now() + timedelta(seconds=population.lease_seconds)
        keys = [snapshot.pk for snapshot in held]
        Snapshot.objects.filter(pk__in=keys).update(claim=token, lease_until=until, attempts=F("attempts") + 1)
    if held[0].attempts >= queue.MOST_ATTEMPTS:
        fail(population, f"Validation crashed {queue.MOST_ATTEMPTS} times in a row and was given up.")
        return None
    return Claim(worker, token, population, held)


def report(claim: Claim, found: Sequence[tuple[Snapshot, Found]]) -> None:
    """Write down what was found and give back the rest; raises LostLease where somebody else has taken them over."""
    keys = [snapshot.pk for snapshot, _ in found]
    experiment = claim.population.experiment
    with transaction.atomic():
        # The experiment first, as everybody does who takes several rows.
        Experiment.objects.select_for_update().only("pk").get(pk=experiment.pk)
        held = Snapshot.objects.filter(claim=claim.token, done=False)
        if held.filter(pk__in=keys).update(done=True, lease_until=None) < len(keys):
            raise queue.LostLease
        held.update(lease_until=None, attempts=0)
        _tell(claim, found)
        waits = Population.objects.filter(pk=claim.population.pk, waits_for__isnull=False).exists()
    bell.ring_watchers(experiment.public_id, experiment.seq)
    if waits:
        bell.ring_workers()


def fail(population: Population, sentence: str) -> None:
    """End the runs of a population that cannot be evaluated."""
    with transaction.atomic():
        if held := Population.objects.open().select_for_update().filter(pk=population.pk).first():
            queue.fail(held, sentence)


def _tell(claim: Claim, found: Sequence[tuple[Snapshot, Found]]) -> None:
    """One event for each run that has not ended meanwhile."""
    open_runs = Run.objects.filter(population=claim.population).exclude(state__in=TERMINAL).defer("weights")
    runs = {run.number: run for run in open_runs}
    events = [
        ValidationEnded(run=number, epoch=snapshot.epoch, worker=claim.worker, **figures.model_dump()).to_dict()
        for snapshot, each in found
        for number, figures in each.items()
        if number in runs
    ]
    for event in events:
        runs[event["run"]].record(event, claim.population.experiment.objective)
    update_each(list(runs.values()), ["last", "score", "best_validation_loss", "best_validation_accuracy"])
    Event.objects.append(claim.population.experiment, events)
