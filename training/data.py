"""From a spec to the arrays that are trained on: draw, split, fill gaps, normalize, encode the targets.

Every figure used for filling and normalizing comes from the training split alone, so nothing about validation or test
samples leaks into training.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from training.datasets import BY_KIND, Outline, Samples
from training.datasets.drawing import draw
from training.spec import Outlines, Spec
from training.split import sample_count, split_rows
from training.streams import stream
from training.tables import Table

Tables = Callable[[str], Table | None]
"""Finds a student's own table by its name."""


def no_tables(name: str) -> Table | None:
    """Knows no tables."""
    return None


def outlines(tables: Tables) -> Outlines:
    """What a spec must know of those tables."""

    def find(name: str) -> Outline | None:
        table = tables(name)
        return table.outline if table else None

    return find


class MissingData(LookupError):
    """The spec names a table that cannot be found."""


@dataclass(frozen=True)
class Part:
    """One split: inputs float64 [samples, inputs], targets float64 [samples, outputs]."""

    inputs: np.ndarray
    targets: np.ndarray

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True)
class Prepared:
    """The three splits, ready for the network, and the figures that normalized them."""

    train: Part
    validation: Part
    test: Part
    shift: np.ndarray
    scale: np.ndarray


def prepare(spec: Spec, tables: Tables = no_tables) -> Prepared:
    """The samples of a spec. Same spec and seed, same bits; the draws of data and split do not depend on each other."""
    outline, samples = _draw(spec, tables)
    inputs = samples.inputs
    if spec.data.features is not None:
        inputs = inputs[:, [outline.columns.index(name) for name in spec.data.features]]
    chosen = split_rows(spec, outline, spec.seed)
    inputs, shift, scale = _normalize(inputs, chosen[0], spec)
    targets = _targets(samples.targets, chosen[0], spec, outline)
    parts = [Part(inputs[rows], targets[rows]) for rows in chosen]
    return Prepared(parts[0], parts[1], parts[2], shift, scale)


def _draw(spec: Spec, tables: Tables) -> tuple[Outline, Samples]:
    name = spec.data.dataset
    if name not in BY_KIND:
        table = tables(name)
        if table is None:
            raise MissingData(f'The data set "{name}" does not exist here.')
        chosen = table.samples.choose(spec.data.samples or table.outline.samples, stream(spec.seed, "data"))
        return table.outline, chosen
    outline = BY_KIND[name].outline(spec.data)
    return outline, draw(BY_KIND[name], spec.data, sample_count(spec, outline), spec.seed)


def _normalize(inputs: np.ndarray, train: np.ndarray, spec: Spec) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x ← (x − μ) / σ with training figures; missing values become μ; σ = 0 counts as 1 (a constant column)."""
    known = np.where(np.isnan(inputs[train]), 0.0, 1.0)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.nan_to_num(inputs[train]).sum(axis=0) / count
    filled = np.where(np.isnan(inputs), mean, inputs)
    deviation = np.sqrt(np.square(filled[train] - mean).mean(axis=0))
    normalization = spec.data.normalization
    shift = mean if normalization.shift else np.zeros_like(mean)
    scale = np.where(deviation > 0, deviation, 1.0) if normalization.scale else np.ones_like(mean)
    return (filled - shift) / scale, shift, scale


def _targets(targets: np.ndarray, train: np.ndarray, spec: Spec, outline: Outline) -> np.ndarray:
    """One-hot rows for classes, one 0/1 column for a single output, standardized numbers where the data set says so."""
    if outline.task == "classification":
        outputs = spec.loss.outputs(len(outline.classes))
        if outputs == 1:
            return targets[:, None].astype(np.float64)
        one_hot: np.ndarray = np.eye(outputs)[targets]
        return one_hot
    numbers = targets[:, None].astype(np.float64)
    if not outline.standardize_target:
        return numbers
    deviation = float(numbers[train].std())
    standardized: np.ndarray = (numbers - numbers[train].mean()) / (deviation or 1.0)
    return standardized
