"""The log of an experiment as columns, long runs thinned: what a page draws at once before it follows the stream.

The log is read twice. First, page by page, for the few figures that decide which rows are needed; then those rows
alone. A search of a hundred long runs so takes no more memory than one of them.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from math import inf, nan
from typing import Any

import numpy as np
from pydantic_core import from_json

from playground.condensed import Condensed, is_many
from playground.models import Event, Experiment
from playground.thinning import kept_rows
from training.events import EnsembleEvaluated, EpochEnded
from training.figures import LayerFigures, Metrics, ValidationFigures

PAGE = 1000
LEAST_POINTS = 100
NEWEST = 50
"""The last rows are never thinned: speed and late validation figures look at them."""
EXTREMES = (*list(Metrics.model_fields)[:4], "gradient_norm", "learning_rate")
"""The figures whose peaks and dips survive; the other columns come along."""
LATE = tuple(ValidationFigures.model_fields)
ROWS = ("run_started", "epoch_ended", "ensemble_evaluated")
UNTRAINED = {"epoch": 0, "updates": 0, "samples": 0, "seconds": 0}
COLUMNS = tuple(
    dict.fromkeys(
        name
        for event in (EpochEnded, EnsembleEvaluated)
        for name in event.model_fields
        if name not in ("type", "run", "layers", "members", "disagreements")
    )
)


class Curve:
    """Where the rows of one run are in the log, and the figures by which they are chosen. Run 0 is an average."""

    def __init__(self, run: int) -> None:
        self.run = run
        self.row_of: dict[int, int] = {}
        self.seqs = array("q")
        self.figures = {name: array("d") for name in EXTREMES}
        self.end: dict[str, Any] | None = None

    def add(self, event: dict[str, Any]) -> None:
        """One more row. An average may be told again under its epoch, with the final weights of members that left."""
        row = self.row_of.setdefault(event.get("epoch", 0), len(self.seqs))
        if row == len(self.seqs):
            self.seqs.append(0)
            for figures in self.figures.values():
                figures.append(nan)
        self.seqs[row] = event["seq"]
        self.amend(row, event)

    def amend(self, row: int, event: dict[str, Any]) -> None:
        """Take over the figures that this event knows."""
        for name, figures in self.figures.items():
            value = event.get(name)
            if value is not None:
                figures[row] = value

    def kept(self, points: int, first: int, last: float) -> tuple[int, list[int]]:
        """How many rows there are between two epochs, and the events of about `points` of them."""
        last = min(last, (self.end or {}).get("epochs", inf))
        rows = np.array([row for epoch, row in self.row_of.items() if first <= epoch <= last], np.int64)
        always = set(range(max(0, len(rows) - NEWEST), len(rows)))
        best = self.row_of.get(self.end.get("best_epoch", -1)) if self.end else None
        always.update(np.flatnonzero(rows == best).tolist())
        columns = [np.frombuffer(figures, np.float64)[rows] for figures in self.figures.values()] if len(rows) else []
        return len(rows), [self.seqs[row] for row in rows[kept_rows(columns, points, always)]]


def history(experiment: Experiment, points: int, first: int = 0, last: int | None = None) -> dict[str, Any]:
    """Every event that is no epoch, as it was told, and the epochs from `first` to `last` as columns.

    Of very many runs only a few are told so, and the others as `trials` and `curves`.
    """
    log = Event.objects.filter(experiment=experiment)
    if not is_many(experiment):
        bodies = log.order_by("seq").values_list("body", flat=True).iterator(PAGE)
        return _told(log, _pages(bodies), points, first, last)
    condensed = Condensed(experiment)
    told = _told(log, _rows(log, condensed.seqs), points, first, last)
    return {**told, "seq": experiment.seq, "trials": condensed.columns, "curves": condensed.curves}


def _told(log: Any, events: Iterable[dict[str, Any]], points: int, first: int, last: int | None) -> dict[str, Any]:
    told: list[dict[str, Any]] = []
    curves: dict[int, Curve] = {}
    late: dict[tuple[int, int], dict[str, Any]] = {}
    seq = 0
    for event in events:
        seq, run = event["seq"], event["run"]
        if event["type"] in ROWS:
            curves.setdefault(run, Curve(run)).add(event)
        if event["type"] == "validation_ended":
            late[run, event["epoch"]] = {name: event[name] for name in LATE if name in event}
        elif event["type"] not in ROWS[1:]:
            told.append(event)
        if event["type"] == "run_finished" and run in curves:
            curves[run].end = event
    for (run, epoch), figures in late.items():
        if run in curves and epoch in curves[run].row_of:
            curves[run].amend(curves[run].row_of[epoch], figures)
    share = max(LEAST_POINTS, points // max(1, len(curves)))
    runs = []
    for run in sorted(curves):
        count, seqs = curves[run].kept(share, first, inf if last is None else last)
        rows = [event | late.get((run, event.get("epoch", 0)), {}) for event in _rows(log, seqs)]
        runs.append({"run": run, "rows": count, **_columns(rows)})
    return {"seq": seq, "events": told, "runs": runs}


def _pages(bodies: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Parsed many at a time, which is several times faster than one by one."""
    rest = iter(bodies)
    while page := list(islice(rest, PAGE)):
        yield from from_json(f"[{','.join(page)}]")


def _rows(log: Any, seqs: list[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(seqs), PAGE // 2):
        page = seqs[start : start + PAGE // 2]
        yield from _pages(log.filter(seq__in=page).order_by("seq").values_list("body", flat=True))


def _columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Each figure that somebody measured as a list over the rows; those of layers as lists of lists."""
    columns = {name: [row.get(name, UNTRAINED.get(name)) for row in rows] for name in COLUMNS}
    layers = [row.get("layers") or {} for row in rows]
    found: dict[str, Any] = {
        "columns": {name: values for name, values in columns.items() if any(value is not None for value in values)},
        "layers": {name: [each.get(name) for each in layers] for name in LayerFigures.model_fields}
        if any(layers)
        else {},
    }
    if rows and "members" in rows[-1]:
        found |= {name: rows[-1].get(name) for name in ("members", "disagreements")}
    return found
