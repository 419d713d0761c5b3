"""Where each student of a class stands: the experiment that counts now, its runs, and who needs help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Now

from playground.models import Experiment, Membership, Population, Role, Run, State
from playground.models.population import TERMINAL

LOST = timedelta(seconds=5)
"""After the end of its lease: by then the reaper has given it to somebody else."""
LONG = timedelta(seconds=60)
"""Who waits so long for a turn is told apart from those who wait."""


@dataclass(frozen=True)
class Seat:
    """A student of the class and her experiment of now, if there is one."""

    member: int
    owner: int
    nickname: str
    experiment: int | None


@dataclass(frozen=True)
class Head:
    """What of an experiment may change at any time, at little cost to read."""

    pk: int
    public_id: str
    seq: int
    desired: str
    device: str
    """What it wishes to train on."""
    visibility: str
    anonymous: bool
    silent: bool
    """Whether it waits for very long: since it was made, or since its last slice."""
    lost: int
    """Populations held by a worker that has fallen silent."""
    attempts: int
    """Claims since the last commit."""

    @property
    def version(self) -> tuple[int, str]:
        """Changes with what the runs say."""
        return (self.seq, self.desired)


def seats_of(classroom: int) -> list[Seat]:
    """Every student of a class with what trains now, else with the newest experiment; three queries in all.

    Ordered by nickname. One query finds what trains, so that nobody's long list of experiments is walked through.
    """
    newest = Experiment.objects.filter(owner=OuterRef("owner"), classroom=classroom).order_by("-pk").values("pk")[:1]
    students = Membership.objects.active().filter(classroom=classroom, role=Role.STUDENT)
    rows = students.annotate(newest=Subquery(newest)).order_by("nickname_alike", "pk")
    training = Population.objects.filter(experiment__classroom=classroom, state=State.RUNNING).order_by()
    of_owner = training.values("experiment__owner").annotate(latest=Max("experiment"))
    now = dict(of_owner.values_list("experiment__owner", "latest"))
    return [
        Seat(member, owner, nickname, now.get(owner, last))
        for member, owner, nickname, last in rows.values_list("pk", "owner", "nickname", "newest")
    ]


def heads_of(experiments: Iterable[int]) -> dict[int, Head]:
    """What is cheap to know of these, by the database's clock."""
    ours = Q(populations__state__in=TERMINAL)
    waited = Q(populations__last_slice__lt=Now() - LONG) | Q(populations__last_slice=None, created__lt=Now() - LONG)
    free = Q(populations__lease_until=None) | Q(populations__lease_until__lt=Now())
    rests = Q(populations__state=State.PAUSED)
    rows = Experiment.objects.filter(pk__in=experiments).annotate(
        going=Count("populations", filter=~ours),
        in_hand=Count("populations", filter=~ours & ~(waited & free) | rests),
        lost=Count("populations", filter=~ours & Q(populations__lease_until__lt=Now() - LOST)),
        attempts=Max(Case(When(~ours, then=F("populations__attempts")), default=Value(0))),
    )
    told = rows.values(
        "pk", "public_id", "seq", "desired", "device", "visibility", "anonymous", "lost", "attempts",
        silent=Case(
            When(going__gt=0, in_hand=0, then=Value(True)), default=Value(False)
        ),
    )  # fmt: skip
    return {row["pk"]: Head(**row) for row in told}


def runs_of(experiments: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The runs of each experiment in one row: how many in which state, how far, and their best figures."""
    ended = Q(state__in=TERMINAL)
    rows = Run.objects.filter(experiment__in=experiments).order_by().values("experiment")
    counted = rows.annotate(
        runs=Count("pk"),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        paused=Count("pk", filter=Q(state=State.PAUSED)),
        running=Count("pk", filter=Q(state=State.RUNNING)),
        finished=Count("pk", filter=Q(state=State.FINISHED)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        diverged=Count("pk", filter=Q(reason="diverged")),
        reason=Max("reason"),
        epoch_of_going=Max("epoch", filter=~ended),
        epoch=Max("epoch"),
        epochs=Max("epochs"),
        loss=Min("best_validation_loss"),
        accuracy=Max("best_validation_accuracy"),
    )
    return {row["experiment"]: dict(row) for row in counted}


def specs_of(experiments: Iterable[int]) -> dict[int, tuple[dict[str, Any], dict[str, Any]]]:
    """The spec of each experiment, and what the best of its runs replaces in it."""
    best = Run.objects.filter(experiment=OuterRef("pk")).order_by(F("score").asc(nulls_last=True), "number")
    rows = Experiment.objects.filter(pk__in=experiments).annotate(best=Subquery(best.values("settings")[:1]))
    return {pk: (spec, settings or {}) for pk, spec, settings in rows.values_list("pk", "spec", "best")}
