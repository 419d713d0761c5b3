"""The queue of measurements: claim the fairest one, tell what is known so far, write down the answer.

It is built as the queue of training is, and is served by the same workers: whoever was served longest ago comes next,
be it with a measurement or with a slice of training.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from playground import line
from playground.models import Measurement, Owner
from playground.models.measurement import MeasurementQuerySet
from playground.work import work_for
from training.problems import Problem

LEASE = timedelta(seconds=30)
"""How long a worker may be silent: the samples are drawn in silence, and some take long."""
MOST_ATTEMPTS = 3
CRASHED = f"Measuring crashed {MOST_ATTEMPTS} times in a row and was given up."


class Dropped(Exception):
    """Nobody waits for this answer any more, or another worker has taken over."""


@dataclass
class Claim:
    """A worker's hold on a measurement."""

    measurement: Measurement
    token: str


def claim(device: str = "cpu", fingerprint: str = "") -> Claim | None:
    """Take the next one; None where there is none, or where one is before its owner in line whom this worker trains."""
    if not Measurement.objects.free().exists():
        return None  # without this look, idle workers would take SQLite's write lock every second
    with transaction.atomic():
        free = Measurement.objects.free().select_related("owner").select_for_update(skip_locked=True, of=("self",))
        chosen = free.fairest_first().first()
        if chosen is None or _others_come_first(chosen.owner, device, fingerprint):
            return None
        held = Measurement.objects.filter(pk=chosen.pk)
        if chosen.attempts >= MOST_ATTEMPTS:
            held.update(state=Measurement.FAILED, problems=[Problem("", CRASHED).to_dict()])
            return None
        token = secrets.token_hex(8)
        held.update(claim=token, lease_until=Now() + LEASE, state=Measurement.RUNNING, attempts=F("attempts") + 1)
        Owner.objects.serve(chosen.owner_id)
    return Claim(chosen, token)


def _others_come_first(owner: Owner, device: str, fingerprint: str) -> bool:
    rival = line.first(work_for(device, fingerprint))
    if rival is None or rival.experiment.owner_id == owner.pk:
        return False
    turns = dict(Owner.objects.in_line().filter(pk__in=[owner.pk, rival.experiment.owner_id]).values_list("pk", "turn"))
    mine, theirs = turns.get(owner.pk), turns.get(rival.experiment.owner_id)
    return mine is None or (theirs is not None and theirs < mine)


def tell(claim: Claim, result: dict[str, Any]) -> None:
    """Write down what is known so far, and renew the lease; raises Dropped."""
    if not _held(claim).wanted().update(result=result, lease_until=Now() + LEASE):
        raise Dropped


def give_back(claim: Claim) -> None:
    """Let a worker begin again, should somebody still want it."""
    _held(claim).update(lease_until=None, claim="", attempts=F("attempts") - 1)


def finish(claim: Claim, result: dict[str, Any]) -> None:
    """Write down the answer."""
    _write(claim, result=result, state=Measurement.DONE, lease_until=None)


def fail(claim: Claim, problems: Sequence[Problem]) -> None:
    """Write down why there is no answer."""
    listed = [problem.to_dict() for problem in problems]
    _write(claim, problems=listed, state=Measurement.FAILED, lease_until=None)


def _held(claim: Claim) -> MeasurementQuerySet:
    return Measurement.objects.filter(pk=claim.measurement.pk, claim=claim.token)


def _write(claim: Claim, **values: Any) -> None:
    """What is known at last is written down whoever waits: it costs nothing more."""
    if not _held(claim).update(**values):
        raise Dropped
