"""Points that somebody put among the training samples by hand."""

from collections.abc import Sequence

import numpy as np

from training.datasets import Samples


def with_added(
    samples: Samples, rows: Sequence[np.ndarray], added: Sequence[Sequence[float]]
) -> tuple[Samples, list[np.ndarray]]:
    """The samples with the added points behind them, and the rows of the splits with those among the training rows.

    A point is its columns and then its target. What is drawn and how it is split does not change.
    """
    if not added:
        return samples, list(rows)
    points = np.array(added, dtype=np.float64)
    numbers = np.arange(len(samples.targets), len(samples.targets) + len(points))
    grown = Samples(
        np.concatenate([samples.inputs, points[:, :-1]]),
        np.concatenate([samples.targets, points[:, -1].astype(samples.targets.dtype)]),
    )
    return grown, [np.concatenate([rows[0], numbers]), *rows[1:]]
