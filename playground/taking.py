"""Taking results away: what was recorded of an experiment, handed to the forms of `training.exports`."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from playground.envelope import chosen_run
from playground.kept_weights import newest_networks
from playground.models import Dataset, Experiment, Owner, Run, State
from playground.planned import spec_of
from playground.preview.facts import in_short
from playground.recorded_log import RecordedLog
from playground.scenes import input_figures
from playground.sharing import shared
from training.datasets import DATASETS
from training.exports import Export
from training.exports.recorded import Recorded
from training.problems import Problem, SpecError


def run_to_take(experiment: Experiment, form: Export, run: int | None) -> int:
    """The run that is asked for; without a number the one that validation chose, or the first."""
    if run is None:
        return (None if form.pieces else chosen_run(experiment)) or 1
    if not experiment.runs.filter(number=run).exists():
        raise SpecError([Problem("run", f"There is no run {run} in this experiment.")])
    return run


def recorded_of(experiment: Experiment, run: int, reader: Owner | None, link: str) -> Recorded:
    """All that `reader` may take away: events are told by the log, and it tells no test figures before their time."""
    log = RecordedLog(experiment)
    network = _newest(experiment)
    return Recorded(
        experiment.spec,
        log,
        run,
        link,
        weights=lambda number: network(number)[1],
        epoch=lambda number: network(number)[0],
        title=experiment.title or in_short(experiment.spec),
        author=shared(reader, experiment)["author"] or "",
        created=experiment.created.isoformat(timespec="seconds"),
        notes=experiment.notes,
        planned=lambda number: spec_of(experiment, number),
        outlines=Dataset.objects.outline,
        tables=Dataset.objects.table,
        figures=input_figures,
        finder=log.of_type,
        picture=_picture(experiment.spec),
    )


def _picture(spec: dict[str, Any]) -> str:
    """The picture of a built-in data set, as the pages show it."""
    name = (spec.get("data") or {}).get("dataset")
    if not any(name == dataset.kind for dataset in DATASETS):
        return ""
    path = finders.find(f"img/datasets/{name}.svg")
    return Path(path).read_text() if isinstance(path, str) else ""


def _newest(experiment: Experiment) -> Callable[[int], tuple[int | None, bytes | None]]:
    """Finds the network that a run ended with, or the newest that was kept while it trains, and its epoch."""

    @cache
    def find(number: int) -> tuple[int | None, bytes | None]:
        found, _ = newest_networks(experiment, [number], 1)
        if not found:
            return None, None
        [(_, epoch, weights)] = found
        row = experiment.runs.defer("weights").get(number=number)
        return (row.best_epoch if _went_back(experiment, row) else epoch), weights

    return find


def _went_back(experiment: Experiment, run: Run) -> bool:
    """Whether a run ended with the weights of its best epoch."""
    if run.state != State.FINISHED or not run.best_epoch:
        return False
    try:
        early = spec_of(experiment, run.number).stopping.early
    except SpecError:
        return False
    return early is not None and early.restore_best
