"""What may go after a while, when those who run the site say so: pictures of old networks, and what guests left behind.

Nothing goes by itself: a link is for good unless somebody decides otherwise. What was made in a class or by somebody of
a class, what is pinned, what still trains or waits, and what something that stays was branched from, is never deleted.
Each batch is a transaction of its own that looks once more: whoever is killed in the middle leaves whole experiments.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Length, Now

from playground import storage
from playground.models import Checkpoint, Experiment, Owner, Population, Run
from playground.models.weights import Weights

BATCH = 10
"""Experiments of a transaction: students' commits wait for it."""
PAUSE = 0.05
"""Seconds between two, in which others write."""
LINKS_LAST = 366
"""Days: a link that nobody opened works next year all the same."""
Batch = tuple[int, int]
"""Experiments, and bytes that they gave back."""


def untouched(days: int) -> QuerySet[Experiment]:
    """Ended, and for so long neither made, nor trained, nor opened by anybody."""
    open_ones = Population.objects.open().filter(experiment=OuterRef("pk"))
    return _resting(days).exclude(Exists(open_ones))


def left_by_guests(days: int) -> QuerySet[Experiment]:
    """What guests made, who were never in a class, and nobody touched for so long: also what is paused."""
    return _resting(days).filter(classroom=None, owner__user=None, owner__memberships=None)


def abandoned(days: int) -> list[int]:
    """Keys of what guests left and nothing that stays was branched from."""
    left = set(left_by_guests(days).values_list("pk", flat=True))
    branches = list(Experiment.objects.exclude(parent=None).values_list("parent_id", "pk"))
    while needed := {parent for parent, made in branches if parent in left and made not in left}:
        left -= needed
    return sorted(left)


def remove_abandoned(days: int) -> Iterator[Batch]:
    """Delete what guests left, batch by batch: the links lead nowhere from now on."""
    for batch in _batches(abandoned(days)):
        with transaction.atomic():
            # Somebody may have opened or pinned one since.
            still = left_by_guests(days).filter(pk__in=batch).select_for_update(of=("self",))
            keys = [each.pk for each in still.only("pk")]
            size = storage.of_experiments(keys)
            remove(keys)
        yield len(keys), size


def remove(keys: Sequence[int]) -> None:
    """Delete experiments with all that belongs to them. A worker that trains one has lost its lease."""
    Experiment.objects.filter(pk__in=keys).delete()


def thick(days: int) -> QuerySet[Experiment]:
    """Untouched ones that can be thinned."""
    pictures = _pictures().filter(experiment=OuterRef("pk"))
    checkpoints = Checkpoint.objects.filter(population__experiment=OuterRef("pk"))
    return untouched(days).filter(Exists(pictures) | Exists(checkpoints))


def size_of_thinned(experiments: QuerySet[Experiment]) -> int:
    """Bytes that thinning gives back."""
    size = Sum(Length("data"))
    pictures = _pictures().filter(experiment__in=experiments).aggregate(size=size)["size"]
    checkpoints = Checkpoint.objects.filter(population__experiment__in=experiments).aggregate(size=size)["size"]
    return (pictures or 0) + (checkpoints or 0)


def thin(days: int) -> Iterator[Batch]:
    """Drop pictures but the best one, and checkpoints for branches, batch by batch.

    First and last networks, curves and figures stay. Branches still begin at any epoch: their first epochs are
    calculated again.
    """
    for batch in _batches(list(thick(days).values_list("pk", flat=True))):
        with transaction.atomic():
            still = thick(days).filter(pk__in=batch).select_for_update(of=("self",))
            keys = [each.pk for each in still.only("pk")]
            size = size_of_thinned(Experiment.objects.filter(pk__in=keys))
            _pictures().filter(experiment__in=keys).delete()
            Checkpoint.objects.filter(population__experiment__in=keys).delete()
            Experiment.objects.filter(pk__in=keys).update(measured=False)
        yield len(keys), size


def sweep(days: int) -> tuple[int, int]:
    """Guests that have nothing any more, and sessions that have ended; returns the numbers of both."""
    empty = Owner.objects.filter(user=None, memberships=None, experiments=None, datasets=None, measurements=None)
    owners, _ = empty.filter(created__lte=Now() - timedelta(days=days)).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=Now()).delete()
    return owners, sessions


def _resting(days: int) -> QuerySet[Experiment]:
    """Neither made, nor trained, nor opened for so long; not pinned, not held by a worker, not repeated by a branch."""
    since = Now() - timedelta(days=days)
    going = Population.objects.filter(experiment=OuterRef("pk")).filter(
        Q(last_slice__gt=since) | Q(lease_until__gt=Now())
    )
    repeated = Population.objects.open().filter(experiment__parent=OuterRef("pk"))
    old = Experiment.objects.filter(Q(opened_at=None) | Q(opened_at__lte=since), created__lte=since, pinned_in=None)
    return old.exclude(Exists(going)).exclude(Exists(repeated))


def _pictures() -> QuerySet[Weights]:
    """Those that are not of a run's best epoch."""
    best = Run.objects.filter(experiment=OuterRef("experiment"), number=OuterRef("run"), best_epoch=OuterRef("epoch"))
    return Weights.objects.exclude(Exists(best))


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        if start:
            time.sleep(PAUSE)
        yield keys[start : start + BATCH]
