"""Rules between settings: what each field allows by itself but not together with the others or with the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.cost import LIMITS, Cost, cost
from training.datasets import Outline
from training.input_rules import check_inputs
from training.problems import Problem
from training.several import check_several
from training.split import drawn_sizes, sample_count, split_sizes

if TYPE_CHECKING:
    from training.spec import Spec


def check(spec: Spec, outline: Outline) -> list[Problem]:
    """Every problem that spec and data set have with each other; empty when the spec can be trained."""
    problems = [
        *_data(spec, outline),
        *_network(spec, outline),
        *check_inputs(spec, outline),
        *_loss(spec, outline),
        *_optimizer(spec),
        *_schedule(spec),
        *_stopping(spec, outline),
        *_validation(spec, outline),
        *check_several(spec, outline),
    ]
    return problems or too_big(cost(spec, outline))


def too_big(cost: Cost, several: str = "") -> list[Problem]:
    """Which limits a run breaks; `several` is the place to tell it where many runs break them together."""
    broken = [limit for limit in LIMITS if limit.broken(cost)]
    if not several:
        return [Problem(limit.loc, limit.sentence(cost)) for limit in broken]
    return [Problem(several, f"Together the {cost.runs} runs are too much. {limit.sentence(cost)}") for limit in broken]


def _data(spec: Spec, outline: Outline) -> list[Problem]:
    problems = []
    split = spec.data.split
    if why_not := _too_many_or_few(spec.data.samples, outline):
        problems.append(Problem("data.samples", why_not))
    total = split.train + split.validation + split.test
    if abs(total - 1) > 1e-6:
        problems.append(Problem("data.split", f"The three shares must add up to 1; they add up to {total:g}."))
    elif min(drawn_sizes(spec, outline)[0], sample_count(spec, outline) * split.train) < 1:
        problems.append(Problem("data.split.train", "No sample is left to train on."))
    for share, count in zip(("validation", "test"), split_sizes(spec, outline)[1:], strict=True):
        if getattr(split, share) > 0 and count == 0 and outline.evaluation is None:
            problems.append(Problem(f"data.split.{share}", "This share is so small that it holds no sample."))
    return problems


def _too_many_or_few(samples: int | None, outline: Outline) -> str:
    """A sentence, or nothing where this number of samples is possible."""
    if samples is None or outline.minimum <= samples <= outline.maximum:
        return ""
    if outline.minimum == outline.maximum:
        return f"{outline.title} has exactly {outline.maximum:,} samples; {samples:,} were asked for."
    if samples > outline.maximum:
        return f"{outline.title} has at most {outline.maximum:,} samples; {samples:,} were asked for."
    return f"{outline.title} needs at least {outline.minimum:,} samples; {samples:,} were asked for."


def _network(spec: Spec, outline: Outline) -> list[Problem]:
    problems = []
    needed = "a batch size of at least 2" if spec.batch.size == 1 else ""
    if split_sizes(spec, outline)[0] == 1:
        needed = "at least 2 training samples"
    for number, layer in enumerate(spec.network.hidden):
        if layer.normalization == "batch" and needed:
            problems.append(
                Problem(
                    f"network.hidden.{number}.normalization",
                    f"Batch normalization compares the samples of a batch: it needs {needed}.",
                )
            )
        if layer.normalization == "layer" and layer.units == 1:
            problems.append(
                Problem(
                    f"network.hidden.{number}.normalization",
                    "Layer normalization compares the units of a layer: it needs at least two of them.",
                )
            )
    return problems


def _loss(spec: Spec, outline: Outline) -> list[Problem]:
    if outline.task not in spec.loss.tasks:
        return [
            Problem(
                "loss.kind",
                f"{spec.loss.title} needs classes, but {outline.title} asks for a number: choose mse.",
            )
        ]
    if spec.loss.classes not in (None, len(outline.classes)):
        return [
            Problem(
                "loss.kind",
                f"Binary cross-entropy needs two classes; {outline.title} has {len(outline.classes)}: "
                "choose cross_entropy.",
            )
        ]
    return []


def _optimizer(spec: Spec) -> list[Problem]:
    return [Problem(f"optimizer.{problem.loc}", problem.msg) for problem in spec.optimizer.problems()]


def _schedule(spec: Spec) -> list[Problem]:
    if spec.optimizer.scheduled:
        return []
    title = spec.optimizer.title
    if spec.schedule.name() != "constant":
        return [Problem("schedule.kind", f"{title} finds its own steps: no schedule but constant goes with it.")]
    if spec.schedule.warm_up:
        return [Problem("schedule.warm_up", f"{title} finds its own steps: there is no rate to warm up.")]
    return []


def _stopping(spec: Spec, outline: Outline) -> list[Problem]:
    early = spec.stopping.early
    if early is None:
        return []
    split, figure = early.monitor.split("_")
    if figure == "accuracy" and outline.task != "classification":
        return [
            Problem("stopping.early.monitor", f"{outline.title} asks for a number: there is no accuracy, watch a loss.")
        ]
    if split == "validation" and split_sizes(spec, outline)[1] == 0:
        hint = f"watch train_{figure}" if outline.evaluation == (0, 0) else "give them a share"
        return [Problem("stopping.early.monitor", f"There are no validation samples to watch: {hint}.")]
    return []


def _validation(spec: Spec, outline: Outline) -> list[Problem]:
    if not spec.validation.separate_worker:
        return []
    loc = "validation.separate_worker"
    if split_sizes(spec, outline)[1] == 0:
        return [Problem(loc, "There are no validation samples to evaluate elsewhere: give them a share.")]
    if spec.schedule.name() == "plateau":
        return [
            Problem(
                loc,
                "The plateau schedule needs the figures of each epoch before the next one: validate on the same "
                "worker, or choose another schedule.",
            )
        ]
    return []
