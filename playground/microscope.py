"""Looks at the last updates of a saved run or of one that trains: repeats its log from the nearest checkpoint.

Nothing of single updates is kept while training goes on; repeating gives them with the same bits, at no cost to those
who do not look (docs/decisions/0015-microscope.md).
"""

import time
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from playground.models import Checkpoint, Dataset, Event, Experiment, Run
from playground.planned import planned_runs
from playground.population_log import PopulationLog
from training import checkpoint, engine
from training.microscope import place_of
from training.microscope.noise import Noise, gradient_noise
from training.microscope.recorder import Recorder
from training.microscope.replay import Replay
from training.microscope.report import places_to_watch, report
from training.population import Population
from training.problems import Problem, SpecError
from training.search import PopulationBased
from training.spec import Spec

MOST_SECONDS = 30.0
"""Of a processor, for one answer."""
TOO_LONG = "Repeating this run up to epoch {epoch:,} takes too long here: look at one closer to its start or its end."
NO_UPDATES = "This run has not made an update yet."
REMEMBERED = 4
REMEMBERED_BYTES = 20_000_000

Found = dict[str, Any]
_states: OrderedDict[tuple[str, int], tuple[int, bytes]] = OrderedDict()
"""(experiment, run) → epoch and checkpoint of where this process looked last: the next question is often near."""


def look(question: Found, device: str = "cpu") -> Iterator[Found]:
    """How far the repetition has come, and at last what was seen.

    `question`: experiment, run, epoch (None: the newest), updates, weight (or None) and `near`: rather few updates than
    a long repetition.
    """
    run = _run_of(question)
    last = run.epoch if question["epoch"] is None else min(question["epoch"], run.epoch)
    if last < 1:
        raise SpecError([Problem("epoch", NO_UPDATES)])
    log = PopulationLog(run.population)
    first = _first_epoch(run, last, question["updates"])
    replay, first = _nearest(run, log, first, last if question["near"] else first, device)
    layers = replay.population.layers
    chosen = None if question["weight"] is None else place_of(question["weight"], layers)
    recorder = Recorder(places_to_watch(layers, chosen), question["updates"])
    began, spent = replay.epoch, 0.0
    while (epoch := replay.epoch) < last:
        started = time.thread_time()
        if epoch == first:
            _remember(run, replay)
        replay.prepare()
        if epoch >= first:
            recorder.watch(replay.population, run.number)
        replay.advance(last=epoch + 1 == last)
        spent += time.thread_time() - started
        if spent > MOST_SECONDS:
            raise SpecError([Problem("epoch", TOO_LONG.format(epoch=last))])
        yield {"done": epoch + 1 - began, "of": last - began}
    noise = gradient_noise(replay.population, replay.row)
    yield {
        "done": last - began,
        "of": last - began,
        "epoch": last,
        "found": {**packed(report(layers, recorder, chosen, _finite(noise))), "same": _same(run, last, replay.norms)},
    }


def _run_of(question: Found) -> Run:
    run = (
        Run.objects.select_related("population", "experiment")
        .defer("weights")
        .filter(experiment__public_id=question["experiment"], number=question["run"])
        .first()
    )
    if run is None:
        raise SpecError([Problem("run", "There is no such run any more.")])
    return run


def _told(run: Run, epoch: int) -> Found | None:
    """What the log says of an epoch of the run."""
    of_run = f'"type": "epoch_ended", "run": {run.number},'
    rows = Event.objects.filter(experiment=run.experiment_id, body__contains=of_run)
    row = rows.filter(body__contains=f'"epoch": {epoch}, "updates": ').first()
    return None if row is None else row.values()


def _first_epoch(run: Run, last: int, updates: int) -> int:
    """The last epoch after which there come that many updates, up to `last`: 0, or by the count of an epoch before."""
    told = _told(run, last)
    if told is None or told["updates"] <= updates:
        return 0
    # Batches may have been of another size before: look back twice as far each time.
    back = max(1, -(-updates * last // int(told["updates"])))
    while last - back > 0:
        before = _told(run, last - back)
        if before is None or told["updates"] - before["updates"] >= updates:
            return last - back
        back *= 2
    return 0


def _nearest(run: Run, log: PopulationLog, first: int, latest: int, device: str) -> tuple[Replay, int]:
    """The run as it was at the last known epoch up to `first`, or up to `latest`, which saves repeating."""
    known = _states.get(_key(run))
    found = Checkpoint.objects.nearest(run.population, latest - 1 if latest > first else first)
    if known and known[0] <= first and (found is None or found[0] <= known[0]):
        found = known
    changes = log.changes()
    tables = Dataset.objects.table
    if found is not None:
        try:
            population = checkpoint.from_bytes(found[1], tables, device)
            return Replay(population, run.number, changes), max(first, found[0])
        except ValueError:  # of an earlier version, or from where the run had ended
            pass
    return Replay(_beginning(run, log, device), run.number, changes), first


def _beginning(run: Run, log: PopulationLog, device: str) -> Population:
    experiment: Experiment = run.experiment
    spec = Spec.model_validate(experiment.spec)
    together = isinstance(spec.vary, PopulationBased)
    runs = planned_runs(experiment, spec, log.numbers if together else {run.number})
    population = engine.start(runs, spec, Dataset.objects.table, torch.float32, device)
    engine.begin(population)
    return population


def _remember(run: Run, replay: Replay) -> None:
    data = checkpoint.to_bytes(replay.population)
    if len(data) > REMEMBERED_BYTES // REMEMBERED:
        return
    key = _key(run)
    _states[key] = (replay.epoch, data)
    _states.move_to_end(key)
    while len(_states) > REMEMBERED:
        _states.popitem(last=False)


def _key(run: Run) -> tuple[str, int]:
    return run.experiment.public_id, run.number


def _same(run: Run, epoch: int, norms: tuple[float, float] | None) -> bool | None:
    """Whether the repetition has the bits of the log, as far as the norms tell; None where the log tells none."""
    told = _told(run, epoch)
    if told is None or norms is None or told["gradient_norm"] is None or told["weight_norm"] is None:
        return None
    return (told["gradient_norm"], told["weight_norm"]) == norms


def _finite(noise: Noise) -> Noise | None:
    return noise if np.isfinite(noise.norms).all() else None


def packed(value: Any) -> Any:
    """Arrays as {"shape", "data"}: little-endian float32 in base64, where also what is no number has a place."""
    if isinstance(value, dict):
        return {name: packed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [packed(each) for each in value]
    if isinstance(value, np.ndarray):
        with np.errstate(over="ignore"):
            data = np.ascontiguousarray(value, dtype="<f4")
        return {"shape": list(value.shape), "data": b64encode(data.tobytes()).decode()}
    return value
