"""What workers of one kind may train now, and who stands in line for it.

Every turn asks these questions, and Django takes ten times as long to write such a question down as a database takes
to answer it. So each is written once for a kind of worker, and asked anew with the same words.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from playground.models import Owner, Population, State, Worker
from playground.models.population import PopulationQuerySet

PAGE = 10


class Place(NamedTuple):
    """An owner in line; `begins`: something of hers never began."""

    owner: int
    turn: datetime
    begins: bool


class Work:
    """Of one kind of worker. Make it by `work_for`: who is there decides what suits."""

    def __init__(self, device: str, suitable: PopulationQuerySet) -> None:
        self.device = device
        self._suitable = suitable
        self._pages: dict[int, tuple[str, Any]] = {}

    @cached_property
    def _runnable(self) -> PopulationQuerySet:
        return self._suitable.runnable()

    @cached_property
    def _owners(self) -> QuerySet[Owner]:
        # A subquery with a limit, and no join: databases walk along the line and stop at the first, however many wait.
        hers = Subquery(self._runnable.filter(experiment__owner=OuterRef("pk")).values("pk")[:1])
        new = self._suitable.filter(experiment__owner=OuterRef("pk"), state=State.WAITING, lease_until=None)
        in_line = Owner.objects.in_line().alias(hers=hers).filter(hers__isnull=False)
        return in_line.annotate(begins=Exists(new)).only("pk", "turn")

    def runnable(self) -> PopulationQuerySet:
        """All of it; a query set of its own, that remembers no answers."""
        return self._runnable.all()

    def in_line(self, most: int = PAGE) -> list[Place]:
        """The owners of such work who come first."""
        if most not in self._pages:
            self._pages[most] = self._owners[:most].query.sql_with_params()
        return _places(Owner.objects.raw(*self._pages[most]))

    def in_line_after(self, last: Place) -> list[Place]:
        """Those who stand behind somebody."""
        behind = Q(turn__gt=last.turn) | Q(turn=last.turn, pk__gt=last.owner)
        return _places(self._owners.filter(behind)[:PAGE])


def work_for(device: str, fingerprint: str) -> Work:
    """What a worker of this device and fingerprint may train now; all there is, where it says nothing of itself."""
    return _work(device, fingerprint, Worker.objects.kinds() if fingerprint else frozenset())


@lru_cache(maxsize=64)
def _work(device: str, fingerprint: str, there: frozenset[tuple[str, str]]) -> Work:
    return Work(device, Population.objects.suits(device, fingerprint, there))


def _places(owners: Any) -> list[Place]:
    return [Place(each.pk, each.turn, bool(each.begins)) for each in owners if each.turn is not None]
