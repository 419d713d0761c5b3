"""Error surfaces: functions of one or a few weights, on which the optimizers that train networks can be watched.

To add a surface, write its class and name it in `kinds.py`.
"""

from training.surfaces.kinds import SURFACES
from training.surfaces.request import Request
from training.surfaces.shape import Shape, shape, stability_limit
from training.surfaces.surface import Surface

__all__ = ["SURFACES", "Request", "Shape", "Surface", "shape", "stability_limit"]
