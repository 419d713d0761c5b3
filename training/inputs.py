"""What the network sees of a data set: the names of its inputs, known before any sample is drawn.

Cost, rules, form and data all ask here, so they cannot disagree about the number of inputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.datasets import Outline
from training.tiles import plain_name, tiles_of

if TYPE_CHECKING:
    from training.sections import Data

MOST_INPUTS = 1000
"""The most inputs that tiles and expansions may make; a data set may have more columns than that by itself."""


def available(outline: Outline) -> tuple[str, ...]:
    """The features one may choose from: the columns and, in the plane, the other tiles."""
    return tuple(dict.fromkeys([*outline.columns, *(tile.name for tile in tiles_of(outline.columns))]))


def chosen(data: Data, outline: Outline) -> tuple[str, ...]:
    """The features before expansion, in the order of the network's inputs."""
    return data.features or outline.columns


def plain_features(data: Data, outline: Outline) -> tuple[str, ...] | None:
    """The features with tiles under the name that a spec keeps; the names of other columns are left as they are."""
    if data.features is None or not tiles_of(outline.columns):
        return data.features
    return tuple(plain_name(name) for name in data.features)


def input_names(data: Data, outline: Outline) -> tuple[str, ...]:
    """The names of the network's inputs."""
    return data.expansion.names(chosen(data, outline))


def input_count(data: Data, outline: Outline) -> int:
    """How many inputs the network has."""
    return data.expansion.width(len(chosen(data, outline)))
