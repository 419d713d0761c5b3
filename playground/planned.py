"""The runs of an experiment as they were planned: those that its spec names, and those that a search chose later."""

from collections.abc import Collection
from functools import lru_cache

from playground.models import Experiment, Run
from training.problems import Problem, SpecError
from training.runs import PlannedRun, run_of, runs_of
from training.search import Strategy, Trial
from training.spec import Spec


def planned_runs(experiment: Experiment, spec: Spec, numbers: Collection[int]) -> list[PlannedRun]:
    """These runs, in the order of their numbers; `spec` is that of the experiment."""
    if spec.vary is None:
        return [run for run in runs_of(spec) if run.number in numbers]
    # By bounds: a database takes only so many numbers in one question.
    rows = experiment.runs.filter(number__gte=min(numbers), number__lte=max(numbers)).order_by("number")
    rows = rows.only("number", "name", "trial", "repetition", "group", "settings")
    known = plan_of(spec.vary)
    return [
        run_of(spec, known[row.trial - 1] if row.trial <= len(known) else chosen_later(row), row.trial, row.repetition)
        for row in rows
        if row.number in numbers
    ]


def plan_of(strategy: Strategy) -> list[Trial]:
    """What a strategy plans, kept for a while: two thousand trials take long to draw, and a page asks thrice."""
    return _plan(type(strategy), strategy.model_dump_json())


@lru_cache(maxsize=8)
def _plan(kind: type[Strategy], settings: str) -> list[Trial]:
    return kind.model_validate_json(settings).plan()


def chosen_later(row: Run) -> Trial:
    """The trial of a later round. Only trials that are known from the start have seeds of their own."""
    return Trial(row.name, row.settings, row.group)


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
