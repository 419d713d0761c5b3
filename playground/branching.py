"""Time travel: an experiment that repeats another one, and one that goes on from one of its epochs.

A repetition has the same spec and a plan of all that was changed. A branch has its parent's log up to the epoch, which
a worker repeats in silence (playground/replaying.py), and its plan from there on: unchanged it repeats its parent. Both
are read and checked before anything is written: reading takes long, and who is refused leaves nothing behind.
"""

from typing import Any

from django.db import transaction

from playground.control import check_change, with_changes
from playground.models import Checkpoint, Classroom, Dataset, Desired, Experiment, Owner, Population
from playground.models.population import TERMINAL
from playground.parent import Parent
from playground.plans import Plan, told
from playground.rounds import goes_on
from playground.shared_log import SharedLog
from training.problems import Problem, SpecError
from training.spec import Spec


class Repetition:
    """An experiment to be, that does all that was done in another one, at the same epochs."""

    def __init__(self, source: Experiment) -> None:
        self.spec = Spec.parse(source.spec, Dataset.objects.outline)
        parent = Parent(source)
        self.source = parent.experiment
        self.plans = parent.plans(told(parent.experiment))

    @transaction.atomic
    def begin(self, owner: Owner, desired: str = Desired.RUN, classroom: Classroom | None = None) -> Experiment:
        """Write it down."""
        made = Experiment.objects.start(self.spec, owner, self.source, desired, classroom, self.source.device)
        made.again = True
        made.save(update_fields=["again"])
        machines = dict(self.source.populations.values_list("number", "fingerprint"))
        for population in made.populations.all():
            made.populations.filter(pk=population.pk).update(fingerprint=machines.get(population.number, ""))
            if plan := self.plans.get(population.number):
                plan.write(population)
        return made


class Branch:
    """An experiment to be, that shares its parent's first epochs; `settings` change after the last one they share.

    Raises SpecError where the parent has no such epoch to go on from, or the settings cannot change.
    """

    def __init__(self, source: Experiment, epoch: int, settings: dict[str, Any]) -> None:
        self.epoch, self.settings = epoch, settings
        self.spec = Spec.parse(source.spec, Dataset.objects.outline)
        if self.spec.validation.separate_worker:
            sentence = "Its validation figures come from another worker, too late for a branch. Run it again instead."
            raise SpecError([Problem("epoch", sentence)])
        if goes_on(source):
            sentence = "It chooses trials by what earlier ones achieved, so a branch would be another search. Fork it."
            raise SpecError([Problem("epoch", sentence)])
        parent = Parent(source)
        parent.check_epoch(epoch)
        self.source = parent.experiment
        self.populations = {population.number: population for population in parent.populations}
        self.log = SharedLog(self.source, self.spec, epoch)
        self.plans = parent.plans(self.log.told)
        if settings:
            before = self.plans[parent.first_open(epoch)].before(epoch)
            runs = sum(len(population.runs.all()) for population in parent.populations)
            check_change(with_changes(self.spec, before), settings, epoch, runs)

    @transaction.atomic
    def begin(self, owner: Owner, desired: str = Desired.RUN, classroom: Classroom | None = None) -> Experiment:
        """Write it down."""
        made = Experiment.objects.start(self.spec, owner, self.source, desired, classroom, self.source.device)
        made.branched_at = self.epoch
        made.pause_at = self.epoch + 1 if desired == Desired.STEP else None
        made.save(update_fields=["branched_at", "pause_at"])
        self.log.write(made)
        for population in made.populations.all():
            plan = self.plans[population.number].from_epoch(self.epoch, self.settings)
            self._prepare(population, self.populations[population.number], plan)
        return made

    def _prepare(self, population: Population, old: Population, plan: Plan) -> None:
        """A population that has ended stays as it was; the others repeat the log, then follow their plan."""
        if not population.runs.exclude(state__in=TERMINAL).exists():
            ended = {"state": old.state, "epoch": old.epoch, "sealed_test": old.sealed_test}
            Population.objects.filter(pk=population.pk).update(**ended)
            return
        if self.settings:
            plan.changes = [
                *(each for each in plan.changes if each[0] <= self.epoch),
                (self.epoch, self.settings),
                *(each for each in plan.changes if each[0] > self.epoch),
            ]
        plan.write(population)
        begins = Checkpoint.objects.share(old, population, before=self.epoch) or 0
        replayed = begins if self.epoch else None
        Population.objects.filter(pk=population.pk).update(
            epoch=self.epoch, replayed=replayed, rung=self.log.rungs_decided, fingerprint=old.fingerprint
        )
