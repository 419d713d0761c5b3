"""What the training samples say about the inputs: how gaps were filled, and how numbers were moved and stretched."""

from dataclasses import dataclass

import numpy as np

from training.spec import Spec


@dataclass(frozen=True)
class InputFigures:
    """An input x reaches the network as (x − shift) / scale, and a gap as `fill`; float64, one number for each input.

    What the network says, times `target_scale`, plus `target_shift`, is in the target's own unit.
    """

    fill: np.ndarray
    shift: np.ndarray
    scale: np.ndarray
    target_shift: float = 0.0
    target_scale: float = 1.0


def prepared_figures(spec: Spec) -> InputFigures | None:
    """Those of a spec that names a built-in data set, whose samples are drawn anew."""
    from training.data import prepare  # the samples are drawn: nothing that only describes needs this

    prepared = prepare(spec)
    return InputFigures(prepared.fill, prepared.shift, prepared.scale, prepared.target_shift, prepared.target_scale)
