"""The curve of one experiment in few points, read from the log as it grows."""

from collections.abc import Iterable, Sequence
from math import log10
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from playground.condensed import FIGURES, HEAD, TYPE
from playground.models import Event

MOST_POINTS = 48
MOST_NEW = 240
"""Of more events than this, those at equal distances are read: nobody sees the others in a curve as small as a word."""
TOGETHER = 50
"""Curves that are read by one query."""
SHAPE_TOP = 99
LEAST_DECADES = 0.04
"""A curve that moves by less than ten per cent is drawn flat, as it is."""


class Curve:
    """The loss after every epoch; of several runs together the best one so far."""

    def __init__(self, experiment: int, spec: dict[str, Any]) -> None:
        self.experiment = experiment
        several = spec.get("vary") is not None or spec.get("ensemble") is not None
        self._best = several
        share = (spec.get("data", {}).get("split") or {}).get("validation", 0.2)
        self._figure = FIGURES["validation_loss" if share else "train_loss"]
        self.cursor = 0
        self._points: list[float] = []
        self._last: float | None = None
        self._stride, self._seen = 1, 0

    def missing(self, seq: int) -> Q:
        """The rows of the log that are to be read until event `seq`."""
        new = seq - self.cursor
        if new <= MOST_NEW:
            return Q(experiment=self.experiment, seq__gt=self.cursor, seq__lte=seq)
        self._stride = max(self._stride, 1)
        chosen = {self.cursor + round((place + 1) * new / MOST_POINTS) for place in range(MOST_POINTS)}
        return Q(experiment=self.experiment, seq__in=sorted(chosen))

    def add(self, head: str) -> None:
        """Take in the beginning of an event."""
        kind = TYPE.search(head)
        found = self._figure.search(head) if kind and kind[1] in ("epoch_ended", "validation_ended") else None
        if found is None:
            return
        value = float(found[1])
        self._last = min(value, self._last) if self._best and self._last is not None else value
        if self._seen % self._stride == 0:
            self._points.append(self._last)
        self._seen += 1
        if len(self._points) > MOST_POINTS:
            self._points, self._stride = self._points[::2], self._stride * 2

    @property
    def shape(self) -> list[int]:
        """Heights from 0 to 99 on a logarithmic scale, the newest one last."""
        if self._last is None:
            return []
        logs = [log10(max(value, 1e-12)) for value in (*self._points, self._last)]
        low, high = min(logs), max(logs)
        middle, half = (low + high) / 2, max(high - low, LEAST_DECADES) / 2
        return [round(SHAPE_TOP * (value - middle + half) / (2 * half)) for value in logs]


def read_curves(news: Sequence[tuple[Curve, int]]) -> None:
    """Bring curves up to these numbers of events."""
    behind = [(curve, seq) for curve, seq in news if seq > curve.cursor]
    for start in range(0, len(behind), TOGETHER):
        _read(behind[start : start + TOGETHER])


def _read(behind: Iterable[tuple[Curve, int]]) -> None:
    wanted = Q(pk__in=[])
    curves: dict[int, Curve] = {}
    for curve, seq in behind:
        wanted |= curve.missing(seq)
        curves[curve.experiment] = curve
        curve.cursor = seq
    rows = Event.objects.filter(wanted).order_by("experiment", "seq").annotate(head=Substr("body", 1, HEAD))
    for experiment, head in rows.values_list("experiment_id", "head"):
        curves[experiment].add(head)
