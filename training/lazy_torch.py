"""PyTorch, imported at its first use.

The web process reads every component's fields and help but computes nothing. Importing PyTorch there would cost
seconds and about 190 MB, so modules that both describe and compute take `torch` from here.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch as torch
else:

    class _LazyTorch(ModuleType):
        """Looks each name up once; later uses are ordinary attribute look-ups."""

        def __getattr__(self, name: str) -> Any:
            value = getattr(import_module("torch"), name)
            setattr(self, name, value)
            return value

    torch = _LazyTorch("torch")
