"""Typed weights: "weights.LAYER.UNIT.INPUT" and "biases.LAYER.UNIT" name single parameters of one network.

Layers count from 1, the first hidden one, to the output; units and inputs count from 0. A path leads to a place in the
network's parameter row (training/layout.py).
"""

from collections.abc import Sequence
from typing import Any

from training.cost import widths
from training.datasets import Outline
from training.layout import LayerLayout, layout
from training.problems import Problem, SpecError
from training.spec import Spec

LARGEST = 1000.0
"""No trained network needs larger weights, and the figures stay numbers."""
PARTS = {"weights": ("layer", "unit", "input"), "biases": ("layer", "unit")}


def split(changes: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings among changes, and the typed weights."""
    edits = {path: value for path, value in changes.items() if path.split(".")[0] in PARTS}
    return {path: value for path, value in changes.items() if path not in edits}, edits


def layers_of(spec: Spec, outline: Outline) -> tuple[LayerLayout, ...]:
    """The layers of a spec's network, known before anything is trained."""
    return layout(widths(spec, outline), [layer.normalization for layer in spec.network.hidden])


def places(layers: Sequence[LayerLayout], edits: dict[str, Any], runs: int = 1) -> dict[str, int]:
    """Where in the parameter row each typed weight lies. Raises SpecError for paths and values that cannot be."""
    if edits and runs > 1:
        sentence = f"A weight can be typed where one network trains alone; this experiment has {runs} runs."
        raise SpecError([Problem(path, sentence) for path in edits])
    found = {path: _place(layers, path) for path in edits}
    problems = [Problem(path, place) for path, place in found.items() if isinstance(place, str)]
    problems += [Problem(path, NOT_A_WEIGHT) for path, value in edits.items() if not _is_weight(value)]
    if problems:
        raise SpecError(problems)
    return {path: place for path, place in found.items() if isinstance(place, int)}


NOT_A_WEIGHT = f"A weight is a number from {-LARGEST:g} to {LARGEST:g}."


def _is_weight(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) <= LARGEST


def _place(layers: Sequence[LayerLayout], path: str) -> int | str:
    """The place, or a sentence about why there is none."""
    kind, *parts = path.split(".")
    names = PARTS[kind]
    if len(parts) != len(names) or not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in parts):
        example = "weights.1.0.0" if kind == "weights" else "biases.1.0"
        return f'This needs numbers for {", ".join(names)}, as in "{example}".'
    number, *rest = (int(part) for part in parts)
    if not 1 <= number <= len(layers):
        return f"There is no layer {number}: the layers count from 1 to {len(layers)}, the output."
    layer = layers[number - 1]
    for name, index, count in zip(names[1:], rest, (layer.units, layer.fan_in), strict=False):
        if index >= count:
            return f"There is no {name} {index} in layer {number}: they count from 0 to {count - 1}."
    return layer.bias + rest[0] if kind == "biases" else layer.start + rest[0] * layer.fan_in + rest[1]
