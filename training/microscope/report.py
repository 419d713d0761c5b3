"""What the microscope shows: the last updates of single weights and of layers, how consistent gradients are."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from training.layout import LayerLayout
from training.microscope.memories import memory_of
from training.microscope.noise import Noise
from training.microscope.recorder import Recorder

MOST_PLACES = 1000
"""Of a layer so many parameters are watched, evenly spread; fewer where it has fewer."""
MOST_NUMBERS = 120_000
"""Single numbers that are told of the updates, about."""
QUANTILES = (0.1, 0.5, 0.9)


def places_to_watch(layers: Sequence[LayerLayout], chosen: int | None = None) -> np.ndarray:
    """Places in the parameter row: of every layer as many as fit, and all that lead into the unit of a chosen one."""
    watched = [_spread(layer.start, layer.end) for layer in layers]
    if chosen is not None:
        watched.append(_unit_of(layers, chosen))
    return np.unique(np.concatenate(watched))


def places_told(layers: Sequence[LayerLayout], watched: np.ndarray, chosen: int | None, numbers: int) -> np.ndarray:
    """Those of which every single update is told: all where that is not too much, else the chosen unit's, else the
    chosen one alone; `numbers` is how many there are of each."""
    if len(watched) * numbers <= MOST_NUMBERS:
        return watched
    if chosen is None:
        return watched[:: -(-len(watched) * numbers // MOST_NUMBERS)]
    unit = _unit_of(layers, chosen)
    return unit if len(unit) * numbers <= MOST_NUMBERS else np.array([chosen])


def _spread(start: int, end: int) -> np.ndarray:
    return np.unique(np.linspace(start, end - 1, min(MOST_PLACES, end - start)).astype(int))


def _unit_of(layers: Sequence[LayerLayout], place: int) -> np.ndarray:
    """All weights and the bias that lead into the same unit."""
    layer = next(each for each in layers if place < each.end)
    weight = place < layer.bias
    unit = (place - layer.start) // layer.fan_in if weight else (place - layer.bias) % layer.units
    first = layer.start + unit * layer.fan_in
    return np.array([*range(first, first + layer.fan_in), layer.bias + unit, place])


def report(
    layers: Sequence[LayerLayout], recorder: Recorder, chosen: int | None, noise: Noise | None
) -> dict[str, Any]:
    """Plain values and float32 arrays: what is known of the recorded updates.

    `series`: each quantity over the updates at the places told, [updates, places]; `layers`: 10 %, 50 % and 90 % of its
    size among the layer's watched parameters, [updates, 3]; `consistency` |mean g| / mean |g| over these updates and
    `gain` of each watched parameter (Hinton 6d). NaN stands where something is not defined.
    """
    updates = list(recorder.updates)
    watched = np.unique(recorder.places.cpu().numpy())
    names = list(updates[0].memory)
    stacked = {
        "weight": np.stack([each.weight for each in updates]),
        "gradient": np.stack([each.gradient for each in updates]),
        "update": np.stack([each.step for each in updates]),
        **{f"memory.{name}": np.stack([each.memory[name] for each in updates]) for name in names},
    }
    rates = np.array([each.learning_rate for each in updates])
    told = np.unique(places_told(layers, watched, chosen, len(stacked) * len(updates)))
    columns = np.searchsorted(watched, told)
    return {
        "updates": [each.number for each in updates],
        "epochs": [each.epoch for each in updates],
        "learning_rates": rates.tolist(),
        "memories": [{"name": name, **asdict(memory_of(recorder.kind, name))} for name in names],
        "places": told.tolist(),
        "series": {name: values[:, columns] for name, values in stacked.items()},
        "layers": [_bands(stacked, (watched >= layer.start) & (watched < layer.end)) for layer in layers],
        "watched": watched.tolist(),
        "consistency": consistency(stacked["gradient"]),
        "gain": gains(stacked, rates, its_own=recorder.kind == "adaptive_gains"),
        "noise": None if noise is None else vars(noise),
    }


def consistency(gradients: np.ndarray) -> np.ndarray:
    """|mean g| / mean |g| of each place over the updates [updates, places]: 1 where the sign always stays, 0 where all
    cancels out, NaN where every gradient is 0. Source: Hinton, lecture 6d."""
    values = gradients.astype(np.float64)
    with np.errstate(all="ignore"):
        found: np.ndarray = np.abs(values.mean(axis=0)) / np.abs(values).mean(axis=0)
    return found


def gains(stacked: dict[str, np.ndarray], rates: np.ndarray, its_own: bool = False) -> np.ndarray:
    """How many times farther each place went than plain gradient descent would have gone: Σ|Δw| / Σ η|g|.

    `its_own`: the optimizer keeps a gain; that one after the last update. NaN where every gradient is 0.
    """
    if its_own:
        own: np.ndarray = stacked["memory.gain"][-1].astype(np.float64)
        return own
    with np.errstate(all="ignore"):
        plain = (rates[:, None] * np.abs(stacked["gradient"].astype(np.float64))).sum(axis=0)
        found: np.ndarray = np.abs(stacked["update"]).sum(axis=0) / plain
    return found


def effective_steps(stacked: dict[str, np.ndarray]) -> np.ndarray:
    """−Δw/g: the learning rate with which plain gradient descent would have made the same step; NaN where g is 0."""
    gradient = stacked["gradient"].astype(np.float64)
    with np.errstate(all="ignore"):
        return np.where(gradient == 0, np.nan, -stacked["update"] / gradient)


def _bands(stacked: dict[str, np.ndarray], inside: np.ndarray) -> dict[str, np.ndarray]:
    chosen = {name: values[:, inside] for name, values in stacked.items()}
    chosen["effective_step"] = effective_steps(chosen)
    return {name: _quantiles(np.abs(values)) for name, values in chosen.items()}


def _quantiles(values: np.ndarray) -> np.ndarray:
    """[updates, 3]; what is not finite is left out, and NaN where nothing is left."""
    found = np.full((len(values), len(QUANTILES)), np.nan)
    finite = np.isfinite(values)
    whole = finite.all(axis=1)
    if whole.any():
        found[whole] = np.quantile(values[whole], QUANTILES, axis=1).T
    for row in np.flatnonzero(~whole & finite.any(axis=1)):
        found[row] = np.quantile(values[row][finite[row]], QUANTILES)
    return found
