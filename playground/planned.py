"""The runs of an experiment as they were planned: those that its spec names, and those that a search chose later."""

from collections.abc import Collection, Sequence

from playground.models import Dataset, Experiment, Run
from training.problems import Problem, SpecError
from training.runs import PlannedRun, run_of, runs_of
from training.search import Trial
from training.spec import Spec


def planned_runs(experiment: Experiment, spec: Spec, numbers: Collection[int]) -> list[PlannedRun]:
    """These runs, in the order of their numbers; `spec` is that of the experiment."""
    if spec.vary is None:
        return [run for run in runs_of(spec) if run.number in numbers]
    # By bounds: a database takes only so many numbers in one question.
    rows = experiment.runs.filter(number__gte=min(numbers), number__lte=max(numbers)).order_by("number")
    rows = rows.only("number", "name", "trial", "repetition", "group", "settings")
    known = spec.vary.plan()
    return [run_of(spec, _trial(row, known), row.trial, row.repetition) for row in rows if row.number in numbers]


def _trial(row: Run, known: Sequence[Trial]) -> Trial:
    """What the row says: PostgreSQL orders the keys of a spec anew, so a grid planned again may be in another order.

    The plan knows the seed, which no order changes, and the settings where an earlier version wrote no rows of them.
    Trials of later rounds are in no plan, and have no seeds of their own.
    """
    if row.trial > len(known):
        return Trial(row.name, row.settings, row.group)
    planned = known[row.trial - 1]
    return Trial(row.name or planned.name, row.settings or planned.settings, row.group, planned.seed)


def spec_of(experiment: Experiment, number: int) -> Spec:
    """What `alone` says of a written experiment; raises SpecError also where this version does not understand it."""
    return alone(experiment, Spec.parse(experiment.spec, Dataset.objects.outline, check_trials=False), number)


def alone(experiment: Experiment, spec: Spec, number: int) -> Spec:
    """The spec that trains one of its runs alone, and gives the same network bit for bit.

    Raises SpecError where there is no such run. What was changed while it trained is no part of it.
    """
    row = experiment.runs.filter(number=number).only("number").first()
    if row is None:
        raise SpecError([Problem("run", f"There is no run {number} in this experiment.")])
    [run] = planned_runs(experiment, spec, {number})
    title = ": ".join(part for part in (spec.title, run.name) if part) if spec.title else ""
    return type(spec).model_validate({**run.spec.to_dict(), "title": title[:120]})
