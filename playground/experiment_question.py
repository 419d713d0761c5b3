"""What questions about one run of a saved experiment have in common."""

from typing import Any, Self

from pydantic import ValidationError

from playground.models import Experiment
from training.component import Section
from training.fields import whole
from training.problems import Problem, SpecError, from_pydantic


class ExperimentQuestion(Section):
    """Which run is meant; validated alone first, then against the experiment that it is about."""

    run: int = whole(1, 1, 100_000, "Run", "Its number inside the experiment.")

    @classmethod
    def parse(cls, values: dict[str, Any], experiment: Experiment) -> Self:
        """Validate it for an experiment; raises SpecError with every problem."""
        try:
            question = cls.model_validate(values)
        except ValidationError as error:
            raise SpecError(from_pydantic(error, values)) from None
        if problems := question.problems(experiment):
            raise SpecError(problems)
        return question

    def problems(self, experiment: Experiment) -> list[Problem]:
        """Why this cannot be asked about the experiment."""
        raise NotImplementedError
