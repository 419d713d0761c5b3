"""Every loss in PyTorch: what training makes small, what is told, and in which form the targets are. One entry each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from training.exports.script.script import Script


@dataclass(frozen=True)
class LossScript:
    """A loss: expressions of `outputs` and `targets`."""

    value: str
    """The mean loss, of which the figures are told."""
    smoothed: Callable[[Any], str] | None = None
    """What training makes small with label smoothing; None where there is none."""
    indices: bool = False
    """Whether targets are class numbers; otherwise they have the shape of the outputs."""


LOSSES: dict[str, LossScript] = {
    "cross_entropy": LossScript(
        "functional.cross_entropy(outputs, targets)", lambda loss: SMOOTHED_CLASSES, indices=True
    ),
    "bce": LossScript("functional.binary_cross_entropy_with_logits(outputs, targets)", lambda loss: SMOOTHED_PAIR),
    "mse": LossScript("functional.mse_loss(outputs, targets)"),
    "squared_error": LossScript('functional.mse_loss(outputs, targets, reduction="sum") / len(outputs)'),
    "half_mse": LossScript("functional.mse_loss(outputs, targets) / 2"),
    "mae": LossScript("functional.l1_loss(outputs, targets)"),
    "huber": LossScript("functional.huber_loss(outputs, targets)"),
}
"""By kind."""
SMOOTHED_CLASSES = '''
    """The loss that training makes small: it aims at 1 - LABEL_SMOOTHING for the true class."""
    # PyTorch takes its share from all classes and gives it back to all of them; ours goes to the other ones only.
    share = LABEL_SMOOTHING * outputs.shape[1] / (outputs.shape[1] - 1)
    return functional.cross_entropy(outputs, targets, label_smoothing=share)
'''
SMOOTHED_PAIR = '''
    """The loss that training makes small: it aims at 1 - LABEL_SMOOTHING for the true class."""
    return functional.binary_cross_entropy_with_logits(outputs, targets * (1 - 2 * LABEL_SMOOTHING) + LABEL_SMOOTHING)
'''


def add_loss(script: Script) -> str:
    """`loss_of(outputs, targets)`; returns the name of what training makes small."""
    loss = script.plan.spec.loss
    chosen = LOSSES[loss.name()]
    script.add(f'def loss_of(outputs, targets):\n    """{loss.title}, without penalties."""\n    return {chosen.value}')
    epsilon = getattr(loss, "label_smoothing", 0.0)
    if not epsilon or chosen.smoothed is None:
        return "loss_of"
    script.setting("LABEL_SMOOTHING", lambda spec: epsilon)
    script.add(f"def smoothed_loss(outputs, targets):\n{chosen.smoothed(loss).strip(chr(10))}")
    return "smoothed_loss"


def takes_class_numbers(script: Script) -> bool:
    """Whether targets are class numbers."""
    return LOSSES[script.plan.spec.loss.name()].indices


def outputs_of(script: Script) -> int:
    """Units of the output layer."""
    return script.plan.spec.loss.outputs(len(script.plan.outline.classes) or None)
