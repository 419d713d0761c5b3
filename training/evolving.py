"""Population-based training, the deed: networks that do badly go on from the weights and settings of better ones."""

import copy

from training.data import outlines
from training.events import Copied, Event, SettingChanged
from training.population import Population
from training.problems import SpecError
from training.progress import Progress
from training.rounds import better
from training.search import PopulationBased
from training.spec import Spec


def evolve(population: Population) -> list[Event]:
    """Exploit and explore, where the epoch that has ended is one of those after which networks are compared."""
    search = population.evolution
    if search is None or not population.runs or population.runs[0].epoch % search.interval:
        return []
    epoch = population.runs[0].epoch
    figures = {run.number: better(search.objective, None, run.last.model_dump()) for run in population.runs}
    rows = {run.number: row for row, run in enumerate(population.runs)}
    events: list[Event] = []
    for number, other in search.exploited(epoch, figures).items():
        row, source = rows[number], rows[other]
        # Whoever is copied stays as it is: the best and the worst are never the same.
        for tensor in (population.weights, population.statistics, *population.memory.values()):
            tensor[row] = tensor[source]
        run, parent = population.runs[row], population.runs[source]
        events.append(Copied(run=number, epoch=epoch, from_run=other))
        spec = _explored(search, run, parent, population)
        for path in search.axes:
            if (old := run.spec.value(path)) != (new := spec.value(path)):
                events.append(SettingChanged(run=number, epoch=epoch, path=path, old=old, new=new, by="population"))
        run.spec, run.plateau = spec, copy.copy(parent.plateau)
        run.trail.changed = True
    if events:
        population.build()
    return events


def _explored(search: PopulationBased, run: Progress, parent: Progress, population: Population) -> Spec:
    """The settings with which a run goes on: near those it copies, or these where the near ones cannot be trained."""
    copied = {path: parent.spec.value(path) for path in search.axes}
    try:
        near = search.explored(run.epoch, run.number, copied)
        return run.spec.with_settings(near, outlines(population.tables))
    except SpecError:
        return run.spec.with_settings(copied, outlines(population.tables))
