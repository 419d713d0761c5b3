"""What an initializer is: the law of the weights before the first update.

Each draws the weights of one layer as float64 [units, fan_in] from the run's own random stream. Biases start at zero,
with one exception.
"""

import numpy as np

from training.component import Component


class Initializer(Component):
    """A law from which initial weights are drawn."""

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        """The weights of a layer, float64 [units, fan_in]."""
        raise NotImplementedError

    def draw_biases(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        """The biases of a layer, float64 [units]."""
        return np.zeros(units)
