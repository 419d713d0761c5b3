"""What may be asked of the microscope about a saved run, and what is refused."""

from typing import Any, Self

from pydantic import Field, ValidationError

from playground.models import Dataset, Experiment, Run
from playground.planned import spec_of
from training.component import Section
from training.fields import switch, whole
from training.microscope import MOST_UPDATES, place_of
from training.problems import Problem, SpecError, from_pydantic
from training.weight_edits import layers_of

NOT_BEGUN = "This run has not made an update yet: there is nothing to look at."


class MicroscopeQuestion(Section):
    """Which updates of which run, and the weight whose updates are told for certain."""

    run: int = whole(1, 1, 100_000, "Run", "Its number inside the experiment.")
    epoch: int | None = whole(None, 1, 2**31 - 1, "Epoch", "The last one that is looked at.", empty="the newest")
    updates: int = whole(100, 1, MOST_UPDATES, "Updates", "How many are told, at most.")
    weight: str | None = Field(
        None, max_length=40, title="Weight", description='Such as "weights.1.0.0" or "biases.1.0".'
    )
    near: bool = switch(False, title="Near", help="Rather fewer updates than a long repetition: while a run trains.")

    @classmethod
    def parse(cls, values: dict[str, Any], experiment: Experiment) -> Self:
        """Validate it for an experiment; raises SpecError with every problem."""
        try:
            question = cls.model_validate(values)
        except ValidationError as error:
            raise SpecError(from_pydantic(error, values)) from None
        run = experiment.runs.filter(number=question.run).defer("weights").first()
        problems = _of_run(question, run) or _of_weight(question, experiment)
        if problems:
            raise SpecError(problems)
        return question


def _of_run(question: MicroscopeQuestion, run: Run | None) -> list[Problem]:
    if run is None:
        return [Problem("run", f"There is no run {question.run} in this experiment.")]
    if not run.epoch:
        return [Problem("run", NOT_BEGUN)]
    if question.epoch is not None and question.epoch > run.epoch:
        return [Problem("epoch", f"Run {run.number} has trained {run.epoch:,} epochs only.")]
    return []


def _of_weight(question: MicroscopeQuestion, experiment: Experiment) -> list[Problem]:
    spec = spec_of(experiment, question.run)
    outline = spec.outline(Dataset.objects.outline)
    if question.weight is None or outline is None:
        return []
    try:
        place_of(question.weight, layers_of(spec, outline))
    except SpecError as error:
        return [Problem("weight", each.msg) for each in error.problems]
    return []
