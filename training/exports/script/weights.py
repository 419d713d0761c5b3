"""The part of a script that draws the first weights: the very numbers from which the recorded run started."""

from training.exports.script.samples import seed_of
from training.exports.script.script import Script
from training.exports.script.words import help_of
from training.initializers import Initializer

FLAT = "random.uniform(-bound, bound, (units, inputs))"
BELL = "random.normal(0.0, deviation, (units, inputs))"
LAWS = {
    "xavier_uniform": ("bound = math.sqrt(6 / (inputs + units))", FLAT),
    "xavier_normal": ("deviation = math.sqrt(2 / (inputs + units))", BELL),
    "he_uniform": ("bound = math.sqrt(6 / inputs)", FLAT),
    "he_normal": ("deviation = math.sqrt(2 / inputs)", BELL),
    "lecun_uniform": ("bound = math.sqrt(3 / inputs)", FLAT),
    "lecun_normal": ("deviation = math.sqrt(1 / inputs)", BELL),
}
"""The usual laws in two lines; all others are borrowed from our own source."""
WEIGHTS = '''
def first_weights(number, units, inputs):
    """{title}: weights [units, inputs] and biases [units] of layer `number`."""
    random = stream({seed}, "init", number)
{first}    return {weights}, {biases}
'''


def add_first_weights(script: Script) -> None:
    """`first_weights(number, units, inputs)`: weights [units, inputs] and biases [units] of layer `number`, from 0."""
    initializer = script.plan.spec.network.initializer
    first, weights = LAWS.get(initializer.name(), ("", ""))
    if not weights:
        name = script.borrow(initializer.draw, "draw_weights", help_of(type(initializer)))
        weights = f"{name}(units, inputs, random)"
    biases = "np.zeros(units)"
    if type(initializer).draw_biases is not Initializer.draw_biases:
        biases = f"{script.borrow(initializer.draw_biases)}(units, inputs, random)"
    first = f"    {first}\n" if first else ""
    parts = {"seed": seed_of(script, "WEIGHTS_SEED"), "first": first, "weights": weights, "biases": biases}
    script.add(WEIGHTS.format(title=initializer.title, **parts))
