"""An owner deletes an experiment: its link leads nowhere from then on, and its room is free."""

from django.db import transaction
from django.db.models import Q

from playground.bell import bell
from playground.models import Experiment, Population
from playground.refusals import Finished
from playground.retention import remove

REPEATING = (
    "An experiment that was made from this one is just repeating it. "
    "Wait until that has ended, or stop it, and try again."
)


@transaction.atomic
def delete(experiment: Experiment) -> None:
    """With all that belongs to it. Branches and forks stay, without a parent; a worker that trains it stops.

    Raises Finished while something still needs its log: a branch that repeats its first epochs, or all of them.
    """
    locked = Experiment.objects.select_for_update().get(pk=experiment.pk)
    children = Experiment.objects.filter(Q(again=True) | Q(branched_at__isnull=False), parent=locked)
    if Population.objects.open().filter(experiment__in=children).exists():
        raise Finished(REPEATING)
    remove([locked.pk])
    # Whoever looks at it asks again, and is told that there is nothing any more.
    transaction.on_commit(lambda: bell.ring_watchers(locked.public_id, locked.seq + 1))
