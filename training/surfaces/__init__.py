"""Error surfaces: functions of one or a few weights, on which the optimizers that train networks can be watched.

To add a surface, write its class in `kinds.py` and name it in SURFACES.
"""

from training.surfaces.kinds import SURFACES, Surface
from training.surfaces.request import Request

__all__ = ["SURFACES", "Request", "Surface"]
