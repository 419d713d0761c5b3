"""Networks of the real engine as the browser gets them, and what the engine says of the same samples."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from training.data import Prepared, outlines, prepare
from training.data.drawing import drawn
from training.data.features import made_inputs
from training.data.lookup import no_tables
from training.layout import LayerLayout, initial_statistics, initial_weights, layout
from training.losses import BinaryCrossEntropy, CrossEntropy
from training.network import Network
from training.predictions import predictions
from training.spec import Spec
from training.split import split_rows


@dataclass(frozen=True)
class Case:
    """What the browser computes with, and the engine's answers: every unit of every layer for the training samples."""

    scene: dict[str, Any]
    weights: list[float]
    columns: list[list[float | None]]
    layers: list[np.ndarray]
    """[samples, units] each: inputs, hidden layers, outputs as the loss means them."""


def case(spec: Spec, seed: int = 1) -> Case:
    """A network in the middle of its training, as far as its numbers are concerned: nothing is 0 or 1 any more."""
    prepared = prepare(spec)
    hidden = spec.network.hidden
    widths = (prepared.train.inputs.shape[1], *(layer.units for layer in hidden), prepared.train.targets.shape[1])
    layers = layout(widths, [layer.normalization for layer in hidden])
    row = _moved(np.concatenate([initial_weights(spec, layers), initial_statistics(layers)]), layers, seed)
    columns = _raw_columns(spec)
    return Case(
        _scene(spec, layers, prepared),
        row.tolist(),
        [[None if np.isnan(value) else float(value) for value in column] for column in columns],
        _engine_says(spec, layers, prepared, torch.from_numpy(row)[None]),
    )


def _moved(row: np.ndarray, layers: tuple[LayerLayout, ...], seed: int) -> np.ndarray:
    row = row + np.random.default_rng(seed).normal(0, 0.1, len(row))
    for layer in layers:
        variances = slice(layers[-1].end + layer.statistics + layer.units, layers[-1].end + layer.statistics_end)
        row[variances] = np.abs(row[variances]) + 0.1
    return row.astype(np.float32)


def _raw_columns(spec: Spec) -> np.ndarray:
    outline, samples = drawn(spec, no_tables, spec.data_seed)
    rows: np.ndarray = samples.inputs[split_rows(spec, outline, spec.data_seed)[0]].T
    return rows


def _scene(spec: Spec, layers: tuple[LayerLayout, ...], prepared: Prepared) -> dict[str, Any]:
    outline = spec.outline(outlines(no_tables))
    assert outline is not None
    activations = [layer.activation.model_dump() for layer in spec.network.hidden]
    distort = spec.data.distort
    kinds = {CrossEntropy: "softmax", BinaryCrossEntropy: "sigmoid"}
    return {
        "columns": outline.columns,
        "pipeline": {
            "distort": {"shift": distort.shift, "scale": distort.scale},
            "features": spec.data.features or outline.columns,
            "expansion": spec.data.expansion.model_dump(),
            "fill": _fill(spec),
            "shift": prepared.shift.tolist(),
            "scale": prepared.scale.tolist(),
        },
        "layers": [
            {name: getattr(layer, name) for name in NAMES} | {"activation": activation}
            for layer, activation in zip(layers, [*activations, None], strict=True)
        ],
        "output": {"activation": kinds.get(type(spec.loss), "linear")},
    }


NAMES = ("fan_in", "units", "start", "bias", "gain", "offset", "end", "normalization", "statistics")


def _fill(spec: Spec) -> list[float]:
    outline, samples = drawn(spec, no_tables, spec.data_seed)
    inputs = made_inputs(samples.inputs, spec.data, outline)
    return [float(value) for value in inputs[split_rows(spec, outline, spec.data_seed)[0]].mean(axis=0)]


def _engine_says(
    spec: Spec, layers: tuple[LayerLayout, ...], prepared: Prepared, row: torch.Tensor
) -> list[np.ndarray]:
    weights, statistics = row[:, : layers[-1].end], row[:, layers[-1].end :]
    activations = [layer.activation for layer in spec.network.hidden]
    network = Network(layers, activations, spec.loss, weights, torch.zeros_like(weights), statistics)
    inputs = torch.from_numpy(prepared.train.inputs.astype(np.float32))[None]
    said = predictions(spec.loss, network.forward(inputs))
    return [array[0].numpy() for array in (inputs, *(a for _, a in network.looks(inputs.shape[1])[:-1]), said)]
