"""Rules for experiments of several runs: what an ensemble or a search asks of the rest of the spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.datasets import Outline
from training.live import live_paths
from training.problems import Problem
from training.search import PopulationBased
from training.split import split_sizes

if TYPE_CHECKING:
    from training.spec import Spec


def check_several(spec: Spec, outline: Outline) -> list[Problem]:
    """Every problem of an ensemble or a search with the rest of the spec; the runs themselves are checked later."""
    return [*_ensemble(spec), *_objective(spec, outline), *_judging(spec, outline), *_rungs(spec), *_copied(spec)]


def _ensemble(spec: Spec) -> list[Problem]:
    if spec.ensemble is None:
        return []
    problems = []
    if spec.vary:
        problems.append(Problem("vary", "An ensemble cannot be varied: switch it off, or leave vary at null."))
    if spec.validation.separate_worker:
        sentence = (
            "The members of an ensemble are evaluated together, where they train: switch this or the ensemble off."
        )
        problems.append(Problem("validation.separate_worker", sentence))
    return problems


def _objective(spec: Spec, outline: Outline) -> list[Problem]:
    if spec.vary and spec.vary.objective == "validation_accuracy" and outline.task != "classification":
        sentence = f"{outline.title} asks for a number: there is no accuracy, choose validation_loss."
        return [Problem("vary.objective", sentence)]
    return []


def _judging(spec: Spec, outline: Outline) -> list[Problem]:
    """Who decides while others train needs validation figures, and at once."""
    if spec.vary is None or not spec.vary.judges:
        return []
    if split_sizes(spec, outline)[1] == 0:
        return [Problem("vary.kind", "It chooses by validation figures, and there are no validation samples.")]
    if spec.validation.separate_worker and (_decisions(spec) or isinstance(spec.vary, PopulationBased)):
        sentence = "It decides while the networks train: validate on the same worker."
        return [Problem("validation.separate_worker", sentence)]
    return []


def _decisions(spec: Spec) -> list[int]:
    """The epochs after which trials are compared while they train."""
    if isinstance(spec.vary, PopulationBased):
        return [spec.vary.interval]
    return spec.vary.rungs(spec.stopping.epochs) if spec.vary else []


def _rungs(spec: Spec) -> list[Problem]:
    epochs = _decisions(spec)
    blind = [epoch for epoch in epochs if epoch % spec.validation.every]
    if not blind:
        return []
    sentence = (
        f"Trials are compared after epoch {blind[0]}, but validation figures come every {spec.validation.every} epochs "
        "only: validate every epoch, or compare after a multiple of that."
    )
    return [Problem("validation.every", sentence)]


def _copied(spec: Spec) -> list[Problem]:
    """What networks take over from each other must be able to change while they train."""
    if not isinstance(spec.vary, PopulationBased):
        return []
    live = [path for path in live_paths(spec) if not path.startswith(("batch.", "stopping.")) and path != "schedule"]
    return [
        Problem(f"vary.axes.{path}", "Population-based training varies what may change while a network trains.")
        for path in spec.vary.axes
        if path not in live
    ]
