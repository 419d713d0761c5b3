"""The part of a script that draws the first weights: the very numbers from which the recorded run started."""

from training.exports.script.samples import seed_of
from training.exports.script.script import Script
from training.exports.script.words import help_of
from training.initializers import Initializer


def add_first_weights(script: Script) -> None:
    """`first_weights(number, units, inputs)`: weights [units, inputs] and biases [units] of layer `number`, from 0."""
    initializer = script.plan.spec.network.initializer
    draw = script.borrow(initializer.draw, "draw_weights", help_of(type(initializer)))
    biases = "np.zeros(units)"
    if type(initializer).draw_biases is not Initializer.draw_biases:
        biases = f"{script.borrow(initializer.draw_biases)}(units, inputs, random)"
    script.add(WEIGHTS.format(seed=seed_of(script, "WEIGHTS_SEED"), draw=draw, biases=biases))


WEIGHTS = '''
def first_weights(number, units, inputs):
    """Weights [units, inputs] and biases [units] of layer `number`, each layer from a stream of its own."""
    random = stream({seed}, "init", number)
    return {draw}(units, inputs, random), {biases}
'''
