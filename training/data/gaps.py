"""Fills missing values with the training mean of their column."""

import numpy as np


def filled(inputs: np.ndarray, train: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The inputs [samples, columns] with NaN replaced by the mean of what the rows `train` know, or 0; and the means.

    Where nothing is missing, the means are not worked out: 0.
    """
    missing = np.isnan(inputs)
    if not missing.any():
        return inputs, np.zeros(inputs.shape[1])
    known = np.maximum((~missing[train]).sum(axis=0), 1)
    mean = np.nan_to_num(inputs[train]).sum(axis=0) / known
    return np.where(missing, mean, inputs), mean
