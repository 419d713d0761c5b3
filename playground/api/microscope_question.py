"""What may be asked of the microscope about a saved run, and what is refused."""

from pydantic import Field

from playground.experiment_question import ExperimentQuestion
from playground.models import Dataset, Experiment
from playground.planned import spec_of
from training.fields import switch, whole
from training.microscope import MOST_UPDATES, place_of
from training.problems import Problem, SpecError
from training.weight_edits import layers_of

NOT_BEGUN = "This run has not made an update yet: there is nothing to look at."


class MicroscopeQuestion(ExperimentQuestion):
    """Which updates of which run, and the weight whose updates are told for certain."""

    epoch: int | None = whole(None, 1, 2**31 - 1, "Epoch", "The last one that is looked at.", empty="the newest")
    updates: int = whole(100, 1, MOST_UPDATES, "Updates", "How many are told, at most.")
    weight: str | None = Field(
        None, max_length=40, title="Weight", description='Such as "weights.1.0.0" or "biases.1.0".'
    )
    near: bool = switch(False, title="Near", help="Rather fewer updates than a long repetition: while a run trains.")

    def problems(self, experiment: Experiment) -> list[Problem]:
        return self._of_run(experiment) or self._of_weight(experiment)

    def _of_run(self, experiment: Experiment) -> list[Problem]:
        run = experiment.runs.filter(number=self.run).defer("weights").first()
        if run is None:
            return [Problem("run", f"There is no run {self.run} in this experiment.")]
        if not run.epoch:
            return [Problem("run", NOT_BEGUN)]
        if self.epoch is not None and self.epoch > run.epoch:
            return [Problem("epoch", f"Run {run.number} has trained {run.epoch:,} epochs only.")]
        return []

    def _of_weight(self, experiment: Experiment) -> list[Problem]:
        spec = spec_of(experiment, self.run)
        outline = spec.outline(Dataset.objects.outline)
        if self.weight is None or outline is None:
            return []
        try:
            place_of(self.weight, layers_of(spec, outline))
        except SpecError as error:
            return [Problem("weight", each.msg) for each in error.problems]
        return []
