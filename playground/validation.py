"""A turn of a worker that validates: evaluate the snapshots of one population and report them; it never trains."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable

import torch

from playground import queue, validation_queue
from playground.models import Dataset, Snapshot
from playground.planned import planned_runs
from playground.validation_queue import Claim, Found
from training.data import MissingData
from training.population import Population
from training.settling import validate
from training.spec import Spec

log = logging.getLogger(__name__)
REPORT_EVERY = 0.1
"""Seconds of evaluating between two reports."""
KEPT = 2
"""Populations whose data stay prepared for the next turn."""

_prepared: OrderedDict[tuple[int, tuple[int, ...]], Population] = OrderedDict()


def take_turn(worker: str, device: str, leaving: Callable[[], bool]) -> bool:
    """Evaluate what waits longest; returns whether there was anything. `leaving` asks to end early."""
    torch.set_num_threads(1)  # the bits of a result depend on the number of threads
    claim = validation_queue.claim(worker)
    if claim is None:
        return False
    try:
        validation_queue.report(claim, _evaluate(claim, device, leaving))
    except queue.LostLease:
        log.info("Snapshots of %s were taken over by another worker", claim.population)
    except MissingData as error:
        validation_queue.fail(claim.population, str(error))
    except Exception:  # its lease ends by itself, and it is tried again
        log.exception("Snapshots of %s cannot be evaluated", claim.population)
        _prepared.clear()
    return True


def _evaluate(claim: Claim, device: str, leaving: Callable[[], bool]) -> list[tuple[Snapshot, Found]]:
    """At least one snapshot, then as many as fit into the time."""
    found: list[tuple[Snapshot, Found]] = []
    until = time.monotonic() + REPORT_EVERY
    for snapshot in claim.snapshots:
        population = _population(claim, tuple(snapshot.due), device)
        figures = validate(population, [snapshot.network(number) for number in snapshot.due])
        found.append((snapshot, dict(zip(snapshot.due, figures, strict=True))))
        if leaving() or time.monotonic() > until:
            break
    return found


def _population(claim: Claim, numbers: tuple[int, ...], device: str) -> Population:
    """The networks' places and the samples, as training has them."""
    key = (claim.population.pk, numbers)
    if key not in _prepared:
        spec = Spec.model_validate(claim.population.experiment.spec)
        specs = [run.spec for run in planned_runs(claim.population.experiment, spec, numbers)]
        _prepared[key] = Population.start(specs, Dataset.objects.table, torch.float32, device, numbers=numbers)
    _prepared.move_to_end(key)
    while len(_prepared) > KEPT:
        _prepared.popitem(last=False)
    return _prepared[key]
