"""Losses: what Keras minimizes, and what the printed figures are. The latter aim at the true classes, unsmoothed."""

from dataclasses import dataclass

from training.cost import widths
from training.exports.script.script import Script


@dataclass(frozen=True)
class LossText:
    """One loss in Keras."""

    trained: str
    """What `compile` takes."""
    each: str
    """The loss of every sample, an expression of `targets` and `outputs`."""
    smoothing: str = ""
    """The amount of label smoothing in Keras' way to count it."""
    written: str = ""
    """A function that Keras lacks."""


SQUARED_ERROR = '''
def squared_error(targets, outputs):
    """The squared length of the difference: the sum over the outputs, where Keras' MeanSquaredError takes the mean."""
    return ops.sum(ops.square(outputs - targets), axis=-1)
'''
HALF_MSE = '''
def half_squared_error(targets, outputs):
    """Half of the mean squared error, so that its derivative is the plain difference."""
    return ops.mean(ops.square(outputs - targets), axis=-1) / 2
'''
LOSSES: dict[str, LossText] = {
    "cross_entropy": LossText(
        "keras.losses.CategoricalCrossentropy(from_logits=True{smoothing})",
        "keras.losses.categorical_crossentropy(targets, outputs, from_logits=True)",
        smoothing="LABEL_SMOOTHING * {classes} / {others}",
    ),
    "bce": LossText(
        "keras.losses.BinaryCrossentropy(from_logits=True{smoothing})",
        "keras.losses.binary_crossentropy(targets, outputs, from_logits=True)",
        smoothing="LABEL_SMOOTHING * 2",
    ),
    "mse": LossText("keras.losses.MeanSquaredError()", "keras.losses.mean_squared_error(targets, outputs)"),
    "squared_error": LossText("squared_error", "squared_error(targets, outputs)", written=SQUARED_ERROR),
    "half_mse": LossText("half_squared_error", "half_squared_error(targets, outputs)", written=HALF_MSE),
    "mae": LossText("keras.losses.MeanAbsoluteError()", "keras.losses.mean_absolute_error(targets, outputs)"),
    "huber": LossText("keras.losses.Huber(delta=1.0)", "keras.losses.huber(targets, outputs, delta=1.0)"),
}
LARGEST = "outputs.argmax(axis=1) == targets.argmax(axis=1)"
RIGHT = {"bce": "(outputs > 0) == (targets > 0.5)"}
"""Which classes are right: where the largest output is, or the sign of a single one."""
EVALUATE = '''
def evaluate(network, inputs, targets):
    """Mean loss, None where it is not finite, and accuracy: without penalties, dropout or noise."""
    outputs = network.predict(inputs, batch_size=2048, verbose=0)
    losses = {each}
    loss = float(np.mean(ops.convert_to_numpy(losses), dtype=np.float64))
    return loss if math.isfinite(loss) else None, {accuracy}
'''
PREPARED = '''
def prepared(inputs, targets):
    """The samples in Keras' number format; {what}."""
    targets = {encoded}
    return inputs.astype(keras.config.floatx()), targets.astype(keras.config.floatx())
'''


def add_loss(script: Script) -> list[str]:
    """`prepared` and `evaluate`; returns the lines that make `loss`, which `compile` takes."""
    spec, outline = script.plan.spec, script.plan.outline
    text, classes = LOSSES[spec.loss.name()], len(outline.classes)
    column = "targets[:, np.newaxis]"
    if widths(spec, outline)[-1] > 1:
        script.add(PREPARED.format(what="classes become rows with a single 1", encoded=f"np.eye({classes})[targets]"))
    else:
        script.add(PREPARED.format(what="targets become a column", encoded=column))
    if text.written:
        script.add(text.written)
    accuracy = f"float(np.mean({RIGHT.get(spec.loss.name(), LARGEST)}))" if classes else "None"
    script.add(EVALUATE.format(each=text.each, accuracy=accuracy))
    return _trained(script, text, classes)


def _trained(script: Script, text: LossText, classes: int) -> list[str]:
    if not getattr(script.plan.spec.loss, "label_smoothing", 0):
        return [f"loss = {text.trained.format(smoothing='')}"]
    script.setting("LABEL_SMOOTHING", "loss.label_smoothing", "ε: the true class aims at 1 − ε, the others share ε")
    smoothing = text.smoothing.format(classes=classes, others=classes - 1)
    made = text.trained.format(smoothing=f", label_smoothing={smoothing}")
    return ["# Keras spreads its s over all K classes, the true one included: s = εK / (K − 1).", f"loss = {made}"]
