"""Figures for Prometheus: what the book says of queue, nodes and storage, and how fast this web process answers."""

import ipaddress
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from playground import storage
from playground.health import broker_answers
from playground.live import watch
from playground.models import Event, Experiment, Measurement, Population, State
from playground.nodes import nodes

METHODS = {"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"}
REGISTRY = CollectorRegistry()
ANSWERS = Histogram(
    "descent_http_seconds",
    "Time from request to answer, by route.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
TOO_FAST = Counter("descent_too_fast", "Requests refused, by whose limit.", ["limit"], registry=REGISTRY)
ProcessCollector(registry=REGISTRY)


class Book(Collector):
    """Read anew whenever somebody asks: several processes write it, and none of them needs to count."""

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        """Nodes, queue, storage, and whether the broker answers."""
        yield from _of_nodes()
        states = GaugeMetricFamily("descent_populations", "Runs that train in lockstep, by state.", labels=["state"])
        counts = dict(Population.objects.order_by().values_list("state").annotate(Count("pk")))
        for state in State.values:
            states.add_metric([state], counts.get(state, 0))
        yield states
        runnable = Population.objects.runnable().count()
        yield GaugeMetricFamily("descent_runnable", "Populations that wait for a worker now.", value=runnable)
        asked = Measurement.objects.free().count()
        yield GaugeMetricFamily("descent_measurements_waiting", "Questions that wait for a worker.", value=asked)
        for model, name, what in ((Experiment, "experiments", "Experiments ever made."), (Event, "events", "Events.")):
            newest = model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
            yield CounterMetricFamily(f"descent_{name}", what, value=newest)
        yield GaugeMetricFamily("descent_sockets", "Live pages of this web process.", value=watch.listening)
        yield GaugeMetricFamily("descent_broker_up", "Whether Redis answers.", value=broker_answers())
        yield GaugeMetricFamily("descent_database_bytes", "Size of the database.", value=_database_bytes())
        yield GaugeMetricFamily("descent_taken_bytes", "What counts for SITE_MEGABYTES.", value=storage.taken())
        free = shutil.disk_usage(settings.DESCENT_HOME).free
        yield GaugeMetricFamily("descent_home_free_bytes", "Free space where Descent writes.", value=free)


REGISTRY.register(Book())


def _of_nodes() -> Iterator[GaugeMetricFamily]:
    labels = ["node", "duty", "device"]
    workers = GaugeMetricFamily("descent_workers", "Worker processes that are alive.", labels=labels)
    load = GaugeMetricFamily("descent_worker_load", "Part of the time at work, mean of a node.", labels=labels)
    slices = GaugeMetricFamily("descent_slices_per_second", "Turns a second.", labels=labels)
    seen = GaugeMetricFamily("descent_node_silent_seconds", "Since a node was seen last.", labels=labels)
    for node in nodes():
        which = [node["name"], node["duty"], node["device"]]
        workers.add_metric(which, node["workers"])
        load.add_metric(which, node["load"])
        slices.add_metric(which, node["slices_per_second"])
        seen.add_metric(which, node["last_seen_seconds"])
    yield from (workers, load, slices, seen)


def _database_bytes() -> int:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever brings the token, or asks from this very machine; to all others there is nothing here."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        sent, needed = request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
        return secrets.compare_digest(sent.encode(), needed.encode())
    # Behind a proxy on this machine everybody would seem to be here.
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)
    return not settings.HTTPS and not forwarded and is_loopback(request.META.get("REMOTE_ADDR", ""))


def is_loopback(address: str) -> bool:
    """Whether this is the machine itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class Timing:
    """Notes how long each answer took, under the route's pattern: addresses hold ids, and would be endlessly many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        answer = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"  # strangers may invent any number of them
        ANSWERS.labels(method, route, str(answer.status_code)).observe(time.perf_counter() - began)
        return answer
