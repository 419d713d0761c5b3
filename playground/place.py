"""The place of those who wait for their first turn: what comes before them, why, and when it may be theirs.

The line serves one owner after another (playground/line.py). So before the third run of somebody come two of her own,
and of everybody else at most three, or two of those who stand behind her, however many more they have. Only those count
that wait for the same kind of device.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Now

from playground import quotas
from playground.models import Experiment, Owner, Population, State
from playground.models.experiment import ANY
from playground.models.population import PopulationQuerySet

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
    device: str = "cpu"
    """Of the workers that it waits for."""

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


def places(waiting: Collection[Experiment], workers: Mapping[str, int]) -> dict[int, Place]:
    """The places of these experiments, by key: five queries however many they are, none when there is none.

    `workers`: device → how many train there (`Worker.objects.counts()`).
    """
    if not waiting:
        return {}
    owners, devices = {each.owner_id for each in waiting}, _devices(workers)
    turns = dict(Owner.objects.in_line().values_list("pk", "turn"))
    starting = _counted(devices, Population.objects.filter(state=State.WAITING))
    training = _counted(devices, Population.objects.filter(state=State.RUNNING, experiment__owner__in=turns))
    hers: dict[tuple[int, str], list[int]] = {}
    rows = Population.objects.filter(state=State.WAITING, experiment__owner__in=owners).longest_ago_first()
    for owner, wish, experiment in rows.values_list("experiment__owner", "experiment__device", "experiment"):
        hers.setdefault((owner, devices[wish]), []).append(experiment)
    found, held, seconds = {}, quotas.held(waiting), _turn_seconds(devices)
    for each in waiting:
        device = devices[each.device]
        line = hers.get((each.owner_id, device), [])
        own = line.index(each.pk) if each.pk in line else 0
        mine = turns.get(each.owner_id)
        before = {owner: own + _before(turn, mine) for owner, turn in turns.items() if owner != each.owner_id}
        begin, go_on = starting[device], training[device]
        others = sum(min(begin[owner], rounds) for owner, rounds in before.items())
        passing = sum(rounds for owner, rounds in before.items() if begin[owner] or go_on[owner])
        found[each.pk] = Place(own, others, own + passing, seconds.get(device), held.get(each.pk, ""), device)
    return found


def _devices(workers: Mapping[str, int]) -> dict[str, str]:
    """Wish → the device whose workers take it: whatever is free is a processor, where there is one (`suits`)."""
    only_gpus = bool(workers.get("cuda")) and not workers.get("cpu")
    return {"cpu": "cpu", "cuda": "cuda", ANY: "cuda" if only_gpus else "cpu"}


def _counted(devices: dict[str, str], populations: PopulationQuerySet) -> dict[str, Counter[int]]:
    """Device → owner → how many of these wait for it."""
    counted: dict[str, Counter[int]] = {"cpu": Counter(), "cuda": Counter()}
    rows = populations.order_by().values_list("experiment__owner", "experiment__device").annotate(Count("pk"))
    for owner, wish, count in rows:
        counted[devices[wish]][owner] += count
    return counted


def _turn_seconds(devices: dict[str, str]) -> dict[str, float]:
    """Device → how long turns took there lately."""
    lately = Population.objects.filter(state=State.RUNNING, last_slice__gt=Now() - LATELY)
    known = lately.exclude(shortest_turn=None).order_by().values_list("experiment__device")
    sums: dict[str, tuple[float, int]] = {}
    for wish, total, count in known.annotate(Sum("shortest_turn"), Count("pk")):
        before = sums.get(devices[wish], (0.0, 0))
        sums[devices[wish]] = (before[0] + total, before[1] + count)
    return {device: total / count for device, (total, count) in sums.items()}


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
