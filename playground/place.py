"""The place of those who wait for their first turn: what comes before them, why, and when it may be theirs.

The line serves one owner after another (playground/line.py). So before the third run of somebody come two of her own,
and of everybody else at most three, or two of those who stand behind her, however many more they have.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Avg, Count
from django.db.models.functions import Now

from playground import quotas
from playground.models import Experiment, Owner, Population, State

SOON = 2.0
LATELY = timedelta(seconds=30)


@dataclass(frozen=True)
class Place:
    """What comes before one experiment: runs of its owner and of others that begin, and all turns that go by."""

    own: int
    others: int
    turns: int
    turn_seconds: float | None
    """How long a turn takes while others begin, as far as that is known."""
    held: str = ""
    """Why it does not start although it may be next."""

    @property
    def number(self) -> int:
        """1 is next."""
        return 1 + self.own + self.others

    def told(self, workers: int) -> dict[str, Any]:
        """For the status, where so many workers train."""
        seconds = self.seconds(workers)
        return {"place": None if self.held else self.number, "starts_in": seconds, "waits": self.reason(seconds)}

    def seconds(self, workers: int) -> float | None:
        """Until it starts, as far as that can be known."""
        if self.held or not workers or self.turn_seconds is None:
            return None
        return round((self.turns + 1) * self.turn_seconds / workers, 1)

    def reason(self, seconds: float | None) -> str:
        """Why it waits, and how long it may take."""
        if self.held:
            return self.held
        first = [_runs(self.others, "of others"), _runs(self.own, "of your own")]
        parts = [part for part in first if part]
        if not parts:
            return "The next free worker takes it."
        verb = "comes" if self.own + self.others == 1 else "come"
        when = "" if seconds is None else f"; it starts {within(seconds)}"
        return f"{' and '.join(parts)} {verb} first{when}."


def places(waiting: Collection[Experiment]) -> dict[int, Place]:
    """The places of these experiments, by key: five queries however many they are, none when there is none."""
    if not waiting:
        return {}
    owners = {each.owner_id for each in waiting}
    turns = dict(Owner.objects.in_line().values_list("pk", "turn"))
    by_owner = Population.objects.order_by().values_list("experiment__owner").annotate(Count("pk"))
    starting = Counter(dict(by_owner.filter(state=State.WAITING)))
    training = Counter(dict(by_owner.filter(state=State.RUNNING, experiment__owner__in=turns)))
    hers: dict[int, list[int]] = {}
    rows = Population.objects.filter(state=State.WAITING, experiment__owner__in=owners).longest_ago_first()
    for owner, experiment in rows.values_list("experiment__owner", "experiment"):
        hers.setdefault(owner, []).append(experiment)
    found, held, seconds = {}, quotas.held(waiting), _turn_seconds()
    for each in waiting:
        line = hers.get(each.owner_id, [])
        own = line.index(each.pk) if each.pk in line else 0
        mine = turns.get(each.owner_id)
        before = {owner: own + _before(turn, mine) for owner, turn in turns.items() if owner != each.owner_id}
        others = sum(min(starting[owner], rounds) for owner, rounds in before.items())
        passing = sum(rounds for owner, rounds in before.items() if starting[owner] or training[owner])
        found[each.pk] = Place(own, others, own + passing, seconds, held.get(each.pk, ""))
    return found


def _turn_seconds() -> float | None:
    lately = Population.objects.filter(state=State.RUNNING, last_slice__gt=Now() - LATELY)
    mean: float | None = lately.aggregate(mean=Avg("shortest_turn"))["mean"]
    return mean


def _before(turn: datetime | None, mine: datetime | None) -> bool:
    return mine is None or (turn is not None and turn < mine)


def within(seconds: float) -> str:
    """A time to come, no more exact than it can be known."""
    if seconds < SOON:
        return "in a moment"
    if seconds < 90:
        return f"in about {5 * ceil(seconds / 5)} seconds"
    if seconds < 90 * 60:
        return f"in about {max(2, round(seconds / 60))} minutes"
    return f"in about {max(2, round(seconds / 3600))} hours"


def _runs(count: int, whose: str) -> str:
    return "" if not count else f"{count} run{'' if count == 1 else 's'} {whose}"
