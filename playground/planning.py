"""Choosing the trials of the next round: a turn on a population that has no runs yet."""

from collections.abc import Sequence

from django.db import transaction

from playground import queue
from playground.bell import bell
from playground.models import Dataset, Desired, Experiment, Population, State
from playground.parent import Parent
from playground.plans import Plan, told
from playground.queue import Claim
from playground.wishes import wishes_of
from training import rounds
from training.runs import PlannedRun, grouped
from training.search import Lane
from training.spec import Spec


def plan_round(claim: Claim) -> None:
    """Write down the runs of the next round, or that there is none; rests where the user wants rest.

    Raises LostLease and writes nothing where another worker has taken over.
    """
    wishes = wishes_of(claim)
    if wishes.pauses(0):
        seen = max((change.pk for change in wishes.changes), default=claim.population.changes_seen)
        queue.let_go(claim, state=State.PAUSED, changes_seen=seen)
        return
    runs = [] if wishes.desired == Desired.STOP else _next_runs(claim.experiment)
    plans = _plans_of_parent(claim.experiment) if runs else {}
    with transaction.atomic():
        Experiment.objects.select_for_update().only("pk").get(pk=claim.experiment.pk)
        # All that was changed while earlier rounds trained holds for this one, and is told again.
        queue.let_go(claim, state=State.WAITING, changes_seen=0)
        if not runs:
            Population.objects.filter(pk=claim.population.pk).delete()
            return
        _write(claim, runs, plans)
    bell.ring_workers()


def _next_runs(experiment: Experiment) -> Sequence[PlannedRun]:
    rows = experiment.runs.order_by("number").values_list("number", "trial", "repetition", "settings", "score")
    scores = {number: score for number, *_, score in rows}
    lanes = [(number, Lane(trial, repetition, "", settings)) for number, trial, repetition, settings, _ in rows]
    spec = Spec.model_validate(experiment.spec)
    runs = rounds.next_runs(spec, rounds.told(lanes, scores.get), Dataset.objects.table)
    assert all(run.lane.trial > lanes[-1][1].trial for run in runs)
    return runs


def _write(claim: Claim, runs: Sequence[PlannedRun], plans: dict[int, Plan]) -> None:
    experiment, first = claim.experiment, claim.population.number
    # The first population takes the place of the one without runs.
    claim.population.delete()
    for number, group in enumerate(grouped(runs), start=first):
        population = Experiment.objects.add_population(experiment, number, group)
        if number in plans:
            plans[number].write(population)


def _plans_of_parent(experiment: Experiment) -> dict[int, Plan]:
    """What was done to the same populations of the experiment that this one repeats."""
    if not experiment.again or experiment.parent is None:
        return {}
    parent = Parent(experiment.parent)
    return parent.plans(told(parent.experiment))
