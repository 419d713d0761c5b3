"""From a data set's columns to the network's inputs: distort, choose columns and tiles, expand."""

from collections.abc import Sequence

import numpy as np

from training.datasets import Outline
from training.inputs import chosen
from training.sections import Data
from training.tiles import tiles_of


def made_inputs(columns: np.ndarray, data: Data, outline: Outline) -> np.ndarray:
    """float64 [samples, columns] → [samples, inputs], never the same array. Gaps (NaN) stay gaps."""
    distorted = distort(columns, data)
    return data.expansion.expand(pick(distorted, chosen(data, outline), outline))


def distort(columns: np.ndarray, data: Data) -> np.ndarray:
    """x ← scale · x + shift, one pair for all columns or one each; untouched where both are neutral."""
    shift, scale = data.distort.shift, data.distort.scale
    if shift == 0 and scale == 1:
        return columns
    return columns * np.asarray(scale, dtype=np.float64) + np.asarray(shift, dtype=np.float64)


def pick(columns: np.ndarray, names: Sequence[str], outline: Outline) -> np.ndarray:
    """The named columns and tiles, in that order."""
    if set(names) <= set(outline.columns):
        position = {name: number for number, name in enumerate(outline.columns)}
        return columns[:, [position[name] for name in names]]
    tiles = {tile.name: tile for tile in tiles_of(outline.columns)}
    return np.stack([tiles[name].value(columns[:, 0], columns[:, 1]) for name in names], axis=1)
