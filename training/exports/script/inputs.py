"""The part of a script between the columns of a data set and the inputs of the network, in the order of the engine."""

import numpy as np

from training.exports.script.script import Script
from training.exports.script.words import help_of
from training.inputs import chosen
from training.tiles import TILES, tiles_of

EXPRESSIONS = {
    "x1": "x1",
    "x2": "x2",
    "x1^2": "x1 * x1",
    "x2^2": "x2 * x2",
    "x1x2": "x1 * x2",
    "sin x1": "np.sin(x1)",
    "sin x2": "np.sin(x2)",
}
"""The tiles as they are written in code."""
DEVIATION = "np.where(np.ptp(known, axis=0) > 0, known.std(axis=0), 1.0)"
NORMALIZED = {
    "none": ("", ""),
    "center": ("known.mean(axis=0)", ""),
    "scale": ("", DEVIATION),
    "standardize": ("known.mean(axis=0)", DEVIATION),
    "minmax": ("known.min(axis=0)", "np.where(np.ptp(known, axis=0) > 0, np.ptp(known, axis=0), 1.0)"),
    "maxabs": ("", "np.where(np.any(known, axis=0), np.abs(known).max(axis=0), 1.0)"),
}
"""What is subtracted from the inputs, and what they are divided by then."""
assert EXPRESSIONS.keys() == {tile.name for tile in TILES}, "A tile is a line in EXPRESSIONS as well."


def add_inputs(script: Script) -> list[str]:
    """The lines that turn `inputs` into what the network sees, where `train` are the rows of training."""
    return [*_distorted(script), *_picked(script), *_expanded(script), *_filled(script), *_normalized(script)]


def _distorted(script: Script) -> list[str]:
    distort = script.plan.spec.data.distort
    if distort.neutral:
        return []
    script.setting("SHIFT", "data.distort.shift", "one for all columns, or one each", "Data")
    script.setting("SCALE", "data.distort.scale", "so that normalization has something to do", "Data")
    return ["inputs = inputs * np.array(SCALE) + np.array(SHIFT)"]


def _picked(script: Script) -> list[str]:
    data, outline = script.plan.spec.data, script.plan.outline
    names = chosen(data, outline)
    if tuple(names) == outline.columns:
        return []
    if set(names) <= set(outline.columns):
        position = {name: number for number, name in enumerate(outline.columns)}
        return [f"inputs = inputs[:, {[position[name] for name in names]}]"]
    assert tiles_of(outline.columns)
    return ["x1, x2 = inputs.T", f"inputs = np.stack([{', '.join(EXPRESSIONS[name] for name in names)}], axis=1)"]


def _expanded(script: Script) -> list[str]:
    expansion = script.plan.spec.data.expansion
    if expansion.name() == "none":
        return []
    script.setting("DEGREE", "data.expansion.degree", group="Data")
    return [f"inputs = {script.borrow(expansion.expand, 'expand', help_of(type(expansion)), degree='DEGREE')}(inputs)"]


def _filled(script: Script) -> list[str]:
    """Gaps get the training mean of their column."""
    table = script.plan.table
    if table is None or not np.isnan(table.samples.inputs).any():
        return []
    return [
        "gaps = np.isnan(inputs)  # filled with the mean of what the training samples know",
        "counts = np.maximum((~gaps[train]).sum(axis=0), 1)",
        "inputs = np.where(gaps, np.nan_to_num(inputs[train]).sum(axis=0) / counts, inputs)",
    ]


def _normalized(script: Script) -> list[str]:
    kind = script.plan.spec.data.normalization.name()
    shift, scale = NORMALIZED[kind]
    lines = [] if kind == "none" else ["known = inputs[train]  # all figures come from the training samples"]
    lines += [f"shift = {shift}"] if shift else []
    lines += [f"scale = {scale}"] if scale else []
    change = "(inputs - shift) / scale" if shift and scale else "inputs - shift" if shift else "inputs / scale"
    return [*lines, f"inputs = {change}"] if lines else []
