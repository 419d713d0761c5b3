"""The engine: a spec goes in, events come out. PyTorch inside; no Django, no Celery."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from training.spec import Spec

if TYPE_CHECKING:
    from training.experiment import train

__all__ = ["Spec", "train"]

# Or a product's last bits would depend on where in memory its arrays lie, and so on how many runs train side by side
# (docs/decisions/0007-several-runs.md). Intel's library reads this at its first product; others do not know it.
os.environ.setdefault("MKL_CBWR", "AVX2,STRICT")


def __getattr__(name: str) -> Callable[..., Any]:
    """Load the engine on first use: importing it costs seconds and about 190 MB of PyTorch."""
    if name == "train":
        from training.experiment import train

        return train
    raise AttributeError(f"module 'training' has no attribute {name!r}")
