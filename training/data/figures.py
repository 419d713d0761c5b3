"""The inputs in figures, before and after normalization: what the page shows of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

SHOWN = 64
"""The most inputs that are listed; a table of eight thousand rows would tell nobody anything."""
DIGITS = 5
"""Significant digits: the figures are to be read, and travel with an event."""
DUST = 1e-12
"""A mean or deviation this small beside the values themselves is what rounding left of zero."""


def compared(names: Sequence[str], before: np.ndarray, after: np.ndarray) -> dict[str, Any]:
    """Mean, standard deviation (divided by n), minimum and maximum of every input over the training samples."""
    return {
        "total": len(names),
        "names": list(names[:SHOWN]),
        "before": _figures(before[:, :SHOWN]),
        "after": _figures(after[:, :SHOWN]),
    }


def _figures(inputs: np.ndarray) -> dict[str, list[float]]:
    low, high = inputs.min(axis=0), inputs.max(axis=0)
    dust = DUST * np.maximum(np.abs(low), np.abs(high))
    mean, std = (np.where(np.abs(row) > dust, row, 0.0) for row in (inputs.mean(axis=0), inputs.std(axis=0)))
    rows = {"mean": mean, "std": std, "minimum": low, "maximum": high}
    return {name: [_rounded(value) for value in row] for name, row in rows.items()}


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
