"""The network of a script: `make_network`, with its first weights and compiled."""

from typing import Any

from training.cost import widths
from training.exports.keras.activations import as_layer, inside_dense
from training.exports.keras.layers import add_layers, add_limits, clean_in_the_end, dropped
from training.exports.keras.losses import add_loss
from training.exports.keras.optimizers import add_optimizer
from training.exports.script.script import Script

NORMALIZATIONS = {
    "none": "",
    "batch": "BatchNormalization()",
    "layer": "keras.layers.LayerNormalization(epsilon=1e-5)",
}
"""What stands between weighted sums and activations."""
OUTPUTS = {"cross_entropy": "one logit for every class", "bce": "the logit of class 1"}
"""What the last sums are, where they are no numbers to predict."""


DENSE = '''
def dense_layers(network):
    """The layers that have weights."""
    return [layer for layer in network.layers if isinstance(layer, keras.layers.Dense)]
'''


def add_network(script: Script, largest_batch: int) -> None:
    """`make_network` and everything that it needs."""
    script.add(DENSE)
    add_layers(script, largest_batch)
    limits, arguments = add_limits(script)
    loss = add_loss(script)
    optimizer = add_optimizer(script)
    sizes = widths(script.plan.spec, script.plan.outline)
    layers = [f"keras.Input(({sizes[0]},)),"]
    for number, layer in enumerate(script.plan.spec.network.hidden):
        layers += _hidden(script, number, layer, arguments)
    outputs = OUTPUTS.get(script.plan.spec.loss.name(), "")
    layers.append(f"{_dense(script)}({sizes[-1]}{arguments}),{f'  # {outputs}' if outputs else ''}")
    lines = [*limits, "network = keras.Sequential(", "    [", *(f"        {each}" for each in layers), "    ]", ")"]
    lines += [*_first_weights(script), *optimizer, *loss, "network.compile(optimizer, loss=loss)", "return network"]
    help = '    """The layers with the first weights of the recorded run."""\n'
    script.add(f"def make_network():\n{help}" + "\n".join(f"    {line}" for line in lines))


def _dense(script: Script) -> str:
    return "NoisyDense" if clean_in_the_end(script) else "keras.layers.Dense"


def _hidden(script: Script, number: int, layer: Any, arguments: str) -> list[str]:
    normalization = NORMALIZATIONS[layer.normalization]
    inside = "" if normalization else inside_dense(layer.activation)
    activation = f", activation={inside}" if inside else ""
    lines = [f"{_dense(script)}({layer.units}{activation}{arguments})", normalization]
    lines.append("" if inside else as_layer(layer.activation))
    lines.append(f'Dropout(name="dropout_{number}")' if number in dropped(script) else "")
    return [f"{line}," for line in lines if line]


def _first_weights(script: Script) -> list[str]:
    """Keras' kernels are [inputs, units], ours are the other way round."""
    lines = [
        "for number, layer in enumerate(dense_layers(network)):",
        "    inputs, units = layer.kernel.shape",
        "    weights, biases = first_weights(number, units, inputs)",
    ]
    if clean_in_the_end(script):  # its noise is among what set_weights wants
        return [*lines, "    layer.kernel.assign(weights.T)", "    layer.bias.assign(biases)"]
    return [*lines, "    layer.set_weights([weights.T, biases])"]
