"""The order in which the training samples lie: what a network meets that does not shuffle them."""

import numpy as np

from training.data.targets import classes_of


def by_class(targets: np.ndarray, classes: bool) -> np.ndarray:
    """The rows of the training targets [samples, outputs] sorted by class or by number; equals keep their order."""
    return np.argsort(classes_of(targets) if classes else targets[:, 0], kind="stable")
