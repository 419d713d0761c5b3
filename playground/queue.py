"""The queue: claim a population, commit what was trained, and give it back. The database is the only truth.

A claim takes a lease by the database's clock and a new fence number. A commit writes events, summaries, checkpoint and
the renewed lease in one transaction, and only if fence and epoch are still those of the claim: whoever was too late
drops its work (reliability of fencing tokens: Kleppmann, Designing Data-Intensive Applications, chapter 8).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from playground import line, rounds
from playground.bell import bell
from playground.models import Checkpoint, Event, Experiment, Owner, Population, Run, Snapshot, State
from playground.models.many_rows import update_each
from playground.models.population import TERMINAL
from playground.models.run import SUMMARY
from playground.models.weights import Weights
from playground.outcome import Outcome
from playground.pace import measure_speed
from playground.work import work_for

MOST_ATTEMPTS = 3


class LostLease(Exception):
    """Another worker has taken this population over; whatever was trained since the last commit is dropped."""


@dataclass
class Claim:
    """A worker's hold on a population, from claim to release."""

    population: Population
    experiment: Experiment
    fence: int
    epoch: int
    device: str = "cpu"
    fingerprint: str = ""
    """Those of the worker."""
    beginners: Sequence[int] = ()
    """Other owners who stood in line when it was taken, and had something that never began."""
    since: float = field(default_factory=time.monotonic)  # or since the last commit, by this process's clock
    fresh: bool = True
    """Nothing was committed yet."""
    seen: int | None = None
    """The event up to which whoever watches has seen the weights by now."""

    @property
    def lease(self) -> timedelta:
        """How long silence may last."""
        return timedelta(seconds=self.population.lease_seconds)

    @property
    def moves(self) -> bool:
        """Whether it goes on here although its bits would be others on the machine that trained it so far."""
        return bool(self.fingerprint) and self.population.fingerprint not in ("", self.fingerprint)

    @property
    def resting(self) -> bool:
        """Whether the population was paused before it was claimed."""
        return self.population.state == State.PAUSED


def claim(worker: str, device: str = "cpu", fingerprint: str = "") -> Claim | None:
    """Take the fairest runnable population that suits this worker, or None when there is nothing to do."""
    work = work_for(device, fingerprint)
    page = line.head(work)
    if not page:
        return None  # without this look, idle workers would take SQLite's write lock every second
    with transaction.atomic():
        chosen = line.take_first(work, page)
        if chosen is None:
            return None
        if chosen.attempts >= MOST_ATTEMPTS:
            fail(chosen, f"Training crashed {MOST_ATTEMPTS} times in a row and was given up.")
            return None
        Population.objects.filter(pk=chosen.pk).update(
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
            lease_owner=worker,
            # Longer each time: what failed to commit in time may have been slow, on a machine with much else to do.
            lease_until=Now() + timedelta(seconds=chosen.lease_seconds * 2**chosen.attempts),
            device=device,
        )
        Owner.objects.serve(chosen.experiment.owner_id)
        chosen.device = device
    owner = chosen.experiment.owner_id
    beginners = [place.owner for place in page if place.begins and place.owner != owner]
    return Claim(chosen, chosen.experiment, chosen.fence + 1, chosen.epoch, device, fingerprint, beginners)


def commit(claim: Claim, outcome: Outcome) -> None:
    """Write an outcome, or raise LostLease and write nothing."""
    population, experiment = claim.population, claim.experiment
    with transaction.atomic():
        # The experiment first, as users' wishes do that take both rows: otherwise two could wait for each other.
        locked = Experiment.objects.select_for_update().only("rate", "rate_at").filter(pk=experiment.pk).first()
        if locked is None:  # it was deleted
            raise LostLease
        if not _held(claim).exclude(state__in=TERMINAL).update(**_written(claim, outcome)):
            raise LostLease
        if outcome.at_rung is not None:  # unless all others have come meanwhile, and it was decided
            Population.objects.filter(pk=population.pk, rung=outcome.at_rung).update(at_rung=outcome.at_rung)
        _summarize(population, outcome)
        Event.objects.append(experiment, outcome.events)
        claim.seen = Weights.objects.record(experiment, outcome.events, outcome.frames, claim.seen)
        if outcome.checkpoint is not None:
            Checkpoint.objects.write(population, outcome.epoch, outcome.checkpoint, outcome.seconds)
        Snapshot.objects.publish(population, outcome.snapshots, settled=outcome.settled)
        measure_speed(locked, outcome.events)
        if outcome.state in TERMINAL:
            _tidy(population)
        if outcome.state in TERMINAL or outcome.at_rung is not None:
            rounds.proceed(experiment)
    claim.epoch, claim.fresh, passed = outcome.epoch, False, time.monotonic() - claim.since
    claim.since += passed
    if population.device != "cpu":
        Owner.objects.charge_gpu(experiment.owner_id, passed)
    if outcome.events:
        bell.ring_watchers(experiment.public_id, experiment.seq)
    if outcome.snapshots:
        bell.ring_validators()


def _written(claim: Claim, outcome: Outcome) -> dict[str, Any]:
    """What a commit writes into the row of its population; what the outcome does not tell stays."""
    told = {
        "changes_seen": max(outcome.changes, default=0),
        "planned_seen": outcome.planned,
        "sealed_test": outcome.sealed,
        "shortest_turn": time.monotonic() - claim.since if claim.fresh else None,
        "fingerprint": claim.fingerprint,
        "moved_at": outcome.moved_at,
    }
    return {
        "epoch": outcome.epoch,
        "state": outcome.state,
        "attempts": 0,
        "last_slice": Now(),
        "lease_until": None if outcome.release else Now() + claim.lease,
        "not_before": None,
        "waits_for": outcome.waits_for,
        "at_rung": None,
        "replayed": None,
        **{name: value for name, value in told.items() if value},
    }


def keep(claim: Claim, outcome: Outcome) -> None:
    """While a population repeats its log in silence: say how far it is, and renew or give back the lease.

    Raises LostLease and writes nothing where another worker has taken over. What is kept need not be repeated again.
    """
    written: dict[str, Any] = {"replayed": outcome.epoch, "state": outcome.state, "last_slice": Now()}
    written["lease_until"] = None if outcome.release else Now() + claim.lease
    if outcome.checkpoint is not None or outcome.release:
        written["attempts"] = 0  # else one that kills its workers at the same epoch would never be given up
    population, experiment = claim.population, claim.experiment
    with transaction.atomic():
        Experiment.objects.select_for_update().only("pk").filter(pk=experiment.pk).first()  # as in a commit
        if not _held(claim).exclude(state__in=TERMINAL).update(**written):
            raise LostLease
        if outcome.checkpoint is not None:
            Checkpoint.objects.write(population, outcome.epoch, outcome.checkpoint)
        _summarize(population, outcome)
        Event.objects.append(experiment, outcome.events)
    if outcome.events:
        bell.ring_watchers(experiment.public_id, experiment.seq)


def let_go(claim: Claim, **written: Any) -> None:
    """Give back the lease without a commit. Raises LostLease and writes nothing where another worker has it."""
    if not _held(claim).exclude(state__in=TERMINAL).update(lease_until=None, attempts=0, last_slice=Now(), **written):
        raise LostLease


def give_up(claim: Claim, sentence: str, final: bool) -> None:
    """Let go after an error. A `final` one ends the runs as failed; others are tried again a little later."""
    with transaction.atomic():
        held = _held(claim).select_for_update().first()
        if held is None:
            return
        if final or held.attempts >= MOST_ATTEMPTS:
            fail(held, sentence)
        else:
            pause = timedelta(seconds=5 ** (held.attempts - 1))
            _held(claim).update(lease_until=None, not_before=Now() + pause)


def _held(claim: Claim) -> Any:
    return Population.objects.filter(pk=claim.population.pk, fence=claim.fence, epoch=claim.epoch)


def _tidy(population: Population) -> None:
    """What an ended population needs no more."""
    Checkpoint.objects.filter(population=population, lasting=False).delete()
    Weights.objects.settle(population.experiment, population.runs.values_list("number", flat=True))
    Snapshot.objects.filter(population=population).delete()


def _summarize(population: Population, outcome: Outcome) -> None:
    runs = {run.number: run for run in Run.objects.filter(population=population).defer("weights")}
    objective = population.experiment.objective
    touched = set()
    for event in outcome.events:
        if event["run"]:  # 0 is about all of them
            runs[event["run"]].record(event, objective)
            touched.add(event["run"])
    for number, (weights, test) in outcome.finals.items():
        run = runs[number]
        run.weights, run.sealed_test = weights, test
        run.save(update_fields=["weights", "sealed_test"])
    update_each([runs[number] for number in touched], SUMMARY)


def fail(population: Population, sentence: str) -> None:
    """End the runs of a population as failed. Call inside a transaction that holds the row.

    The fence moves on, so a late worker cannot commit.
    Takes the population before the experiment, against the usual order: a worker that commits too late may have to try
    in vain, which it would anyway.
    """
    runs = list(Run.objects.filter(population=population).exclude(state__in=TERMINAL).defer("weights"))
    events = [{"type": "run_failed", "run": run.number, "reason": sentence} for run in runs]
    Population.objects.filter(pk=population.pk).update(
        state=State.FAILED, fence=F("fence") + 1, lease_until=None, lease_owner=""
    )
    _summarize(population, Outcome(events, population.epoch))
    _tidy(population)
    experiment = population.experiment
    Event.objects.append(experiment, events)
    if runs:  # else it was to be the next round
        rounds.proceed(experiment)
    transaction.on_commit(lambda: bell.ring_watchers(experiment.public_id, experiment.seq))
