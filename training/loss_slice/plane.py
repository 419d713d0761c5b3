"""A plane through a network's weights: its directions, its grid, and where other networks stand beside it. NumPy only.

A plane is w + a·d₁ + b·d₂. The place (a, b) of any other network v is that of its nearest point on the plane, the least
squares solution of v − w ≈ a·d₁ + b·d₂.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.layout import LayerLayout
from training.streams import stream

MARGIN = 0.25
"""Of the length of a path, beyond both of its ends."""
NARROWEST = 0.2
"""Of the longer side: a plane's shorter side is at least that long."""
NOISE = 1e-10
"""Of the largest variance: less is rounding, and no direction of its own."""


@dataclass(frozen=True)
class Plane:
    """All arrays are float64. Places are measured in units of the directions."""

    centre: np.ndarray
    """[parameters]: the network at (0, 0)."""
    directions: np.ndarray
    """[2, parameters]."""
    across: np.ndarray
    up: np.ndarray
    """The places of the grid along both directions, rising."""

    def places(self, rows: np.ndarray) -> np.ndarray:
        """[networks, 2] for networks [networks, parameters]."""
        gram = self.directions @ self.directions.T
        solved: np.ndarray = np.linalg.lstsq(gram, self.directions @ (rows - self.centre).T, rcond=None)[0]
        return solved.T

    def at(self, places: np.ndarray, first: int = 0) -> np.ndarray:
        """The networks [places, parameters from `first` on] at places [places, 2]."""
        networks: np.ndarray = self.centre[first:] + places @ self.directions[:, first:]
        return networks

    def beside(self, rows: np.ndarray) -> np.ndarray:
        """How far each network is from the plane."""
        distances: np.ndarray = np.linalg.norm(rows - self.at(self.places(rows)), axis=1)
        return distances

    def explained(self, rows: np.ndarray) -> list[float] | None:
        """Which share of the variance of these networks lies along d₁, and which more in the plane; None without any.

        1 − Σ‖r − r̄‖² / Σ‖v − v̄‖², r being what is left of a network v without its part along the directions.
        """
        spread = rows - rows.mean(axis=0)
        total = float((spread**2).sum())
        if total == 0.0:
            return None
        # Two orthogonal unit vectors of the same plane, the first along d₁.
        basis = np.linalg.qr(self.directions.T)[0]
        along = ((spread @ basis) ** 2).sum(axis=0) / total
        shares: list[float] = along.tolist()
        return shares

    @property
    def grid(self) -> np.ndarray:
        """[points², 2]: row by row, from the lowest b to the highest."""
        b, a = np.meshgrid(self.up, self.across, indexing="ij")
        return np.stack([a.ravel(), b.ravel()], axis=1)


def random_directions(row: np.ndarray, layers: Sequence[LayerLayout], seed: int) -> np.ndarray:
    """[2, parameters]: normal draws, scaled so that each unit's weights and bias are as long as those of the network.

    dᵢ ← dᵢ ‖wᵢ‖ / ‖dᵢ‖ for each unit i. Gains and offsets of normalized layers get 0. Around a network of zeros all
    units get vectors of length 1.
    """
    directions = np.zeros((2, len(row)))
    nothing = not row.any()
    for number, layer in enumerate(layers):
        mine = _units(row, layer)
        for direction, random in zip(directions, (stream(seed, "slice", number, axis) for axis in (0, 1)), strict=True):
            drawn = random.standard_normal(mine.shape)
            lengths = 1.0 if nothing else np.linalg.norm(mine, axis=1, keepdims=True)
            drawn *= lengths / np.linalg.norm(drawn, axis=1, keepdims=True)
            direction[layer.start : layer.bias] = drawn[:, :-1].ravel()
            direction[layer.bias : layer.gain] = drawn[:, -1]
    return directions


def _units(row: np.ndarray, layer: LayerLayout) -> np.ndarray:
    """[units, fan_in + 1]: what each unit multiplies its inputs with, and its bias."""
    weights = row[layer.start : layer.bias].reshape(layer.units, layer.fan_in)
    return np.concatenate([weights, row[layer.bias : layer.gain, None]], axis=1)


def path_directions(rows: np.ndarray, seed: int) -> np.ndarray:
    """[2, parameters]: unit vectors along which the networks of a path [networks, parameters] differ most.

    The first principal components of the rows, by the eigenvectors of the small matrix of their products. Training ends
    at larger places than it began. A path along one line, or of one network, has fewer: random ones take their place.
    """
    spread = rows - rows.mean(axis=0)
    values, vectors = np.linalg.eigh(spread @ spread.T)
    kept = [axis for axis in range(1, len(rows) + 1) if values[-axis] > NOISE * values[-1]][:2]
    found = [vectors[:, -axis] @ spread for axis in kept]
    random = stream(seed, "slice")
    while len(found) < 2:
        found.append(random.standard_normal(rows.shape[1]))
    first = found[0] / np.linalg.norm(found[0])
    second = found[1] - (found[1] @ first) * first
    directions = np.stack([first, second / np.linalg.norm(second)])
    ends = directions @ (rows[-1] - rows[0])
    return directions * np.where(ends < 0, -1.0, 1.0)[:, None]


def ranges(places: np.ndarray, fallback: float, reach: float) -> list[tuple[float, float]]:
    """From where to where the grid goes on both axes to hold these places, with a margin; `reach` widens it."""
    low, high = places.min(axis=0), places.max(axis=0)
    half = (high - low) * (0.5 + MARGIN)
    half = np.maximum(half, NARROWEST * half.max()) if half.max() > 0 else np.full(2, fallback)
    middle = (low + high) / 2
    return [(float(m - reach * h), float(m + reach * h)) for m, h in zip(middle, half, strict=True)]
