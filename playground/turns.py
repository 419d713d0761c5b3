"""How long a worker stays with one population before it looks who else waits."""

from django.db.models import Exists, OuterRef

from playground import line
from playground.models import Measurement, Owner, Population, State
from playground.queue import Claim
from playground.quotas import may_begin

ROUND, SHORTEST_TURN, LONGEST_TURN = 2.0, 0.1, 1.0
"""Seconds in which everyone should have had a turn, and the bounds of a turn while others wait."""
TURN_ALONE = 2.0
"""Even alone a turn ends now and then, so that a worker that is asked to leave can."""
MOST_COUNTED = int(ROUND / SHORTEST_TURN)


def turn_seconds(claim: Claim) -> float:
    """How long this turn may last now: not at all when the next in line measures, or has something that never began.

    In between, the more wait, the shorter the turns, so that a whole class moves side by side. Whoever stands behind
    the owner of this turn needs no hurry: somebody with hundreds of new runs would cut short everyone's turns.
    """
    owner = claim.experiment.owner_id
    mine = Owner.objects.filter(pk=owner).values_list("turn", flat=True).get()
    if mine is not None and Measurement.objects.free().filter(owner__turn__lte=mine).exists():
        return 0.0
    suitable = Population.objects.suits(claim.device, claim.fingerprint)
    others = suitable.runnable().exclude(pk=claim.population.pk)
    fresh = suitable.filter(experiment__owner=OuterRef("pk"), state=State.WAITING, lease_until=None)
    waiting = line.with_work(others).annotate(fresh=Exists(fresh)).values_list("pk", "turn", "fresh")[:MOST_COUNTED]
    rows = list(waiting)
    if not rows:
        return TURN_ALONE
    before = [pk for pk, turn, begins in rows if begins and (mine is None or turn is None or turn <= mine)]
    if any(may_begin(pk) for pk in before):
        return 0.0
    count = sum(pk != owner for pk, _, _ in rows) + _own(claim)
    return min(LONGEST_TURN, max(SHORTEST_TURN, ROUND / max(1, count)))


def _own(claim: Claim) -> int:
    """The other populations of this owner that may have a turn before this one has its next."""
    hers = Population.objects.filter(experiment__owner=claim.experiment.owner_id, state=State.RUNNING)
    return hers.exclude(pk=claim.population.pk)[:MOST_COUNTED].count()
