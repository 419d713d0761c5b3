"""Takes the weights of networks while they train: a few for good, and many a second of one run for those who watch.

Where up to twelve trials are compared, one run of each goes live a few times a second, for their maps side by side.

Pictures cost the worker a copy of the weights and nothing else; browsers draw them. Bytes are bounded: those that last
by the grid of `weight_grid.py`, those that go live by time.
"""

import time
from collections.abc import Iterable

import numpy as np
from django.utils import timezone

from playground.models import Experiment
from playground.models.weights import Frame, Weights
from playground.weight_grid import MOST_BYTES, density, on_grid
from training.events import RunFinished
from training.population import Population

LIVE_BYTES = 64_000
"""The most that all sockets of one watcher of an experiment get a second, in base64."""
SPACING = 1 / 30
"""Seconds between two frames that go live: smooth to the eye."""
LANES_EVERY = 0.25
"""Seconds between two frames of each trial that is compared."""
MOST_LANES = 12
"""Trials whose networks go live together; of more of them browsers ask for those that they show."""
LONG = 0.5
"""Seconds between frames from which on a worker looks when the last one was; else each turn would begin with one."""


class WeightStream:
    """The frames of one population that the next commit will write."""

    def __init__(self, experiment: Experiment, population: Population) -> None:
        self.experiment = experiment
        self.shown = min((run.number for run in population.runs), default=0)
        """The run whose frames go live: the first that still trains."""
        self.frames: dict[tuple[int, int], Frame] = {}
        spec, several = experiment.spec, experiment.spec.get("vary") or experiment.spec.get("ensemble")
        size = 4 * (population.weights.shape[1] + population.statistics.shape[1])
        runs = experiment.runs.count() if several else 1
        self.density = density(size, spec["stopping"]["epochs"], runs)
        self.keeps_best = size * runs <= MOST_BYTES
        populations = experiment.populations.count() if several else 1
        self.lanes = _lanes(experiment, population, size) if spec.get("vary") else set()
        """The runs whose frames go live beside that of the one shown."""
        left = LIVE_BYTES - len(self.lanes) * size * 4 / 3 / LANES_EVERY
        self.pause = max(SPACING, size * 4 / 3 / left * populations)
        self.lanes_next = 0.0
        self.large = size * 4 / 3 > LIVE_BYTES
        self.next = time.monotonic() + self._rest() if self.pause > LONG else 0.0

    def _rest(self) -> float:
        """Seconds until the next frame may go live, after those of turns before."""
        rows = Weights.objects.filter(experiment=self.experiment, live=True)
        last = rows.order_by("-seq").values_list("created", flat=True).first()
        return self.pause - (timezone.now() - last).total_seconds() if last else 0.0

    def look(self, population: Population, now: bool = False) -> None:
        """After an epoch: take the networks that last, and the first one where a frame is due.

        `now`: before it is due, as what was asked for should be seen at once; but not of networks that take more than
        the bytes of a second, or a hand on the mouse would send them again and again.
        """
        if not population.runs:
            return
        epoch = population.runs[0].epoch
        # Before the first update every browser knows the weights: they come with the scene.
        due = epoch > 0 and time.monotonic() >= self.next
        lasting, live = on_grid(epoch, self.density), due or (now and not self.large)
        lanes = self._lanes_due(epoch, now)
        if not lasting and not live and not lanes:
            return
        numbers = population.late.numbers_ahead() if population.late else {run.number for run in population.runs}
        self.shown = min(numbers, default=self.shown)
        for row, run in enumerate(population.runs):
            shown = (live and run.number == self.shown) or run.number in lanes
            # What is trained beyond the end of a run counts no more.
            if run.number in numbers and (lasting or shown):
                self.take(Frame(run.number, epoch, packed(population.snapshot(row)), lasting, shown))
        if live:
            # A little late is made good by the next one; else epochs as long as the pause would lose every second one.
            self.next = max(self.next, time.monotonic() - self.pause) + self.pause

    def _lanes_due(self, epoch: int, now: bool) -> set[int]:
        """The runs of all lanes, when it is their time."""
        if epoch == 0 or (time.monotonic() < self.lanes_next and not now):
            return set()
        self.lanes_next = time.monotonic() + LANES_EVERY
        return self.lanes

    def end(self, population: Population, ended: Iterable[RunFinished]) -> None:
        """Runs have ended. The network that stands for a run is its last one, even where that went back to the best."""
        for event in ended:
            result, last, best = population.results[event.run], event.epochs, event.best_epoch
            self.frames = {key: frame for key, frame in self.frames.items() if key[0] != event.run or key[1] < last}
            if 0 < best < last and self.keeps_best:
                self.take(Frame(event.run, best, packed(result.best), lasting=True, live=False))
            if event.run == self.shown or event.run in self.lanes:
                self.take(Frame(event.run, last, packed(result.weights), lasting=True, live=True))

    def take(self, frame: Frame) -> None:
        """Write this one with the next commit."""
        self.frames[(frame.run, frame.epoch)] = frame


def _lanes(experiment: Experiment, population: Population, size: int) -> set[int]:
    """The first run of each trial, where they are few and their networks need no more than half of what goes live."""
    trials = list(experiment.runs.filter(repetition=0).values_list("number", flat=True)[: MOST_LANES + 1])
    if not 1 < len(trials) <= MOST_LANES or len(trials) * size * 4 / 3 / LANES_EVERY > LIVE_BYTES / 2:
        return set()
    return set(trials) & {run.number for run in population.runs}


def packed(network: np.ndarray) -> bytes:
    """Little-endian float32."""
    return np.ascontiguousarray(network, dtype="<f4").tobytes()
