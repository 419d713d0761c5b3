"""What the network should answer: one-hot rows, one 0/1 column, or numbers."""

import numpy as np

from training.datasets import Outline
from training.spec import Spec


def encoded(targets: np.ndarray, train: np.ndarray, spec: Spec, outline: Outline) -> np.ndarray:
    """float64 [samples, outputs]; numbers are standardized by training figures where the data set says so."""
    if outline.task == "classification":
        return one_hot(targets, spec.loss.outputs(len(outline.classes)))
    numbers = targets[:, None].astype(np.float64)
    if not outline.standardize_target:
        return numbers
    shift, scale = target_units(targets, train, outline)
    standardized: np.ndarray = (numbers - shift) / scale
    return standardized


def target_units(targets: np.ndarray, train: np.ndarray, outline: Outline) -> tuple[float, float]:
    """What was subtracted from the numbers to predict, and what they were divided by then."""
    if not outline.standardize_target:
        return 0.0, 1.0
    known = targets[train][:, None].astype(np.float64)
    return float(known.mean()), float(known.std()) or 1.0


def one_hot(classes: np.ndarray, outputs: int) -> np.ndarray:
    """A row with a single 1 for each class index; a single 0/1 column where there is one output."""
    if outputs == 1:
        return classes[:, None].astype(np.float64)
    rows: np.ndarray = np.eye(outputs)[classes]
    return rows


def classes_of(targets: np.ndarray) -> np.ndarray:
    """The class indices behind `one_hot`."""
    index: np.ndarray = targets.argmax(axis=1) if targets.shape[1] > 1 else targets[:, 0].astype(np.int64)
    return index
