"""A population: runs of one experiment that train in lockstep, and the unit that workers claim."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from playground.models.experiment import ANY, Desired, Experiment

GONE = timedelta(seconds=30)
"""After so long without a worker of its kind, another kind goes on with a population."""


class State(models.TextChoices):
    """Where a run or a population stands; only workers and the queue write it."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"


TERMINAL = (State.FINISHED, State.FAILED)


class PopulationQuerySet(models.QuerySet["Population"]):
    """The database is the queue; these are its questions. All times are the database's own clock."""

    def open(self) -> PopulationQuerySet:
        """Not yet finished or failed."""
        return self.exclude(state__in=TERMINAL)

    def wanted(self) -> PopulationQuerySet:
        """Something is left to do that the user wants done: train, end, or come to rest."""
        step = Q(experiment__desired=Desired.STEP) & (
            Q(experiment__pause_at__isnull=True) | Q(epoch__lt=F("experiment__pause_at"))
        )
        # A wish to rest may come while a worker ends its turn; then the next one has to fulfil it.
        restless = ~Q(state=State.PAUSED)
        # Changes act on a network at rest as well: its student sees them at once.
        asked = Population.objects.filter(pk=OuterRef("pk"), experiment__changes__at_epoch=None)
        changed = Exists(asked.filter(experiment__changes__pk__gt=F("changes_seen")))
        going = Q(experiment__desired__in=[Desired.RUN, Desired.STOP])
        return self.open().filter(going | step | restless | changed | self.with_a_run_to_stop())

    def with_a_run_to_stop(self) -> Exists:
        """One of its runs is to end, whatever the others do. Asked of one row at a time: there may be thousands."""
        ending = Q(runs__stop_wanted=True) & ~Q(runs__state__in=TERMINAL)
        return Exists(Population.objects.filter(ending, pk=OuterRef("pk")))

    def held_up(self) -> PopulationQuerySet:
        """Training is so far ahead of its separate validation that it has to wait for it."""
        return self.filter(snapshots__done=False, snapshots__epoch__lte=F("waits_for"))

    def runnable(self) -> PopulationQuerySet:
        """Wanted, neither held up nor at a rung, and no worker holds it. Who wants to rest or to end need not wait."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        rested = Q(not_before__isnull=True) | Q(not_before__lte=Now())
        impatient = Q(experiment__desired__in=[Desired.PAUSE, Desired.STOP])
        going = Q(waits_for=None) | ~Exists(Population.objects.held_up().filter(pk=OuterRef("pk"))) | impatient
        # Who comes to rest at a rung, or goes on there, says so at once.
        there = Q(at_rung=None) | impatient | Q(state=State.PAUSED) | self.with_a_run_to_stop()
        return self.wanted().filter(free & rested & going & there)

    def suits(self, device: str, fingerprint: str, there: frozenset[tuple[str, str]]) -> PopulationQuerySet:
        """What a worker may train: on the device that is wished for, and where it goes on with identical bits.

        One that began on another kind of machine waits for that kind, as long as such a worker has been seen lately:
        a node that is only started again shall find its own. A worker that says nothing of itself may train all.
        `there`: fingerprint and device of all who have been seen lately.
        """
        if not fingerprint:
            return self
        kinds = {kind for kind, _ in there}
        waited = Q(last_slice__isnull=True) | Q(last_slice__lt=Now() - GONE)
        same = Q(fingerprint__in=["", fingerprint]) | (~Q(fingerprint__in=kinds) & waited)
        wished = Q(experiment__device=device)
        # Small networks train faster on a processor: a GPU is for who asks for it, or where there is nothing else.
        # Who began there stays there.
        begun = Q() if device == "cpu" or "cpu" not in {device for _, device in there} else Q(fingerprint=fingerprint)
        return self.filter(same, wished | (Q(experiment__device=ANY) & begun))

    def longest_ago_first(self) -> PopulationQuerySet:
        """The order in which those of one owner have their turns; who comes before whom of others, line.py says."""
        return self.order_by(F("last_slice").asc(nulls_first=True), "pk")


class Population(models.Model):
    """Lease and fence protect it: a worker that lost its lease can no longer commit.

    `fence` grows with every claim. A commit names the fence of its claim and the epoch it started from; if either has
    moved on, another worker has taken over and the late one drops its work.
    """

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="populations")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    epoch = models.PositiveIntegerField(default=0)
    fence = models.PositiveBigIntegerField(default=0)
    lease_owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_seconds = models.PositiveSmallIntegerField(default=5)
    """How long a worker may be silent before another takes over; longer than its slowest epoch by far."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """Claims since the last commit; three without one mean that this population kills its workers."""
    not_before = models.DateTimeField(null=True, blank=True)
    waits_for = models.PositiveIntegerField(null=True, blank=True)
    """The epoch whose validation elsewhere, with all before, must be done before there is something to train."""
    changes_seen = models.PositiveBigIntegerField(default=0)
    """Key of the newest change of settings that its student asked for and that it has applied."""
    planned_seen = models.PositiveBigIntegerField(default=0)
    """Key of the newest change of its plan that it has applied."""
    rung = models.PositiveSmallIntegerField(default=0)
    """The rung that comes next, from 0: that many decisions about which trials go on are in the log."""
    at_rung = models.PositiveSmallIntegerField(null=True, blank=True)
    """The rung to which it has come, while it waits there for all others of its experiment."""
    replayed = models.PositiveIntegerField(null=True, blank=True)
    """While it repeats in silence what its log tells already: the epochs so far."""
    sealed_test = models.JSONField(null=True)
    """Test figures of the ensemble of its runs, under seal like those of each run."""
    last_slice = models.DateTimeField(null=True, blank=True)
    device = models.CharField(max_length=40, blank=True)
    shortest_turn = models.FloatField(null=True, blank=True)
    """Seconds from its last claim to the first commit: no turn is shorter, and while others begin none is longer."""
    fingerprint = models.CharField(max_length=200, blank=True, default="")
    """Of the machine that trained it last; only there do its next epochs have the bits that they would have had."""
    moved_at = models.PositiveIntegerField(null=True, blank=True)
    """The epoch from which another kind of machine went on, because none of the first kind was left."""

    objects = PopulationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experiment", "number"], name="population_number_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="population_state_known"),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="population_queue")]

    def __str__(self) -> str:
        return f"population {self.number} of {self.experiment_id}"
