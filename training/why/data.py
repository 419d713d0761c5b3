"""Rules about samples and network: unscaled inputs, overfitting, a model too simple for its data."""

import math
from statistics import median
from typing import ClassVar

from training.input_normalizations import Standardize
from training.sections import EarlyStopping, Layer
from training.why.case import Case
from training.why.finding import Finding, Rule

FAR, OFF_CENTRE, UNEVEN = 20.0, 5.0, 50.0
"""Inputs of this size; means this many deviations from 0; columns this many times larger than others."""
ROSE = 0.3
"""A validation loss that rises by this share of the loss of guessing; confident classifiers rise by half of it."""


class UnscaledInputs(Rule):
    """Inputs far from mean 0 and deviation 1 make a long narrow valley of the loss."""

    kind: ClassVar[str] = "unscaled_inputs"
    title: ClassVar[str] = "The inputs are not scaled"

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        sizes = [math.hypot(mean, std) for mean, std in zip(case.input_mean, case.input_std, strict=True)]
        some = [size for size in sizes if size > 0] or [1.0]
        shifted = any(
            size > 3 and abs(mean) > OFF_CENTRE * std and case.learned < 0.8
            for size, mean, std in zip(sizes, case.input_mean, case.input_std, strict=True)
        )
        uneven = max(some) > 5 and max(some) > UNEVEN * min(some)
        if not (max(some) > FAR or shifted or uneven) or case.learned > 0.95:
            return None
        column = sizes.index(max(sizes))
        mean, std = case.input_mean[column], case.input_std[column]
        sentence = (
            f"The largest input has mean {mean:.3g} and standard deviation {std:.3g} where 0 and 1 would be right. "
            "Its weights see gradients of quite another size than the rest, so no learning rate suits all of them."
        )
        evidence: dict[str, float | int | str] = {
            "mean of the largest input": mean,
            "its standard deviation": std,
            "size of the smallest input": min(some),
        }
        return cls.found(sentence, evidence, "data.normalization", Standardize().model_dump(mode="json"))


class Overfitting(Rule):
    """The validation loss rises while the training loss goes on falling."""

    kind: ClassVar[str] = "overfitting"
    title: ClassVar[str] = "The network learned its training samples by heart"
    explained_by: ClassVar[tuple[str, ...]] = ("diverged",)

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        trail, early = case.trail, case.spec.stopping.early
        best, at_best = trail.best_validation, trail.train_at_best
        late = [validation for _, _, validation in trail.points if validation is not None]
        stopped = case.reason == "stopped early" and early is not None and early.restore_best
        if best is None or at_best is None or len(late) < 4 or stopped or case.chance <= 0:
            return None
        now, train = median(late[-max(2, len(late) // 4) :]), trail.recent[-1]
        rose = now > 1.2 * best and now - best > (ROSE if case.classes else ROSE / 2) * case.chance
        if not rose or case.learned < 0.2 or train > 0.6 * at_best or trail.best_epoch > 0.7 * case.epochs:
            return None
        sentence = (
            f"After epoch {trail.best_epoch:,} the validation loss rose from {best:.3g} to {now:.3g} while the training"
            f" loss fell from {at_best:.3g} to {train:.3g}: what was learned since holds for these samples only."
        )
        evidence: dict[str, float | int | str] = {
            "best epoch": trail.best_epoch,
            "validation loss there": best,
            "validation loss at the end": now,
            "training loss there": at_best,
            "training loss at the end": train,
        }
        monitored = EarlyStopping(monitor="validation_loss").model_dump(mode="json")
        return cls.found(sentence, evidence, "stopping.early", monitored)


class TooSimple(Rule):
    """A linear model that does no better than ignoring its inputs."""

    kind: ClassVar[str] = "too_simple"
    title: ClassVar[str] = "A linear model cannot learn this"
    explained_by: ClassVar[tuple[str, ...]] = (
        "diverged", "symmetric_weights", "unscaled_inputs", "learning_rate_too_large", "learning_rate_too_small",
    )  # fmt: skip

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        linear = all(layer.activation.name() == "linear" for layer in case.spec.network.hidden)
        if not linear or case.learned > 0.1 or case.epochs < 5:
            return None
        sentence = (
            "Without an activation between layers the network can only draw a straight line through the inputs, and"
            " the training loss stayed where ignoring the inputs would leave it. A hidden layer can bend the line."
        )
        evidence: dict[str, float | int | str] = {
            "training loss at the end": case.trail.recent[-1],
            "training loss when inputs are ignored": case.chance,
        }
        return cls.found(sentence, evidence, "network.hidden", [Layer(units=8).model_dump(mode="json")])
