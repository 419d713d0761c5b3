"""The kept network of a run, taken apart into arrays with the names that other programs give them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.datasets import Outline
from training.exports.input_figures import InputFigures
from training.exports.recorded import NothingRecorded, Recorded
from training.inputs import chosen, input_names
from training.layout import LayerLayout
from training.losses import BinaryCrossEntropy, CrossEntropy
from training.spec import Spec
from training.weight_edits import layers_of

SAYS = {CrossEntropy: "softmax", BinaryCrossEntropy: "sigmoid"}


@dataclass(frozen=True)
class KeptLayer:
    """One layer in float32; `norm` has what a normalized layer adds, by PyTorch's names."""

    weight: np.ndarray
    bias: np.ndarray
    normalization: str
    norm: dict[str, np.ndarray]


@dataclass(frozen=True)
class KeptNetwork:
    """A network after an epoch, with all that is needed to use it."""

    run: int
    epoch: int | None
    spec: Spec
    """That of the run alone."""
    outline: Outline
    layers: tuple[KeptLayer, ...]
    figures: InputFigures | None

    @property
    def says(self) -> str:
        """What is made of the last weighted sums: softmax, sigmoid or linear."""
        return SAYS.get(type(self.spec.loss), "linear")

    @property
    def pipeline(self) -> dict[str, Any]:
        """How the columns of a sample become the inputs of the network, as JSON."""
        figures, data = self.figures, self.spec.data
        numbers = {name: getattr(figures, name).tolist() if figures else None for name in ("fill", "shift", "scale")}
        return {
            "columns": list(self.outline.columns),
            "distort": {"shift": data.distort.shift, "scale": data.distort.scale},
            "features": list(chosen(data, self.outline)),
            "expansion": data.expansion.model_dump(mode="json"),
            "inputs": list(input_names(data, self.outline)),
            **numbers,
        }

    @property
    def target(self) -> dict[str, Any]:
        """What the outputs are about, as JSON."""
        shift, scale = (self.figures.target_shift, self.figures.target_scale) if self.figures else (0.0, 1.0)
        return {"name": self.outline.target, "classes": list(self.outline.classes), "shift": shift, "scale": scale}

    def tensors(self) -> Iterator[tuple[str, np.ndarray]]:
        """Every array with its name: layers.0.weight, layers.0.bias, norms.0.weight …"""
        for number, layer in enumerate(self.layers):
            yield f"layers.{number}.weight", layer.weight
            yield f"layers.{number}.bias", layer.bias
            for name, values in layer.norm.items():
                yield f"norms.{number}.{name}", values


def kept_network(recorded: Recorded) -> KeptNetwork:
    """The network of `recorded.run`. Raises NothingRecorded where there is none."""
    spec = recorded.spec_of(recorded.run)
    outline = spec.outline(recorded.outlines)
    if outline is None:
        raise NothingRecorded(
            f'The data set "{spec.data.dataset}" is gone, so nobody knows what this network is about.'
        )
    kept = recorded.weights(recorded.run)
    if kept is None:
        raise NothingRecorded(f"Run {recorded.run} has no network yet: let it train for an epoch, then try again.")
    row = np.frombuffer(kept, "<f4")
    layout = layers_of(spec, outline)
    if len(row) != layout[-1].end + layout[-1].statistics_end:
        raise NothingRecorded("The network that was kept does not fit its settings any more.")
    statistics = row[layout[-1].end :]
    layers = tuple(_layer(row, statistics, place) for place in layout)
    epoch = recorded.epoch(recorded.run)
    return KeptNetwork(recorded.run, epoch, spec, outline, layers, recorded.figures(spec))


def _layer(row: np.ndarray, statistics: np.ndarray, place: LayerLayout) -> KeptLayer:
    norm: dict[str, np.ndarray] = {}
    if place.normalization != "none":
        norm = {"weight": row[place.gain : place.offset], "bias": row[place.offset : place.end]}
    if place.normalization == "batch":
        middle = place.statistics + place.units
        norm["running_mean"] = statistics[place.statistics : middle]
        norm["running_var"] = statistics[middle : place.statistics_end]
    weight = row[place.start : place.bias].reshape(place.units, place.fan_in)
    return KeptLayer(weight, row[place.bias : place.gain], place.normalization, norm)
