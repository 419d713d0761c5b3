"""How Keras trains an epoch in the loop that all scripts share."""

from training.exports.keras.noise import add_noise
from training.exports.keras.optimizers import ramps
from training.exports.script.data import sizes
from training.exports.script.loop import Framework
from training.exports.script.script import Script

FITTED = '''
def train_one_epoch(network, inputs, targets, epoch):
    """One update for every batch, in the order of the recorded run."""
    order = epoch_order(epoch, len(inputs))
    network.fit(inputs[order], targets[order], batch_size={size}, shuffle=False, verbose=0)
'''
BATCH_BY_BATCH = '''
def train_one_epoch(network, inputs, targets, epoch):
    """One update for every batch, in the order of the recorded run and with its noise."""
    order = epoch_order(epoch, len(inputs))
{epoch}
    for start in range(0, len(order), {size}):
        rows = order[start : start + {size}]
        x = inputs[rows]
{batch}
        network.train_on_batch(x, targets[rows])
'''


def add_training(script: Script, size: str, rate: str) -> Framework:
    """`train_one_epoch`; returns what `main` does with it."""
    epoch, batch = add_noise(script)
    if batch:
        lines = [f"size = {size}", *epoch]
        texts = {"epoch": _indented(lines, 4), "batch": _indented(batch, 8), "size": "size"}
        script.add(BATCH_BY_BATCH.format(**texts))
    else:
        script.add(FITTED.format(size=size))
    return Framework(
        prepare=_prepared(script),
        epoch=_epoch(script, rate),
        train_figures="evaluate(network, *train)",
        validation_figures="evaluate(network, *validation)",
        remember="network.get_weights()",
        restore="network.set_weights(best_weights)",
    )


def _prepared(script: Script) -> list[str]:
    unused = "train, _" if not sizes(script)[1] else "train, validation"
    return [
        "if options.float64:",
        '    keras.config.set_floatx("float64")  # matrices are multiplied so with TensorFlow only',
        f"{unused} = [prepared(*part) for part in load_data()]",
        "network = make_network()",
    ]


def _epoch(script: Script, rate: str) -> list[str]:
    lines = []
    if script.plan.changes:
        # Backends that compile have read the settings already.
        lines += [f"if epoch in {script.plan.changes!r}:", "    network.compile(network.optimizer, network.loss)"]
    if rate != "LEARNING_RATE":
        lines.append("network.optimizer.learning_rate = rate")
    elif script.changes("LEARNING_RATE"):
        lines.append("network.optimizer.learning_rate = LEARNING_RATE")
    if ramps(script):
        lines.append("network.optimizer.beta.assign(momentum(epoch))")
    return [*lines, "train_one_epoch(network, *train, epoch)"]


def _indented(lines: list[str], by: int) -> str:
    return "\n".join(" " * by + line for line in lines)
