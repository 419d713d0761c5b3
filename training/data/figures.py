"""The inputs in figures, before and after normalization: what the page shows of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

SHOWN = 64
"""The most inputs that are listed; a table of eight thousand rows would tell nobody anything."""
DIGITS = 5
"""Significant digits: the figures are to be read, and travel with an event."""


def compared(names: Sequence[str], before: np.ndarray, after: np.ndarray) -> dict[str, Any]:
    """Mean, standard deviation (divided by n), minimum and maximum of every input over the training samples."""
    return {
        "total": len(names),
        "names": list(names[:SHOWN]),
        "before": _figures(before[:, :SHOWN]),
        "after": _figures(after[:, :SHOWN]),
    }


def _figures(inputs: np.ndarray) -> dict[str, list[float]]:
    rows = {"mean": inputs.mean(axis=0), "std": inputs.std(axis=0), "minimum": inputs.min(axis=0)}
    return {name: _rounded(values) for name, values in {**rows, "maximum": inputs.max(axis=0)}.items()}


def _rounded(values: np.ndarray) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values]
