"""How many samples an experiment uses, and how many of them each split holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.datasets import Outline

if TYPE_CHECKING:
    from training.spec import Spec


def sample_count(spec: Spec, outline: Outline) -> int:
    """How many samples the experiment uses."""
    return spec.data.samples or outline.samples


def split_sizes(spec: Spec, outline: Outline) -> tuple[int, int, int]:
    """Samples for training, validation and test; the rounding goes to training."""
    samples = sample_count(spec, outline)
    validation = round(samples * spec.data.split.validation)
    test = round(samples * spec.data.split.test)
    return samples - validation - test, validation, test
