"""Rules about the size of the steps: diverged, too large, too small."""

import math
from itertools import pairwise
from typing import ClassVar

from training.why.case import Case
from training.why.finding import Finding, Rule, layer_name, sensible

RATE = "optimizer.learning_rate"


def rises(losses: list[float]) -> float:
    """Share of epochs in which the loss rose."""
    steps = list(pairwise(losses))
    return sum(after > before for before, after in steps) / len(steps) if steps else 0.0


def jump(losses: list[float]) -> float:
    """Mean change from epoch to epoch, in units of the mean loss."""
    steps = [abs(after - before) for before, after in pairwise(losses)]
    mean = sum(losses) / len(losses) if losses else 0.0
    return sum(steps) / len(steps) / mean if steps and mean > 0 else 0.0


class Diverged(Rule):
    """The loss grew without bound."""

    kind: ClassVar[str] = "diverged"
    title: ClassVar[str] = "The steps were too large: training diverged"

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        if case.reason != "diverged":
            return None
        rate = case.learning_rate
        evidence: dict[str, float | int | str] = {"learning rate": rate}
        sentence = "Each step jumped over the minimum and landed higher than before, so the next one was larger still."
        if case.explosion:
            layer = layer_name(case.explosion.layer, case.hidden)
            sentence += f" The weights of {layer} grew tenfold first, at update {case.explosion.update:,}"
            sentence += f" (epoch {case.explosion.epoch})."
            evidence |= {"layer": layer, "update": case.explosion.update, "epoch": case.explosion.epoch}
        aim = rate / 10
        if case.limit and case.curvature and case.limit < rate:
            sentence += (
                f" At the first weights the loss is so curved that steps above {case.limit:.2g} overshoot;"
                f" the learning rate was {rate:g}."
            )
            evidence |= {"stability limit": case.limit, "largest curvature λ": case.curvature}
            aim = min(aim, case.limit / 3)
        return cls.found(sentence, evidence, RATE, sensible(aim))


class LearningRateTooLarge(Rule):
    """It did not diverge, but the loss is thrown about instead of falling."""

    kind: ClassVar[str] = "learning_rate_too_large"
    title: ClassVar[str] = "The learning rate is too large"
    explained_by: ClassVar[tuple[str, ...]] = ("diverged", "symmetric_weights", "unscaled_inputs", "saturation")

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        recent = case.trail.recent
        up, size = rises(recent), jump(recent)
        thrown = len(recent) >= 8 and up >= 0.25 and size >= 0.1 and case.learned < 0.4
        if not thrown:
            return None
        sentence = (
            f"The training loss rose in {up:.0%} of the last epochs and changed by {size:.0%} from one to the next,"
            " far above what was reached before. Steps this long jump from one side of the valley to the other."
        )
        evidence: dict[str, float | int | str] = {
            "learning rate": case.learning_rate,
            "share of epochs in which the loss rose": up,
            "lowest training loss": case.trail.lowest or 0.0,
            "training loss at the end": recent[-1],
        }
        return cls.found(sentence, evidence, RATE, sensible(case.spec.optimizer.learning_rate / 10))


class LearningRateTooSmall(Rule):
    """The loss falls, epoch by epoch, but the weights have hardly moved."""

    kind: ClassVar[str] = "learning_rate_too_small"
    title: ClassVar[str] = "The learning rate is too small"
    explained_by: ClassVar[tuple[str, ...]] = (
        "diverged", "symmetric_weights", "unscaled_inputs", "dead_units", "saturation", "vanishing_gradients",
    )  # fmt: skip

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        recent = case.trail.recent
        if case.reason == "stopped by user":  # nobody knows how it would have gone on
            return None
        falling = len(recent) >= 5 and rises(recent) <= 0.1 and recent[-1] < recent[0]
        if not falling or case.moved > 0.2 or case.learned > 0.5:
            return None
        sentence = (
            f"The loss was still falling steadily when training ended, but after {case.epochs:,} epochs the weights"
            f" had moved by only {case.moved:.1%} of their length. Larger steps would have got further."
        )
        evidence: dict[str, float | int | str] = {
            "learning rate": case.learning_rate,
            "distance moved ÷ first weights": case.moved,
            "training loss at the start": case.start.loss,
            "training loss at the end": recent[-1],
        }
        # So much larger that the weights would move by about their own length, in powers of ten.
        larger = 10.0 ** min(4, math.ceil(math.log10(0.6 / max(case.moved, 1e-6))))
        return cls.found(sentence, evidence, RATE, sensible(case.spec.optimizer.learning_rate * larger))
