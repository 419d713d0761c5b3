"""Draws the samples of a data set; those that take long to make are kept, because every turn of a worker asks again."""

from collections import OrderedDict

from training.datasets.dataset import Dataset, Samples
from training.datasets.settings import DataSettings
from training.streams import stream

KEPT_BYTES = 160 * 2**20
_kept: OrderedDict[tuple[object, ...], Samples] = OrderedDict()
"""The newest samples of this process, those not asked for longest first."""


def draw(dataset: type[Dataset], data: DataSettings, samples: int, seed: int) -> Samples:
    """The samples of a seed; what is kept is the same bits as what is made anew, and cannot be written to."""
    if not dataset.kept:
        return dataset.draw(samples, data, stream(seed, "data"))
    key = (dataset, samples, seed, *(getattr(data, name) for name in dataset.settings))
    if key not in _kept:
        _keep(key, dataset.draw(samples, data, stream(seed, "data")))
    _kept.move_to_end(key)
    return _kept[key]


def _keep(key: tuple[object, ...], drawn: Samples) -> None:
    drawn.inputs.flags.writeable = drawn.targets.flags.writeable = False
    _kept[key] = drawn
    while len(_kept) > 1 and sum(each.inputs.nbytes for each in _kept.values()) > KEPT_BYTES:
        _kept.popitem(last=False)
