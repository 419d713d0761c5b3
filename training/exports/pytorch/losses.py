"""Every loss in PyTorch: what training makes small, what is told, and in which form the targets are. One entry each."""

from dataclasses import dataclass

from training.exports.script.script import Script

SQUARED = '''
def squared_error(outputs, targets):
    """The squared length of the difference, mean over the samples."""
    return (outputs - targets).square().sum(dim=1).mean()
'''
HALF = '''
def half_mse(outputs, targets):
    """Half of the mean squared difference, whose derivative is the plain difference."""
    return functional.mse_loss(outputs, targets) / 2
'''
SMOOTHED_CLASSES = '''
def smoothed_loss(outputs, targets):
    """What training makes small: it aims at 1 - LABEL_SMOOTHING for the true class."""
    # PyTorch takes its share from all classes and gives it back to all of them; ours goes to the other ones only.
    share = LABEL_SMOOTHING * outputs.shape[1] / (outputs.shape[1] - 1)
    return functional.cross_entropy(outputs, targets, label_smoothing=share)
'''
SMOOTHED_PAIR = '''
def smoothed_loss(outputs, targets):
    """What training makes small: it aims at 1 - LABEL_SMOOTHING for the true class."""
    aims = targets * (1 - 2 * LABEL_SMOOTHING) + LABEL_SMOOTHING
    return functional.binary_cross_entropy_with_logits(outputs, aims)
'''


@dataclass(frozen=True)
class LossScript:
    """A loss: a function of outputs and targets."""

    name: str
    """The mean loss, of which the figures are told."""
    code: str = ""
    """The function, where PyTorch has none."""
    smoothed: str = ""
    """What training makes small with label smoothing."""
    indices: bool = False
    """Whether targets are class numbers; otherwise they have the shape of the outputs."""


LOSSES: dict[str, LossScript] = {
    "cross_entropy": LossScript("functional.cross_entropy", smoothed=SMOOTHED_CLASSES, indices=True),
    "bce": LossScript("functional.binary_cross_entropy_with_logits", smoothed=SMOOTHED_PAIR),
    "mse": LossScript("functional.mse_loss"),
    "squared_error": LossScript("squared_error", SQUARED),
    "half_mse": LossScript("half_mse", HALF),
    "mae": LossScript("functional.l1_loss"),
    "huber": LossScript("functional.huber_loss"),
}
"""By kind."""


def add_loss(script: Script) -> tuple[str, str]:
    """Two names of functions: what is told, and what training makes small."""
    loss = script.plan.spec.loss
    chosen = LOSSES[loss.name()]
    if chosen.code:
        script.add(chosen.code)
    if not getattr(loss, "label_smoothing", 0.0):
        return chosen.name, chosen.name
    script.setting("LABEL_SMOOTHING", "loss.label_smoothing")
    script.add(chosen.smoothed)
    return chosen.name, "smoothed_loss"


def takes_class_numbers(script: Script) -> bool:
    """Whether targets are class numbers."""
    return LOSSES[script.plan.spec.loss.name()].indices


def outputs_of(script: Script) -> int:
    """Units of the output layer."""
    return script.plan.spec.loss.outputs(len(script.plan.outline.classes) or None)
