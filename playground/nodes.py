"""The nodes: machines and containers whose workers train for this site, and how they are."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from playground.models import Worker
from playground.models.worker import ALIVE

REMEMBERED = timedelta(hours=1)
"""A node that has gone is told for so long: somebody may wonder where it is."""


def nodes() -> list[dict[str, Any]]:
    """One row for each device of each node, those that train first."""
    silent = ExpressionWrapper(Now() - F("last_seen"), output_field=DurationField())
    rows = Worker.objects.filter(last_seen__gt=Now() - REMEMBERED).annotate(silent=silent)
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows.order_by("duty", "node", "device"):
        groups.setdefault((row.duty, row.node, row.device), []).append(row)
    return [_told(duty, node, device, group) for (duty, node, device), group in groups.items()]


def _told(duty: str, node: str, device: str, workers: list[Any]) -> dict[str, Any]:
    alive = [each for each in workers if each.silent < ALIVE]
    newest = min(workers, key=lambda each: each.silent)
    return {
        "name": node,
        "duty": duty,
        "device": device,
        "hardware": newest.hardware,
        "fingerprint": newest.fingerprint,
        "workers": len(alive),
        "load": round(_mean(each.load for each in alive), 3),
        "slices_per_second": round(sum(each.slices for each in alive), 2),
        "last_seen_seconds": round(max(0.0, newest.silent.total_seconds()), 1),
    }


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
