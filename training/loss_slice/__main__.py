"""`python -m training.loss_slice REQUEST.json` (or `-`): train one network, then print a slice of its loss."""

import sys
from collections.abc import Iterable
from typing import Any

from training.command_line import run
from training.loss_slice.request import LossSlice
from training.loss_slice.slicing import Path, loss_slice
from training.problems import Problem
from training.spec import Outlines, Spec
from training.spec_request import SpecRequest

MOST_KEPT = 200
"""Networks of the path, evenly spread."""


class Request(SpecRequest, LossSlice):
    """{"spec": {…}, "directions": "path", …}."""

    def problems(self, tables: Outlines) -> list[Problem]:
        return self.too_much(self.alone, tables)


def lines(source: bytes) -> Iterable[dict[str, Any]]:
    """One object: the slice that the request in `source` asks for."""
    return _slices(Request.parse(source))


def _slices(request: Request) -> Iterable[dict[str, Any]]:
    asked = LossSlice.model_validate(request.model_dump(exclude={"spec"}))
    *_, found = loss_slice(asked, request.alone, _trained(request.alone))
    yield found


def _trained(spec: Spec) -> Path:
    import numpy as np  # heavy, as are the others
    import torch

    from training.engine import advance, begin
    from training.population import Population

    torch.set_num_threads(1)  # the bits of a result depend on the number of threads
    population = Population.start([spec])
    begin(population)
    every = -(-spec.stopping.epochs // MOST_KEPT)
    kept = {0: population.snapshot(0)}
    (progress,) = population.runs
    while population.runs:
        advance(population)
        if population.runs and progress.epoch % every == 0:
            kept[progress.epoch] = population.snapshot(0)
    kept[progress.epoch] = population.results[1].weights
    return Path(list(kept), np.stack(list(kept.values())))


if __name__ == "__main__":
    sys.exit(run("python -m training.loss_slice", __doc__ or "", lines))
