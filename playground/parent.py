"""A parent at one moment: what branches and repetitions begin with, while workers may go on training it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch

from playground.models import Change, Experiment, Population, Run, State
from playground.models.population import TERMINAL
from playground.plans import Plan, plan_in
from training.problems import Problem, SpecError


class Parent:
    """An experiment, its populations with their runs, and what they have still to do, as of its event `seq`."""

    def __init__(self, source: Experiment) -> None:
        with transaction.atomic():
            # Whoever writes events locks this row too: nothing is committed between these reads.
            self.experiment = Experiment.objects.select_for_update().get(pk=source.pk)
            runs = Prefetch("runs", Run.objects.defer("weights").order_by("number"))
            populations = self.experiment.populations.order_by("number").prefetch_related(runs)
            # One without runs is a round whose trials are still to be chosen.
            self.populations = [population for population in populations if population.runs.all()]
            waiting = Change.objects.filter(experiment=source, pk__gt=F("population__planned_seen"))
            self._waiting = list(waiting.order_by("pk"))

    def plans(self, events: Iterable[dict[str, Any]]) -> dict[int, Plan]:
        """By the number of a population: what was done to it, and what it would still do by a plan of its own."""
        events = list(events)
        plans = {}
        for population in self.populations:
            plan = plan_in(events, {run.number for run in population.runs.all()})
            if population.state not in TERMINAL:
                later = [each for each in self._waiting if each.population_id == population.pk]
                plan.changes += [(each.at_epoch or 0, each.settings) for each in later]
                planned = {run.number: run.stop_at for run in population.runs.all() if run.stop_at is not None}
                plan.stops = {**planned, **plan.stops}
            plans[population.number] = plan
        return plans

    def check_epoch(self, epoch: int) -> None:
        """Raise SpecError unless something goes on from this epoch, and everything has come so far."""
        last = max((_reach(population) for population in self.populations), default=0)
        if epoch > last:
            sentence = f"It cannot go on from epoch {epoch}: the last one from which it can is epoch {last}."
            raise SpecError([Problem("epoch", sentence)])
        for population in self.populations:
            if population.state not in TERMINAL and population.epoch < epoch:
                run = population.runs.all()[0].number
                sentence = f"Run {run} has trained {population.epoch} epochs only: wait until it has come so far."
                raise SpecError([Problem("epoch", sentence)])

    def first_open(self, epoch: int) -> int:
        """The number of the first population that goes on from an epoch which was checked."""
        return next(each.number for each in self.populations if each.state not in TERMINAL or _reach(each) >= epoch)


def _reach(population: Population) -> int:
    """From its last epoch a population goes on only if nothing but its student ended it there."""
    if population.state not in TERMINAL:
        return population.epoch
    runs = population.runs.all()
    last = max(run.epoch for run in runs)
    own_end = any(run.epoch == last and run.state == State.FINISHED and run.reason != "stopped by user" for run in runs)
    return last - 1 if own_end else last
