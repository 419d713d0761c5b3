"""A slice of a network's loss: its surface on a plane through the weights, and the path of the optimizer on it.

`python -m training.loss_slice REQUEST.json` trains one network and cuts the surface around its last weights.
"""

from training.loss_slice.request import LossSlice
from training.loss_slice.slicing import Path, loss_slice

__all__ = ["LossSlice", "Path", "loss_slice"]
