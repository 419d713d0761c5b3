"""Trained networks as exports get them, and what the engine itself says with them."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from training import Spec
from training.data import prepare
from training.engine import advance, begin
from training.exports.recorded import Recorded
from training.population import Population
from training.predictions import predictions


@dataclass
class Taken:
    """A network that was trained to its end."""

    spec: Spec
    recorded: Recorded
    population: Population
    """Of the same spec, with this network in it."""
    last: dict[str, Any]
    """The event with which it ended."""

    def outputs(self, dtype: torch.dtype = torch.float32) -> np.ndarray:
        """Softmax, sigmoid or plain outputs of the engine for the validation split."""
        population = Population.start([self.spec], dtype=dtype)
        population.load(0, np.frombuffer(self.kept(), "<f4").copy())
        with torch.inference_mode():
            inputs = torch.from_numpy(self.prepared.validation.inputs).to(dtype).unsqueeze(0)
            return predictions(self.spec.loss, population.network.forward(inputs)).numpy()[0]

    def kept(self) -> bytes:
        """Its weights, as they are kept."""
        weights = self.recorded.weights(1)
        assert weights is not None
        return weights

    def validation_loss(self) -> float:
        return float(self.population.validation.figures(self.population.network)[0][0])

    @property
    def prepared(self) -> Any:
        return prepare(self.spec)


def taken(**settings: Any) -> Taken:
    """Train a spec and keep what it ends with."""
    torch.set_num_threads(1)
    spec = Spec.parse(settings)
    population = Population.start([spec])
    events = [event.to_dict() for event in begin(population)]
    while population.runs:
        events += [event.to_dict() for event in advance(population)]
    network = population.results[1].weights.astype("<f4")
    fresh = Population.start([spec])
    fresh.load(0, network)
    recorded = Recorded(
        spec.to_dict(),
        events,
        link="https://descent.example/e/abc_-1",
        weights=lambda run: network.tobytes() if run == 1 else None,
        epoch=lambda run: events[-1]["epochs"],
        title="Four {units} & 100 % of a_b",
        created="2026-11-23T21:00:00+00:00",
    )
    return Taken(spec, recorded, fresh, events[-1])


def at_run(some: Taken, run: int) -> Recorded:
    """The same, with another run chosen."""
    return replace(some.recorded, run=run)
