"""What a worker that trains takes from separate validation: the figures from the log, the networks from snapshots."""

import numpy as np

from playground.models import Event, Experiment, Snapshot
from training.events import Event as Fact
from training.events import ValidationFigures
from training.population import Population
from training.settling import settle


def settle_late(population: Population, experiment: Experiment, key: int) -> list[Fact]:
    """Hear the figures that came since the last time, and end the runs of which enough is known.

    `key` is the primary key of the population's row. The log is read rather than the snapshots, because it is complete
    for a population that goes on from an old checkpoint as well.
    """
    _hear(population, experiment)
    return settle(population, lambda epoch, run: _network(population, key, epoch, run))


def _hear(population: Population, experiment: Experiment) -> None:
    late = population.late
    assert late is not None
    rows = Event.objects.filter(experiment=experiment, seq__gt=late.heard, body__contains='"validation_ended"')
    for row in rows.order_by("seq"):
        event = row.values()
        late.heard = row.seq
        if judge := late.judges.get(event["run"]):
            figures = {name: event[name] for name in ValidationFigures.model_fields}
            judge.tell(event["epoch"], ValidationFigures(**figures))


def _network(population: Population, key: int, epoch: int, run: int) -> np.ndarray:
    assert population.late is not None
    for networks in population.late.outbox:
        if networks.epoch == epoch and run in networks.networks:
            return networks.networks[run]
    for snapshot in Snapshot.objects.filter(population=key, epoch=epoch):
        if run in snapshot.runs:
            return snapshot.network(run)
    raise LookupError(f"There is no snapshot of run {run} after epoch {epoch}.")
