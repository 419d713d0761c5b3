"""One run as a single Keras 3 script whose curve follows the recorded one (docs/decisions/0026-exports.md)."""

from training.cost import widths
from training.exports.keras.keras_script import IMPORTS, SET_NUMBER, KerasScript
from training.exports.keras.network import add_network
from training.exports.keras.training import add_training
from training.exports.recorded import Recorded
from training.exports.script.batches import add_batches
from training.exports.script.data import add_data, sizes
from training.exports.script.heading import heading
from training.exports.script.loop import add_main
from training.exports.script.plan import Plan
from training.exports.script.rates import add_rate
from training.exports.script.weights import add_first_weights


def to_keras(recorded: Recorded) -> str:
    """The script of run `recorded.run`; raises NothingRecorded where there is no such run."""
    plan = Plan.of(recorded)
    script = KerasScript(plan, IMPORTS)
    add_data(script)
    add_first_weights(script)
    batch_size = add_batches(script)
    rate = add_rate(script)
    samples = sizes(script)[0]
    add_network(script, max(spec.batch.largest_size(samples) for _, spec in plan.specs))
    framework = add_training(script, batch_size, rate)
    if plan.typed:
        script.add(SET_NUMBER)
    add_main(script, framework, rate, batch_size)
    return script.text(heading(plan, "Keras", "keras torch", widths(plan.spec, plan.outline)[-1], "seven"))
