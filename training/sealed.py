"""The test figures of one network, worked out when its envelope is opened."""

from typing import Any

import numpy as np

from training.data import Tables, no_tables
from training.measuring import sealed_figures
from training.population import Population
from training.spec import Spec


def figures_of(spec: Spec, network: np.ndarray, tables: Tables = no_tables) -> dict[str, Any] | None:
    """Loss, accuracy and count of the test samples for a network as `Population.snapshot` has it; None without any.

    `spec` is that of the one run. The figures are those that the run itself would have ended with, bit for bit.
    """
    population = Population.start([spec], tables)
    population.load(0, network)
    return sealed_figures(population)[0]
