"""Looks at the last updates of a training that is done for this: the microscope without a server."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import Field

from training.fields import whole
from training.problems import Problem, SpecError
from training.spec import Outlines
from training.spec_request import SpecRequest
from training.weight_edits import layers_of, places

if TYPE_CHECKING:
    from training.data import Tables

MOST_UPDATES = 500


class MicroscopeRequest(SpecRequest):
    """Trains a spec for some epochs and tells of the last updates: gradient, memory of the optimizer, step, weight.

    Effective step −Δw/g; gain Σ|Δw| / Σ η|g|, or the optimizer's own; consistency |mean g| / mean |g|. The noise is
    that of the mini-batches that would come next.
    Source: Hinton: Neural networks for machine learning, lecture 6d.
    """

    epochs: int = whole(10, 1, 1000, "Epochs", "After so many epochs it is looked.")
    updates: int = whole(100, 1, MOST_UPDATES, "Updates", "How many of the last updates are told, at most.")
    weight: str | None = Field(
        None, title="Weight", description='Its updates are told for certain: "weights.LAYER.UNIT.INPUT" or "biases.…".'
    )

    def problems(self, tables: Outlines) -> list[Problem]:
        outline = self.spec.outline(tables)
        if self.weight is None or outline is None:
            return []
        try:
            place_of(self.weight, layers_of(self.alone, outline))
        except SpecError as error:
            return [Problem("weight", each.msg) for each in error.problems]
        return []


def place_of(weight: str, layers: Any) -> int:
    """Where a weight lies in the parameter row; raises SpecError for what is none."""
    if weight.split(".")[0] not in ("weights", "biases"):
        raise SpecError([Problem("weight", 'A weight has a name such as "weights.1.0.0" or "biases.1.0".')])
    return places(layers, {weight: 0.0})[weight]


def microscope(request: MicroscopeRequest, tables: "Tables | None" = None) -> dict[str, Any]:
    """Do it. Raises UnusableData and MissingData as training does."""
    from training.data import no_tables  # heavy, as are the others
    from training.microscope.noise import gradient_noise
    from training.microscope.recorder import Recorder
    from training.microscope.replay import Replay
    from training.microscope.report import places_to_watch, report
    from training.population import Population

    population = Population.start([request.alone], tables or no_tables)
    chosen = None if request.weight is None else place_of(request.weight, population.layers)
    recorder = Recorder(places_to_watch(population.layers, chosen), request.updates)
    replay = Replay(population, 1, {})
    for epoch in range(1, request.epochs + 1):
        recorder.watch(population, 1)
        replay.advance(last=epoch == request.epochs)
    return report(population.layers, recorder, chosen, gradient_noise(population, 0))


def lines(source: bytes) -> Iterable[dict[str, Any]]:
    """The answer to the request in `source`, numbers that are not finite being null."""
    return (plain(microscope(request)) for request in (MicroscopeRequest.parse(source),))


def plain(value: Any) -> Any:
    """Arrays as lists, and null for what is not finite: what JSON can say."""
    import numpy as np

    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return np.where(np.isfinite(value), value.astype(object), None).tolist()  # type: ignore[call-overload]
    return value
