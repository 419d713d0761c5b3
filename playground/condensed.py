"""The log of a search of very many runs, read once and told in little: a few points of every curve, all of a few.

Two thousand runs of a hundred epochs are 200 MB of events. Nobody looks at more than a dozen of these curves in detail;
of the others a page needs where they went. Every figure told here is one of the log, rounded to six digits.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models.functions import Substr

from playground.models import Event, Experiment, Run, State
from playground.trials import trial_columns

MANY_RUNS = 150
"""With more runs than this the pages ask for condensed curves, and sockets send them."""
DETAILED = 12
POINTS = 12
HEAD = 600
"""Characters of an event in which its type, run, epoch and first figures stand."""
CURVES = ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy")
TYPE = re.compile(r'"type": "(\w+)", "run": (\d+)')
EPOCH = re.compile(r'"epoch": (\d+)')
FIGURES = {name: re.compile(rf'"{name}": (-?[\d.]+(?:e[+-]?\d+)?)') for name in CURVES}
PLAIN = ("epoch_ended", "validation_ended", "run_started", "run_finished", "run_paused", "run_resumed")
"""Types that are told of the detailed runs alone: of the others the columns say it."""


class Condensed:
    """What is told of every run: `curves`; and the numbers of the events to be told as they are: `seqs`."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.detailed = _leaders(experiment)
        self.seqs: list[int] = []
        self._points: dict[int, dict[int, list[float | None]]] = defaultdict(dict)
        self._read(Event.objects.filter(experiment=experiment).order_by("seq"))

    def _read(self, log: Any) -> None:
        chosen = set(_spread(max(self.experiment.runs.values_list("epochs", flat=True), default=0)))
        last = dict(self.experiment.runs.values_list("number", "epoch"))
        for seq, head in log.annotate(head=Substr("body", 1, HEAD)).values_list("seq", "head").iterator(2000):
            found = TYPE.search(head)
            if found is None:
                continue
            kind, run = found[1], int(found[2])
            at = EPOCH.search(head) if kind in ("epoch_ended", "validation_ended") else None
            epoch = int(at[1]) if at else 0
            if kind not in PLAIN or run in self.detailed:
                self.seqs.append(seq)
            if kind == "run_started" or (at and (epoch in chosen or epoch == last.get(run))):
                self._note(run, epoch, head)

    def _note(self, run: int, epoch: int, head: str) -> None:
        """Figures that came late join those of their epoch."""
        known = self._points[run].setdefault(epoch, [None] * len(CURVES))
        for place, pattern in enumerate(FIGURES.values()):
            if found := pattern.search(head):
                known[place] = float(f"{float(found[1]):.6g}")

    @property
    def curves(self) -> dict[str, list[Any]]:
        """One long list per figure, run after run; `runs` and `lengths` say whose they are."""
        told: dict[str, list[Any]] = {name: [] for name in ("runs", "lengths", "epoch", *CURVES)}
        for run in sorted(self._points):
            points = sorted(self._points[run].items())
            told["runs"].append(run)
            told["lengths"].append(len(points))
            for epoch, figures in points:
                told["epoch"].append(epoch)
                for name, figure in zip(CURVES, figures, strict=True):
                    told[name].append(figure)
        return told

    @property
    def columns(self) -> dict[str, Any]:
        """What `GET trials` tells."""
        return trial_columns(self.experiment)


def is_many(experiment: Experiment) -> bool:
    """Whether it has so many runs that their curves are condensed."""
    return experiment.runs.filter(number=MANY_RUNS + 1).exists()


def with_many_runs(experiments: Iterable[int]) -> set[int]:
    """The same, asked of several by their keys."""
    return set(
        Run.objects.filter(experiment__in=experiments, number=MANY_RUNS + 1).values_list("experiment", flat=True)
    )


def _leaders(experiment: Experiment) -> set[int]:
    """The best runs, and the first: its samples and inputs speak for all."""
    ended = experiment.runs.filter(state=State.FINISHED, score__isnull=False).order_by("score", "number")
    return {1, *ended.values_list("number", flat=True)[: DETAILED - 1]}


def _spread(epochs: int) -> Iterator[int]:
    """About `POINTS` epochs from 1 to the last, closer where curves fall fastest."""
    for place in range(POINTS):
        yield round(max(1, epochs) ** (place / (POINTS - 1)))


def newest_of_each(bodies: Iterable[str]) -> tuple[list[str], bool]:
    """Of each run's epochs among these events the newest and the best, and all other events; whether some are missing.

    Best by validation loss, and by accuracy: so that the best figures of a run are known before it ends.
    """
    rows = list(bodies)
    kept: set[int] = set()
    newest: dict[int, int] = {}
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for place, body in enumerate(rows):
        found = TYPE.search(body[:HEAD])
        if found is None or found[1] != "epoch_ended":
            kept.add(place)
            continue
        run = int(found[2])
        newest[run] = place
        for name, sign in (("validation_loss", 1), ("validation_accuracy", -1)):
            if figure := FIGURES[name].search(body[:HEAD]):
                value = sign * float(figure[1])
                best[run, name] = min(best.get((run, name), (value, place)), (value, place))
    kept.update(newest.values(), (place for _, place in best.values()))
    return [rows[place] for place in sorted(kept)], len(kept) < len(rows)
