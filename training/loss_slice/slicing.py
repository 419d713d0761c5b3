"""A slice of the loss around a trained network: the path first, then the grid chunk by chunk."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from training.loss_slice.plane import Plane, path_directions, random_directions, ranges
from training.loss_slice.request import LossSlice
from training.problems import Problem, SpecError
from training.spec import Spec

if TYPE_CHECKING:
    from training.data import Tables
    from training.loss_slice.stacked import StackedLosses

NOTHING_FINITE = "None of the kept networks has finite weights: there is no surface around them."


@dataclass(frozen=True)
class Path:
    """The networks of one run after some of its epochs, in their order."""

    epochs: list[int]
    networks: np.ndarray
    """[epochs, parameters and running statistics], as `Population.snapshot` has them."""

    def finite(self) -> "Path":
        """Without the networks of a run that diverged."""
        kept = np.isfinite(self.networks).all(axis=1)
        return Path([epoch for epoch, good in zip(self.epochs, kept, strict=True) if good], self.networks[kept])


def loss_slice(
    request: LossSlice, spec: Spec, path: Path, centre: int | None = None, tables: "Tables | None" = None
) -> Iterator[dict[str, Any]]:
    """What is known so far, again and again: the path at once, then `values` of more and more points of the grid.

    `spec` is that of one run, `centre` the epoch whose network is in the middle: the last one unless given. `values` go
    row by row from the lowest b; the losses, of the path too, are those that training tells after an epoch, to the bit.
    Batch normalization keeps the running figures of the network in the middle. Raises SpecError.
    """
    import torch  # heavy, as are the others

    from training.data import no_tables
    from training.loss_slice.stacked import StackedLosses
    from training.population import Population

    path = path.finite()
    if not path.epochs:
        raise SpecError([Problem("", NOTHING_FINITE)])
    population = Population.start([spec], tables or no_tables, torch.float32)
    split = population.train if request.loss == "training" else population.validation
    if split.samples == 0:
        raise SpecError([Problem("loss", f"This experiment has no {request.loss} samples.")])
    stacked = StackedLosses(population, split)
    middle = path.epochs.index(centre) if centre in path.epochs else len(path.epochs) - 1
    rows = path.networks[:, : stacked.parameters].astype(np.float64)
    plane = _plane(request, rows, middle, population.layers)
    found = _told(request, path, plane, rows, middle, stacked)
    for losses in stacked.of(path.networks):
        found["path"]["loss"] += losses
        yield found
    for losses in stacked.on(plane, path.networks[middle, stacked.parameters :]):
        found["values"] += losses
        yield found
    found["plane"] = [_encoded(row) for row in (plane.centre, *plane.directions)]
    yield found


def _plane(request: LossSlice, rows: np.ndarray, middle: int, layers: Any) -> Plane:
    centre = rows[middle]
    if request.directions == "random":
        directions = random_directions(centre, layers, request.seed)
        ends = [(-request.reach, request.reach)] * 2
    else:
        directions = path_directions(rows, request.seed)
        places = (rows - centre) @ directions.T
        ends = ranges(places, fallback=float(np.linalg.norm(centre)) or 1.0, reach=request.reach)
    return Plane(centre, directions, *(np.linspace(low, high, request.points) for low, high in ends))


def _told(
    request: LossSlice, path: Path, plane: Plane, rows: np.ndarray, middle: int, stacked: "StackedLosses"
) -> dict[str, Any]:
    places = plane.places(rows)
    return {
        **request.model_dump(),
        "epoch": path.epochs[middle],
        "parameters": stacked.parameters,
        "samples": stacked.samples,
        "a": plane.across.tolist(),
        "b": plane.up.tolist(),
        "values": [],
        "of": request.points**2,
        "path": {
            "epoch": path.epochs,
            "a": places[:, 0].tolist(),
            "b": places[:, 1].tolist(),
            "beside": plane.beside(rows).tolist(),
            "loss": [],
        },
        "explained": plane.explained(rows),
        "norm": float(np.linalg.norm(plane.centre)),
        "bytes": stacked.bytes,
        "plane": None,
    }


def _encoded(row: np.ndarray) -> str:
    """Float32 in base64, as networks are streamed."""
    return b64encode(row.astype("<f4").tobytes()).decode()
