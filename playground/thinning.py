"""Chooses the rows of a long run that a chart needs, so that no peak and no dip is lost."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


def kept_rows(columns: Sequence[NDArray[np.float64]], points: int, always: Iterable[int] = ()) -> NDArray[np.int64]:
    """Rising row numbers, at most about `points`: the smallest and largest value of every column in each of many
    equal stretches (the first of equal ones), the first and the last row, and the rows that must `always` be there.

    NaN stands for a figure that was not measured. With `points` rows or fewer nothing is left out.
    """
    rows = len(columns[0]) if columns else 0
    if rows <= points:
        return np.arange(rows)
    fixed = np.array(sorted({0, rows - 1, *always}), np.int64)
    few, many = 1, points
    best = fixed
    while few <= many:  # the finest stretches whose extremes still fit
        stretches = (few + many) // 2
        found = np.union1d(fixed, _extremes(columns, rows, stretches))
        if len(found) <= max(points, len(fixed)):
            best, few = found, stretches + 1
        else:
            many = stretches - 1
    return best


def _extremes(columns: Sequence[NDArray[np.float64]], rows: int, stretches: int) -> NDArray[np.int64]:
    size = -(-rows // stretches)
    count = -(-rows // size)
    starts = np.arange(count) * size
    found = []
    for column in columns:
        padded = np.full(count * size, np.nan)
        padded[:rows] = column
        table = padded.reshape(count, size)
        known = ~np.isnan(table).all(axis=1)
        for blank, choose in ((np.inf, np.argmin), (-np.inf, np.argmax)):
            places = choose(np.where(np.isnan(table), blank, table), axis=1)
            found.append((starts + places)[known])
    return np.unique(np.concatenate(found)) if found else np.arange(0)
