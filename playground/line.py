"""The line: owners stand one behind another, and each turn of a worker goes to the first of them.

`Owner.turn` is the place: whoever was served goes to the end, whoever comes joins a little before it (HEAD_START), so
that a first epoch is seen at once although a class trains, and yet nobody is passed for ever by those who come later.
It does not matter how much somebody asks for: of two hundred runs one has a turn, then it is everybody else's.

The line only says who might have something to do. Whether it is so the populations tell; should somebody be missing in
it, whoever finds nothing to do looks at all of them and mends it (`waits`), and so does the reaper.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from playground.models import Measurement, Owner, Population
from playground.models.population import PopulationQuerySet
from playground.quotas import within_limits
from playground.work import Place, Work

MOST_MENDED = 1000
LINGER = timedelta(seconds=10)
"""Who has nothing to do leaves the line after this time."""


def first(work: Work) -> Population | None:
    """The population that is next; nothing is locked, so another worker may be faster."""
    return next((found for place in _walk(work) if (found := _of(place.owner, work.runnable(), work.device))), None)


def take_first(work: Work, page: Sequence[Place]) -> Population | None:
    """The population that is next, its row and its owner's locked; call inside a transaction with a `head` of before.

    Two workers must not serve the same owner because each does not see yet what the other does: the second one passes
    her over, or waits for the first where there is nobody else.
    """
    locked = work.runnable().select_for_update(skip_locked=True, of=("self",))
    for patient in (False, True):
        contended = False
        for place in _walk(work, () if patient else page):
            held = Owner.objects.select_for_update(no_key=True, skip_locked=not patient).filter(pk=place.owner)
            if held.values_list("turn", flat=True).first() != place.turn and not patient:
                contended = True
            elif found := _of(place.owner, locked, work.device):
                return found
        if not contended:
            break
    return None


def head(work: Work) -> list[Place]:
    """Those who come first; empty when there is no such work. Whoever should stand in line and does not joins it."""
    page = work.in_line()
    if page:
        return page
    missing = set(
        work.runnable().filter(experiment__owner__turn=None).values_list("experiment__owner", flat=True)[:MOST_MENDED]
    )
    if not missing:
        return []
    Owner.objects.join(*missing)
    return work.in_line()


def waits(work: Work) -> bool:
    """Whether there is such work."""
    return bool(head(work))


def tidy() -> None:
    """Let those leave who have nothing to do, and let those join who should stand here. The reaper calls this."""
    idle = Owner.objects.filter(~Exists(_wanted(OuterRef("pk"))), ~Exists(_asked(OuterRef("pk"))))
    idle = idle.filter(turn__lt=Now() - LINGER)
    if idle.exists():  # else SQLite's write lock would be taken every second
        idle.update(turn=None)
    outside = Owner.objects.filter(turn=None)
    working = outside.filter(pk__in=Population.objects.wanted().values("experiment__owner"))
    asking = outside.filter(pk__in=Measurement.objects.wanted().values("owner"))
    missing = {*working.values_list("pk", flat=True), *asking.values_list("pk", flat=True)}
    if missing:
        Owner.objects.join(*missing)


def _wanted(owner: OuterRef) -> PopulationQuerySet:
    return Population.objects.wanted().filter(experiment__owner=owner)


def _asked(owner: OuterRef) -> QuerySet[Measurement]:
    return Measurement.objects.wanted().filter(owner=owner)


def _walk(work: Work, page: Sequence[Place] = ()) -> Iterator[Place]:
    """Along the line, page by page: nearly always the first one is it."""
    page = page or work.in_line()
    while page:
        yield from page
        page = work.in_line_after(page[-1])


def _of(owner: int, work: PopulationQuerySet, device: str) -> Population | None:
    """Of one owner that which had its last turn longest ago, or never one; none where her limits forbid it."""
    return within_limits(owner, work.filter(experiment__owner=owner).longest_ago_first(), device)
