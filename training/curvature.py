"""How steep the loss around a network is, and the largest learning rate that this allows: λ_max and 2/λ_max.

`python -m training.curvature REQUEST.json` (or `-`) prints one JSON object.
"""

import base64
import binascii
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from training.command_line import run
from training.problems import Problem
from training.spec import Outlines
from training.spec_request import SpecRequest
from training.surfaces.shape import stability_limit
from training.weight_edits import layers_of

if TYPE_CHECKING:
    from training.data import Tables

NO_WEIGHTS = "Weights are the numbers of the network as 32-bit floats in base64, parameters first."
FLAT = 1e-9
"""Below that no learning rate of ours is too large."""


class CurvatureRequest(SpecRequest):
    """Asks for λ_max, the largest eigenvalue of the Hessian of the training loss (penalties included) at some weights.

    Gradient descent on a bowl with this curvature converges for η < 2/λ_max and diverges above. Measured by Lanczos'
    form of power iteration with exact Hessian-vector products, without noise and dropout, in float64.
    Source: Pearlmutter, 1994; LeCun, Simard, Pearlmutter: Automatic learning rate maximization, 1993.
    """

    weights: str | None = Field(
        None,
        title="Weights",
        description="Float32, little-endian, in base64, as the network is streamed: parameters, then running "
        "averages. Without them the first weights are meant.",
    )

    @property
    def numbers(self) -> np.ndarray | None:
        """The weights, float32; raises ValueError where they cannot be read."""
        if self.weights is None:
            return None
        return np.frombuffer(base64.b64decode(self.weights, validate=True), dtype="<f4")

    def problems(self, tables: Outlines) -> list[Problem]:
        outline = self.spec.outline(tables)
        if self.weights is None or outline is None:
            return []
        try:
            numbers = self.numbers
        except (ValueError, binascii.Error):
            return [Problem("weights", NO_WEIGHTS)]
        assert numbers is not None
        last = layers_of(self.alone, outline)[-1]
        if len(numbers) not in (last.end, last.end + last.statistics_end):
            text = f"These are {len(numbers):,} weights; the network of this spec has {last.end:,} parameters."
            return [Problem("weights", text)]
        return [] if np.isfinite(numbers).all() else [Problem("weights", "A weight is not a finite number.")]


@dataclass(frozen=True)
class Curvature:
    """What was measured; null where it cannot be."""

    curvature: float | None
    """λ_max."""
    bowl_limit: float | None
    """2/λ_max, of plain gradient descent."""
    limit: float | None
    """That of this optimizer, where it has one."""
    optimizer: str
    samples: int
    """Training samples that were looked at, of how many."""
    of: int
    why: str
    """Why a figure is missing, in a sentence; empty where none is."""


def curvature(request: CurvatureRequest, tables: "Tables | None" = None) -> Curvature:
    """Measure it. Raises UnusableData and MissingData as training does."""
    import torch  # heavy, as are the others

    from training.data import no_tables
    from training.population import Population
    from training.why.probe import Probe

    spec = request.alone
    population = Population.start([spec], tables or no_tables)
    row, numbers = population.initial[0], request.numbers
    if numbers is not None:
        row = torch.from_numpy(numbers[: population.layers[-1].end].copy())
    probe = Probe(population, 0)
    found = probe.curvature(row.to(torch.float64))
    steep = found is not None and found > FLAT
    limit = stability_limit(spec.optimizer, found) if found and steep else None
    title = spec.optimizer.title
    if not steep or found is None:
        why = "Around this network the training loss bends upwards in no direction, so nothing bounds the steps."
    elif limit is None and spec.optimizer.name() == "written":
        why = "How far your own rule may step is not known: this bound holds for plain gradient descent."
    elif limit is None:
        why = f"{title} scales its steps by itself, so this bound holds for plain gradient descent only."
    else:
        why = ""
    return Curvature(
        curvature=found if steep else None,
        bowl_limit=2 / found if found and steep else None,
        limit=limit,
        optimizer=title,
        samples=probe.inputs.shape[1],
        of=population.train.samples,
        why=why,
    )


def lines(source: bytes) -> Iterable[dict[str, Any]]:
    """The answer to the request in `source`."""
    return (asdict(curvature(request)) for request in (CurvatureRequest.parse(source),))


if __name__ == "__main__":
    sys.exit(run("python -m training.curvature", __doc__ or "", lines))
