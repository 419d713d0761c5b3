"""The order of things: draw → split → add points by hand → distort → feature tiles → expansion → fill gaps →
normalize → targets → label noise → order.

Every figure used for filling and normalizing comes from the training split alone, so nothing about validation or test
samples leaks into training. Draws of data, split and label noise do not depend on each other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from training.data.added import with_added
from training.data.drawing import drawn
from training.data.features import made_inputs
from training.data.figures import SHOWN, compared
from training.data.gaps import filled
from training.data.label_noise import with_label_noise
from training.data.lookup import Tables, no_tables
from training.data.ordering import by_class
from training.data.targets import encoded, target_units
from training.data.usable import RAW_LIMIT, check_inputs, check_targets
from training.datasets import BY_KIND, Outline
from training.inputs import input_count, input_names
from training.runs import runs_of
from training.spec import Spec
from training.split import sample_count, split_rows
from training.streams import stream

MOST_COLUMNS, MOST_NUMBERS = 2, 500_000
"""Data sets with more columns (signals, images), and more numbers to prepare, take longer than an answer may."""


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
    compared: dict[str, Any]
    """The training inputs in figures, before and after normalization."""
    fill: np.ndarray
    """What stands in the gaps of each input, before normalization."""
    columns: np.ndarray
    """The samples as they were drawn, float64 [samples, columns]."""
    rows: tuple[np.ndarray, ...]
    """Where the samples of each split are among them."""
    target_shift: float = 0.0
    target_scale: float = 1.0
    """What the network says, times the scale, plus the shift, is in the target's own unit."""

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """The three splits in their order."""
        return self.train, self.validation, self.test


def prepare(spec: Spec, tables: Tables = no_tables) -> Prepared:
    """The samples of a spec. Same spec and seed, same bits. Raises UnusableData where float32 cannot hold them."""
    seed = spec.data_seed
    outline, samples = drawn(spec, tables, seed)
    samples, rows = with_added(samples, split_rows(spec, outline, seed), spec.data.added)
    train, names = rows[0], input_names(spec.data, outline)
    inputs = made_inputs(samples.inputs, spec.data, outline)
    check_inputs(inputs, names, spec, RAW_LIMIT)
    inputs, fill = filled(inputs, train)
    before = inputs[train, :SHOWN]
    shift, scale = spec.data.normalization.figures(inputs[train])
    with np.errstate(over="ignore"):
        inputs -= shift
        inputs /= scale
    check_inputs(inputs, names, spec)
    targets = encoded(samples.targets, train, spec, outline)
    check_targets(targets)
    parts = [Part(inputs[each], targets[each]) for each in rows]
    figures = compared(names, before, parts[0].inputs)
    spoiled, order = _spoiled(parts[0], spec, outline, seed)
    in_order = (train[order], *rows[1:])
    units = target_units(samples.targets, train, outline)
    return Prepared(spoiled, parts[1], parts[2], shift, scale, figures, fill, samples.inputs, in_order, *units)


def _spoiled(train: Part, spec: Spec, outline: Outline, seed: int) -> tuple[Part, np.ndarray]:
    """The training samples with wrong labels and in a bad order, where the spec asks for them; and that order."""
    order = np.arange(len(train))
    data, classes = spec.data, len(outline.classes)
    if data.label_noise > 0:
        # Points added by hand stay as they were put, and so do the wrong answers when one more is added.
        drawn_targets, put = np.split(train.targets, [len(train) - len(data.added)])
        noisy = with_label_noise(drawn_targets, data.label_noise, classes, stream(seed, "label noise"))
        train = Part(train.inputs, np.concatenate([noisy, put]))
    if data.order == "by class":
        order = by_class(train.targets, classes > 0)
        train = Part(train.inputs[order], train.targets[order])
    return train, order


def foresee(spec: Spec) -> None:
    """Raise UnusableData already when a spec is handed in, for runs whose samples are drawn in a moment."""
    different = {repr(run.spec.data): run.spec for run in runs_of(spec)} if spec.vary else {"": spec}
    for one in different.values():
        if _may_overflow(one) and _is_drawn_quickly(one):
            prepare(one)


def _may_overflow(spec: Spec) -> bool:
    """What no expansion and no distortion has touched fits as it comes."""
    return spec.data.expansion.name() != "none" or not spec.data.distort.neutral


def _is_drawn_quickly(spec: Spec) -> bool:
    dataset = BY_KIND.get(spec.data.dataset)
    if dataset is None or not dataset.generated:
        return False
    outline = dataset.outline(spec.data)
    numbers = sample_count(spec, outline) * input_count(spec.data, outline)
    return len(outline.columns) <= MOST_COLUMNS and numbers <= MOST_NUMBERS
