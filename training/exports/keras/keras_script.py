"""A script that uses Keras: its imports, and typed weights in Keras' variables."""

from training.exports.script.script import Script

IMPORTS = {"os": "import os", "keras": "import keras", "ops": "from keras import ops", "torch": "import torch"}
BACKEND = 'os.environ.setdefault("KERAS_BACKEND", "torch")  # or "jax", or "tensorflow"; read by the next line'
SET_NUMBER = '''
def set_number(variable, place, value):
    """Puts one typed number into a variable."""
    numbers = np.array(keras.ops.convert_to_numpy(variable))
    numbers[place] = value
    variable.assign(numbers)
'''


class KerasScript(Script):
    """A script whose typed weights go into Keras' variables."""

    def typed(self, path: str, value: float) -> str:
        """Paths count layers from 1, then come unit and input."""
        kind, layer, *places = path.split(".")
        dense = f"dense_layers(network)[{int(layer) - 1}]"
        if kind == "biases":
            return f"set_number({dense}.bias, {places[0]}, {value!r})"
        return f"set_number({dense}.kernel, ({places[1]}, {places[0]}), {value!r})"

    def _imports(self, used: set[str]) -> str:
        """Keras chooses its backend while it is imported."""
        plain = super()._imports((used | {"os"}) - {"keras", "ops"})
        ours = "\n".join(IMPORTS[name] for name in ("keras", "ops") if name in used)
        return f"{plain}\n\n{BACKEND}\n{ours}"
