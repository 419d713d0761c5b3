"""How much room experiments take, and whose they are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Model, OuterRef, Sum
from django.db.models.functions import Length

from playground.models import Checkpoint, Dataset, Event, Experiment, Owner, Population, Posted, Run
from playground.models.weights import Weights

KINDS: dict[str, tuple[type[Model], str, str]] = {
    "logs": (Event, "body", "experiment__owner"),
    "pictures of networks": (Weights, "data", "experiment__owner"),
    "checkpoints": (Checkpoint, "data", "population__experiment__owner"),
    "last networks": (Run, "weights", "experiment__owner"),
    "own tables": (Dataset, "data", "owner"),
}
"""What takes room: model, the field that does, and the way to its owner. All else is small beside them."""

AT_A_TIME = 500
"""Experiments in one question: databases take only so many values."""


class Share(NamedTuple):
    """What one owner has."""

    owner: int
    experiments: int
    size: int


def by_kind() -> dict[str, int]:
    """Bytes of each kind."""
    return {name: _sum(model, field) for name, (model, field, _) in KINDS.items()}


def of_owner(owner: int) -> int:
    """Bytes that one owner takes."""
    return sum(_sum(model, field, **{way: owner}) for model, field, way in KINDS.values())


def of_experiments(keys: Sequence[int]) -> int:
    """Bytes that some experiments take."""
    ways = [(model, field, way.removesuffix("__owner")) for model, field, way in KINDS.values() if way != "owner"]
    parts = [keys[start : start + AT_A_TIME] for start in range(0, len(keys), AT_A_TIME)]
    return sum(_sum(model, field, **{f"{way}__in": part}) for part in parts for model, field, way in ways)


def shares() -> list[Share]:
    """All who take room, the largest first."""
    sizes: dict[int, int] = {}
    for model, field, way in KINDS.values():
        rows = model._default_manager.order_by().values_list(way).annotate(size=Sum(Length(field)))
        for owner, size in rows:
            sizes[owner] = sizes.get(owner, 0) + (size or 0)
    counts = dict(Owner.objects.order_by().values_list("pk").annotate(Count("experiments")))
    listed = [Share(owner, counts.get(owner, 0), size) for owner, size in sizes.items()]
    return sorted(listed, key=lambda share: -share.size)


def taken(owner: int | None = None) -> int:
    """Bytes that count for a limit, of one owner or of the whole site: what still trains counts as if it went on to
    its end. One number a row: quick enough to be asked whenever somebody presses Train.
    """
    experiments = Experiment.objects.all() if owner is None else Experiment.objects.filter(owner=owner)
    tables = Dataset.objects.all() if owner is None else Dataset.objects.filter(owner=owner)
    found = experiments.aggregate(size=Sum("takes"))["size"] or 0
    return int(found + (tables.aggregate(size=Sum(Length("data")))["size"] or 0))


def measure(most: int = 10) -> int:
    """Write down what experiments that have ended take; returns how many were measured."""
    going = Population.objects.open().filter(experiment=OuterRef("pk"))
    told = Posted.objects.open().filter(experiment=OuterRef("pk"))  # its population is over, and it grows
    ended = Experiment.objects.filter(~Exists(going), ~Exists(told), measured=False).order_by("pk")[:most]
    keys = list(ended.values_list("pk", flat=True))
    for key in keys:
        Experiment.objects.filter(pk=key).update(takes=of_experiments([key]), measured=True)
    return len(keys)


def in_words(size: float) -> str:
    """ "3.2 MB"."""
    power = next((power for power in (1, 2) if size < 1000 ** (power + 1)), 3)
    return f"{size / 1000**power:.1f} {('kB', 'MB', 'GB')[power - 1]}"


def name_of(owner: Owner) -> str:
    """What to call somebody in lists for those who run the site."""
    if owner.user is not None:
        return owner.user.get_username()
    places = list(owner.memberships.all())
    return f"{places[-1].nickname} ({places[-1].classroom})" if places else f"guest {owner.pk}"


def names_of(keys: Sequence[int]) -> dict[int, str]:
    """Owner → what to call her."""
    owners = Owner.objects.filter(pk__in=keys).select_related("user").prefetch_related("memberships__classroom")
    return {owner.pk: name_of(owner) for owner in owners}


def _sum(model: type[Model], field: str, **which: Any) -> int:
    found = model._default_manager.filter(**which).aggregate(size=Sum(Length(field)))["size"]
    return int(found or 0)
