"""When a figure counts as better: what early stopping, the threshold and the plateau schedule have in common.

As in Keras' MonitorCallback: the first figure is an improvement whatever it is, even NaN; a later one is when it beats
the best by more than `min_delta`.
"""

import math
from typing import Annotated, Any

from pydantic import Field

Count = Annotated[int, Field(ge=0, le=2**53, strict=True)]


def improves(figure: float, best: float | None, min_delta: float, highest: bool = False) -> bool:
    """Whether `figure` is better than `best` by more than `min_delta`; `highest` says that larger is better."""
    if best is None:
        return True
    return figure - min_delta > best if highest else figure + min_delta < best


def to_json(best: float | None) -> float | str | None:
    """JSON knows no infinity and no NaN: they are written as words."""
    return best if best is None or math.isfinite(best) else str(best)


def from_json(best: Any) -> float | None:
    """What `to_json` wrote down; raises ValueError or TypeError for anything else."""
    return None if best is None else float(best)
