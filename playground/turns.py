"""How long a worker stays with one population before it looks who else waits."""

from playground.models import Measurement, Owner, Population, State
from playground.queue import Claim
from playground.quotas import may_begin
from playground.work import work_for

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
    if claim.fresh and any(may_begin(pk) for pk in claim.beginners):
        return 0.0  # whoever stood in line at the claim stands before its owner now, so nobody else need be asked about
    owner = claim.experiment.owner_id
    mine = Owner.objects.filter(pk=owner).values_list("turn", flat=True).get()
    if mine is not None and Measurement.objects.free().filter(owner__turn__lte=mine).exists():
        return 0.0
    waiting = work_for(claim.device, claim.fingerprint).in_line(MOST_COUNTED)
    if not waiting:
        return TURN_ALONE
    before = [place.owner for place in waiting if place.begins and (mine is None or place.turn <= mine)]
    if any(may_begin(pk) for pk in before):
        return 0.0
    count = sum(place.owner != owner for place in waiting) + _own(claim)
    return min(LONGEST_TURN, max(SHORTEST_TURN, ROUND / max(1, count)))


def _own(claim: Claim) -> int:
    """The other populations of this owner that may have a turn before this one has its next."""
    hers = Population.objects.filter(experiment__owner=claim.experiment.owner_id, state=State.RUNNING)
    return hers.exclude(pk=claim.population.pk)[:MOST_COUNTED].count()
