"""The queue, the questions and the workers in the administration."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from playground import queue
from playground.admin.reading import MayAct, ReadOnly, link
from playground.bell import bell
from playground.models import Measurement, Population, Worker
from playground.models.worker import ALIVE


@admin.register(Population)
class PopulationAdmin(MayAct):
    """The queue: what waits, what trains and where, what keeps crashing."""

    list_display = (
        "of", "number", "state", "epoch", "device", "lease_owner", "lease_until", "attempts", "not_before",
        "last_slice",
    )  # fmt: skip
    list_filter = ("state", "device", "attempts")
    list_select_related = ("experiment",)
    search_fields = ("experiment__public_id", "experiment__title", "lease_owner")
    search_help_text = "Id or title of the experiment, or worker"
    ordering = ("-last_slice",)
    actions = ("give_back", "try_now", "give_up")
    exclude = ("sealed_test",)

    @admin.display(description="experiment")
    def of(self, found: Population) -> str:
        return found.experiment.title or found.experiment.public_id

    @admin.action(description="Take it from its worker: another one goes on from the last commit", permissions=["act"])
    def give_back(self, request: HttpRequest, chosen: QuerySet[Population]) -> None:
        """The fence moves on, so that the worker, if it lives, cannot commit any more."""
        held = Population.objects.open().filter(pk__in=chosen.values("pk"), lease_until__gt=Now())
        count = held.update(lease_until=None, lease_owner="", fence=F("fence") + 1)
        bell.ring_workers()
        self.message_user(request, f"{count} given back.", messages.SUCCESS if count else messages.WARNING)

    @admin.action(description="Try again now, as if it had never crashed", permissions=["act"])
    def try_now(self, request: HttpRequest, chosen: QuerySet[Population]) -> None:
        count = Population.objects.open().filter(pk__in=chosen.values("pk")).update(attempts=0, not_before=None)
        bell.ring_workers()
        self.message_user(request, f"{count} may be tried at once.", messages.SUCCESS if count else messages.WARNING)

    @admin.action(description="Give up: its runs end as failed", permissions=["act"])
    def give_up(self, request: HttpRequest, chosen: QuerySet[Population]) -> None:
        with transaction.atomic():
            rows = Population.objects.open().filter(pk__in=chosen.values("pk"))
            going = list(rows.select_related("experiment").select_for_update(of=("self",)))
            for population in going:
                queue.fail(population, "Those who run this site ended it.")
        words = f"{len(going)} ended as failed."
        self.message_user(request, words, messages.SUCCESS if going else messages.WARNING)


@admin.register(Measurement)
class MeasurementAdmin(ReadOnly):
    """Questions for workers: range tests, curvature, slices of the loss."""

    list_display = ("kind", "state", "owner", "created", "lease_until", "attempts")
    list_filter = ("kind", "state")
    fields = ("kind", "state", "owner", "created", "wanted_until", "lease_until", "attempts", "request", "problems")


@admin.register(Worker)
class WorkerAdmin(ReadOnly):
    """Worker processes; the page /nodes shows them by node, live."""

    list_display = ("name", "alive", "duty", "device", "hardware", "load", "slices", "last_seen")
    list_filter = ("node", "duty", "device")
    search_fields = ("name", "hardware", "fingerprint")
    ordering = ("node", "name")
    readonly_fields = ("live",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request)
        annotated: QuerySet[Any] = found.annotate(since=Now() - ALIVE)
        return annotated

    @admin.display(description="alive", boolean=True)
    def alive(self, found: Any) -> bool:
        return bool(found.last_seen > found.since)

    @admin.display(description="all nodes")
    def live(self, found: Worker) -> str:
        return link("/nodes", "/nodes")
