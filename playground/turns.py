"""How long a worker stays with one population before it looks who else waits."""

from playground.models import Measurement, Population, State
from playground.queue import Claim

ROUND, SHORTEST_TURN, LONGEST_TURN = 2.0, 0.1, 1.0
"""Seconds in which everyone should have had a turn, and the bounds of a turn while others wait."""
TURN_ALONE = 2.0
"""Even alone a turn ends now and then, so that a worker that is asked to leave can."""
MOST_COUNTED = 200


def turn_seconds(claim: Claim) -> float:
    """How long this turn may last now: not at all when someone waits who has not started yet, or measures.

    In between, the more wait, the shorter the turns, so that a whole class moves side by side.
    """
    if Measurement.objects.free().exists():
        return 0.0
    waiting = Population.objects.runnable().exclude(pk=claim.population.pk).values_list("state", flat=True)
    states = list(waiting[:MOST_COUNTED])
    if not states:
        return TURN_ALONE
    if State.WAITING in states:
        return 0.0
    return min(LONGEST_TURN, max(SHORTEST_TURN, ROUND / len(states)))
