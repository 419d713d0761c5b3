"""How many samples an experiment uses, and how many of them each split holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.datasets import Outline
from training.streams import stream

if TYPE_CHECKING:
    from training.spec import Spec


def sample_count(spec: Spec, outline: Outline) -> int:
    """How many samples the experiment asks for; a data set may bring more for validation and test."""
    return spec.data.samples or outline.samples


def split_sizes(spec: Spec, outline: Outline) -> tuple[int, int, int]:
    """Samples for training, validation and test; points added by hand are all trained on."""
    train, validation, test = drawn_sizes(spec, outline)
    return train + len(spec.data.added), validation, test


def drawn_sizes(spec: Spec, outline: Outline) -> tuple[int, int, int]:
    """The same of the samples that are drawn; the rounding goes to training.

    Where the data set brings its own validation and test, a share of 0 leaves them out, and other shares mean nothing.
    """
    samples, split = sample_count(spec, outline), spec.data.split
    if outline.evaluation is not None:
        own_validation, own_test = outline.evaluation
        return samples, own_validation if split.validation else 0, own_test if split.test else 0
    validation = round(samples * split.validation)
    test = round(samples * split.test)
    return samples - validation - test, validation, test


def split_rows(spec: Spec, outline: Outline, seed: int) -> list[np.ndarray]:
    """The numbers of the drawn rows for training, validation and test: by the seed, or as the data set brings them."""
    sizes = drawn_sizes(spec, outline)
    if outline.evaluation is None:
        order = stream(seed, "split").permutation(sum(sizes))
        return np.split(order, [sizes[0], sizes[0] + sizes[1]])
    starts = (0, sizes[0], sizes[0] + outline.evaluation[0])
    return [np.arange(start, start + size) for start, size in zip(starts, sizes, strict=True)]
