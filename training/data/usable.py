"""Refuses numbers that a network cannot calculate with, before training and in words: never NaN by surprise."""

from collections.abc import Sequence

import numpy as np

from training.problems import Problem, SpecError
from training.spec import Spec

LARGEST = float(np.finfo(np.float32).max)
RAW_LIMIT = 1e150
"""Before normalization: its square still fits into the 64 bits in which means and deviations are computed."""
LONGEST_NAME = 24
"""The sentence must stay short enough to be kept as the reason of a failed run."""


class UnusableData(SpecError):
    """The samples of this spec hold numbers beyond 32-bit floating point."""


def check_inputs(inputs: np.ndarray, names: Sequence[str], spec: Spec, most: float = LARGEST) -> None:
    """Refuse inputs [samples, inputs] beyond `most`; gaps (NaN) do not count."""
    peaks = np.fmax.reduce(np.abs(inputs), axis=0, initial=0.0)
    if (peaks <= most).all():
        return
    worst = int(np.argmax(peaks))
    size = f"{peaks[worst]:.1e}" if peaks[worst] < np.inf else "more than 1e308"
    name = names[worst] if len(names[worst]) <= LONGEST_NAME else f"{names[worst][:LONGEST_NAME]}…"
    reached = f'The input "{name}" reaches {size}; training calculates up to {LARGEST:.1e}.'
    raise UnusableData([Problem(_setting(spec), f"{reached} {_remedy(spec)}")])


def check_targets(targets: np.ndarray) -> None:
    """Refuse targets that are not finite in float32."""
    if not (np.abs(targets) <= LARGEST).all():
        raise UnusableData([Problem("data.dataset", "The numbers to predict do not fit into 32-bit floating point.")])


def _setting(spec: Spec) -> str:
    if spec.data.expansion.name() != "none":
        return "data.expansion.degree"
    return "data.distort.scale" if spec.data.distort.scale != 1 else "data.normalization.kind"


def _remedy(spec: Spec) -> str:
    if spec.data.expansion.name() == "none":
        return "Choose the normalization standardize, or a smaller data.distort.scale."
    return "Lower the degree, choose the normalization standardize, or shrink the columns by data.distort.scale."
