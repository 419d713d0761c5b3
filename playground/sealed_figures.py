"""The sealed test figures of an experiment: of its one run, or of all runs with one figure that stands for them."""

from typing import Any

from playground.models import Experiment, Run, State


def figures_of(experiment: Experiment) -> dict[str, Any] | None:
    """Loss, accuracy and samples; of several runs also whose they are (0: the ensemble), and those of every run.

    An ensemble stands for its members. In a search the run with the lowest validation loss does: chosen without the
    test set, it may be measured by it once. None where there are no test samples.
    """
    runs = list(experiment.runs.defer("weights").order_by("number"))
    sealed: dict[int, dict[str, Any]] = {run.number: run.sealed_test for run in runs if run.sealed_test is not None}
    if not sealed:
        return None
    if len(runs) == 1:
        return sealed[runs[0].number]
    together = experiment.populations.exclude(sealed_test=None).values_list("sealed_test", flat=True).first()
    chosen = 0 if together else _chosen([run for run in runs if run.number in sealed])
    names = {run.number: run.name for run in runs}
    each = [
        {"run": number, "name": names[number], "loss": figures["loss"], "accuracy": figures["accuracy"]}
        for number, figures in sealed.items()
    ]
    return {**(together or sealed[chosen]), "run": chosen, "runs": each}


def may_be_opened(experiment: Experiment) -> bool:
    """Whether every run has ended, and one of them by finishing."""
    states = set(experiment.runs.values_list("state", flat=True))
    return State.FINISHED in states and states <= {State.FINISHED, State.FAILED}


def _chosen(runs: list[Run]) -> int:
    def rank(run: Run) -> tuple[bool, float, int]:
        loss = run.best.get("validation_loss")
        loss = run.best.get("train_loss") if loss is None else loss
        return (run.reason == "diverged" or loss is None, loss or 0.0, run.number)

    return min(runs, key=rank).number
