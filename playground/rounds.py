"""Rounds and rungs: what follows when the runs of a search have come to their end, or to where they are compared.

Whoever commits the last of them finds that out in the same transaction, which holds the experiment's row: so it happens
exactly once, whoever crashes, and nobody ever sees an experiment that is over and then goes on. A decision at a rung is
an event; the workers read it there. The next round begins as a population without runs: it waits in the queue like any
other, and who claims it chooses the trials (playground/planning.py), which may take seconds.
"""

from django.db import transaction
from django.db.models import Max

from playground.bell import bell
from playground.models import Desired, Event, Experiment, Population
from playground.models.population import TERMINAL
from training.search import STRATEGIES, Lane, Strategy
from training.spec import Spec

PLANNING_SECONDS = 60
"""The lease of whoever chooses trials: loading Optuna and learning from 2,000 trials takes a few."""
_OF_KIND = {strategy.name(): strategy for strategy in STRATEGIES}


def rungs_of(experiment: Experiment) -> list[int]:
    """The epochs after which all runs of an experiment wait for one another."""
    if not _overrides(experiment, "rungs"):
        return []
    vary = Spec.model_validate(experiment.spec).vary
    assert vary
    return vary.rungs(experiment.spec["stopping"]["epochs"])


def goes_on(experiment: Experiment) -> bool:
    """Whether further trials may follow once those that are known have ended."""
    return _overrides(experiment, "more")


def proceed(experiment: Experiment) -> None:
    """A population has ended or come to a rung: call inside the transaction that wrote it and holds the experiment."""
    populations = list(experiment.populations.open())
    rungs = {population.at_rung for population in populations}
    if not populations:
        _open_round(experiment)
    elif len(rungs) == 1 and (rung := rungs.pop()) is not None:
        _decide(experiment, rung)


def _overrides(experiment: Experiment, method: str) -> bool:
    kind = _OF_KIND.get((experiment.spec.get("vary") or {}).get("kind", ""), Strategy)
    return getattr(kind, method) is not getattr(Strategy, method)


def _decide(experiment: Experiment, rung: int) -> None:
    from training.rounds import decide

    here = experiment.runs.exclude(state__in=TERMINAL).values("trial")
    rows = experiment.runs.filter(trial__in=here).order_by("number").values_list("number", "trial", "score")
    scores = {number: score for number, _, score in rows}
    lanes = [(number, Lane(trial=trial)) for number, trial, _ in rows]
    spec = Spec.model_validate(experiment.spec)
    decision = decide(spec, rung, rungs_of(experiment)[rung], lanes, scores.get)
    assert decision is not None  # they have come here
    Event.objects.append(experiment, [decision.to_dict()])
    experiment.populations.open().update(rung=rung + 1, at_rung=None)
    transaction.on_commit(bell.ring_workers)


def _open_round(experiment: Experiment) -> None:
    """Somebody shall choose the next trials, unless the user has had enough. After a step they wait to be trained."""
    row = Experiment.objects.filter(pk=experiment.pk)
    desired = row.values_list("desired", flat=True).get()
    if not goes_on(experiment) or desired == Desired.STOP:
        return
    last = experiment.populations.aggregate(last=Max("number"))["last"]
    Population.objects.create(experiment=experiment, number=last + 1, lease_seconds=PLANNING_SECONDS)
    if desired == Desired.STEP:
        row.update(pause_at=0)
    transaction.on_commit(bell.ring_workers)
