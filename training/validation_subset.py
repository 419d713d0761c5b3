"""Which validation samples are evaluated: all of them, or a fixed random subset in which each class keeps its share."""

import numpy as np

from training.spec import Spec
from training.streams import stream


def validation_rows(spec: Spec, targets: np.ndarray, classes: bool) -> np.ndarray | None:
    """The rows of the validation split to evaluate, ascending; None: all of them.

    `targets` are [samples, outputs] as the network is given them. The draw depends on the seed of the data alone, so
    every epoch, and every run on the same data, is measured by the same samples.
    """
    most = spec.validation.max_samples
    if most is None or most >= len(targets):
        return None
    random = stream(spec.data_seed, "validation subset")
    if not classes:
        return np.sort(random.permutation(len(targets))[:most])
    labels = targets.argmax(axis=1) if targets.shape[1] > 1 else (targets[:, 0] > 0.5).astype(int)
    counts = np.bincount(labels)
    chosen = [
        random.permutation(np.flatnonzero(labels == label))[:quota] for label, quota in enumerate(shares(counts, most))
    ]
    return np.sort(np.concatenate(chosen))


def shares(counts: np.ndarray, most: int) -> np.ndarray:
    """How many of each class make up a sample of `most`: proportional, the rest to the largest remainders.

    Of equal remainders the first class wins. Source: Hamilton's method of apportionment.
    """
    exact = counts * most / counts.sum()
    quotas: np.ndarray = np.floor(exact).astype(int)
    first = np.argsort(quotas - exact, kind="stable")[: most - quotas.sum()]
    quotas[first] += 1
    return quotas
