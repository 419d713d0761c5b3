"""Where an experiment stands, as data and in a sentence. Pages, API and sockets all tell the same."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Count, Q

from playground.models import Experiment, Population, Run, State, Worker
from playground.models.experiment import ANY
from playground.models.population import TERMINAL
from playground.models.posted import ELSEWHERE
from playground.pace import RunRow, learn, pace
from playground.place import Place, places
from playground.status_words import of_one, of_posted, of_several

NO_PLACE = {"place": None, "starts_in": None, "waits": None}


def status(experiment: Experiment) -> dict[str, Any]:
    """The state of the whole experiment, its place in the queue, and who is there to train it."""
    return statuses([experiment.pk])[experiment.pk][2]


def statuses(keys: Iterable[int]) -> dict[int, tuple[int, int, dict[str, Any]]]:
    """Number of events, number of changes of who may read it, and status of many experiments at once.

    As many queries as for one, however many they are.
    """
    keys = list(keys)
    runs: dict[int, list[RunRow]] = {}
    for row in Run.objects.filter(experiment__in=keys).order_by("number").values_list(*RunRow._fields):
        runs.setdefault(row[0], []).append(RunRow(*row))
    # Grouped here: prefetching makes a query set for each experiment, which takes longer than all of the rest.
    populations: dict[int, list[Population]] = {}
    waiting = Count("snapshots", filter=Q(snapshots__done=False))
    for each in Population.objects.filter(experiment__in=keys).annotate(to_validate=waiting).order_by("number"):
        populations.setdefault(each.experiment_id, []).append(each)
    experiments = list(Experiment.objects.briefly().filter(pk__in=keys))
    learn([each for each in experiments if any(run.state not in TERMINAL for run in runs[each.pk])])
    workers = Worker.objects.counts()
    queue = places([each for each in experiments if {run.state for run in runs[each.pk]} == {State.WAITING}], workers)
    return {
        each.pk: (
            each.seq,
            each.access,
            _status(each, runs[each.pk], populations[each.pk], workers, queue.get(each.pk)),
        )
        for each in experiments
    }


def _status(
    experiment: Experiment,
    runs: Sequence[RunRow],
    populations: Sequence[Population],
    workers: Counter[str],
    place: Place | None,
) -> dict[str, Any]:
    planning = _planning(runs, populations)
    state = _state(runs, planning)
    going = [run for run in runs if run.state not in TERMINAL]
    reasons = {run.reason for run in runs}
    values: dict[str, Any] = {
        "state": state,
        "reason": (reasons.pop() or None) if len(reasons) == 1 else None,
        "desired": experiment.desired,
        "epoch": max(run.epoch for run in going or runs),
        "epochs": max(run.epochs for run in runs),
        **(place.told(workers[place.device]) if place else NO_PLACE),
        "workers": workers[_of_device(experiment)],
        "wanted_device": experiment.device,
        "moved_at": min((each.moved_at for each in populations if each.moved_at is not None), default=None),
        **_validation([each for each in populations if each.state not in TERMINAL]),
        "validators": workers["validation"],
        "replayed": min((each.replayed for each in populations if each.replayed is not None), default=None),
        "device": next((each.device for each in populations if each.device), None),
        "posted": populations[0].device == ELSEWHERE,
        "runs": len(runs),
        "ended": len(runs) - len(going),
        "planning": planning is not None and planning.state not in TERMINAL,
        "planning_failed": planning is not None and planning.state == State.FAILED,
        **pace(experiment, runs, max(each.rung for each in populations), state),
    }
    if values["posted"]:
        return {**values, "sentence": of_posted(values, runs[0])}
    alone = len(runs) == 1 and planning is None
    return {**values, "sentence": of_one(values, runs[0]) if alone else of_several(values, runs)}


def _of_device(experiment: Experiment) -> str:
    """Which workers count: all that train, or those of the device that is wished for."""
    return "training" if experiment.device == ANY else experiment.device


def _validation(populations: Sequence[Any]) -> dict[str, Any]:
    """How separate validation stands: epochs to validate, whether training waits for that, and whether it is over."""
    held_up = [each for each in populations if each.waits_for is not None and each.to_validate]
    return {
        "validating": sum(each.to_validate for each in populations),
        "held_up": bool(held_up) and len(held_up) == len(populations),
        "trained": bool(held_up) and all(each.waits_for >= each.epoch for each in populations if each.waits_for),
    }


def _planning(runs: Sequence[RunRow], populations: Sequence[Population]) -> Population | None:
    """The population that has no runs yet, because its trials are still to be chosen."""
    with_runs = {run.population_id for run in runs}
    return next((each for each in populations if each.pk not in with_runs), None)


def _state(runs: Sequence[RunRow], planning: Population | None) -> str:
    """While the next trials are chosen, the experiment goes on although all its runs have ended."""
    state = together([run.state for run in runs])
    if planning is None or planning.state in TERMINAL:
        return state
    return State.PAUSED if planning.state == State.PAUSED else State.RUNNING


def together(states: Collection[str]) -> str:
    """The state of several runs taken together."""
    going = [state for state in states if state not in TERMINAL]
    if not going:
        return State.FINISHED if State.FINISHED in states else State.FAILED
    if len(set(going)) == 1 and (going[0] != State.WAITING or len(going) == len(states)):
        return going[0]
    return State.RUNNING  # some wait or rest while others train, or have trained
