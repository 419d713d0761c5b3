"""Tiles: the inputs that can be made of a point (x1, x2) in the plane, as in TensorFlow Playground."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tile:
    """One function of a point."""

    name: str
    shown: str
    """Its formula as people write it."""
    value: Callable[[np.ndarray, np.ndarray], np.ndarray]
    """float64 [samples] of x1 and x2 → float64 [samples]."""
    also: tuple[str, ...] = ()
    """Other ways to write its name."""


TILES: tuple[Tile, ...] = (
    Tile("x1", "x₁", lambda x1, x2: x1, ("x₁",)),
    Tile("x2", "x₂", lambda x1, x2: x2, ("x₂",)),
    Tile("x1^2", "x₁²", lambda x1, x2: x1 * x1, ("x1²", "x₁²")),
    Tile("x2^2", "x₂²", lambda x1, x2: x2 * x2, ("x2²", "x₂²")),
    Tile("x1x2", "x₁x₂", lambda x1, x2: x1 * x2, ("x1*x2", "x1 x2", "x₁x₂")),
    Tile("sin x1", "sin x₁", lambda x1, x2: np.sin(x1), ("sin(x1)", "sin x₁", "sin(x₁)")),
    Tile("sin x2", "sin x₂", lambda x1, x2: np.sin(x2), ("sin(x2)", "sin x₂", "sin(x₂)")),
)
PLANE = ("x1", "x2")
_ALSO = {other: tile.name for tile in TILES for other in tile.also}


def tiles_of(columns: Sequence[str]) -> tuple[Tile, ...]:
    """The tiles of a data set with these columns; none unless its samples are points in the plane."""
    return TILES if tuple(columns) == PLANE else ()


def plain_name(name: str) -> str:
    """The name under which a spec keeps a tile: "x1²" and "sin(x1)" are accepted for "x1^2" and "sin x1"."""
    return _ALSO.get(name, name)
