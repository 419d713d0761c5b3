"""The range of a data set's columns that a picture shows: its samples with room around them."""

import numpy as np

ROOM = 0.1
"""Share of the span that is left free at either end."""
USUAL, SMALLEST = 6.0, 3.0
"""TensorFlow Playground shows −6 to 6; points whose largest coordinate lies between these two look well in that."""
ALIKE = 3.0
"""Axes whose spans differ by less than this factor get the same scale, so that a circle looks like one."""


def plot_range(columns: np.ndarray, plane: bool) -> tuple[list[float], list[float]]:
    """Lowest and highest value to show of each column [samples, columns]; gaps (NaN) do not count."""
    low = np.fmin.reduce(columns, axis=0, initial=np.inf)
    high = np.fmax.reduce(columns, axis=0, initial=-np.inf)
    low, high = np.where(low <= high, low, 0.0), np.where(low <= high, high, 0.0)
    if plane and SMALLEST <= max(-low.min(), high.max()) <= USUAL:
        return [-USUAL] * 2, [USUAL] * 2
    half, middle = (high - low) / 2, (high + low) / 2
    half = np.where(half > 0, half, np.maximum(1.0, np.abs(middle) / 2)) * (1 + 2 * ROOM)
    if plane and half.max() < ALIKE * half.min():
        half = np.full_like(half, half.max())
    return (middle - half).tolist(), (middle + half).tolist()
