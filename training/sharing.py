"""Arrays that all runs of a population have in common are kept once, however many runs there are."""

from collections.abc import Callable, Sequence

import numpy as np
import torch


def stacked(arrays: Sequence[np.ndarray], tensor: Callable[[np.ndarray], torch.Tensor]) -> torch.Tensor:
    """The runs' arrays as one tensor [runs, …]; where all are one and the same, every run looks at that one."""
    if all(array is arrays[0] for array in arrays):
        return repeated(tensor(arrays[0]), len(arrays))
    return torch.stack([tensor(array) for array in arrays])


def repeated(one: torch.Tensor, runs: int) -> torch.Tensor:
    """What one run has, for all of them."""
    return one.unsqueeze(0).expand(runs, *one.shape)


def mapped(function: Callable[[torch.Tensor], torch.Tensor], values: torch.Tensor) -> torch.Tensor:
    """What the function makes of every run's values, once for all where they are shared."""
    return repeated(function(values[:1])[0], len(values)) if shared(values) else function(values)


def shared(values: torch.Tensor) -> bool:
    """Whether all runs look at the same numbers."""
    return len(values) == 1 or values.stride(0) == 0


def kept(values: torch.Tensor, rows: Sequence[int]) -> torch.Tensor:
    """The values of these runs; what was shared stays so."""
    if rows and shared(values):
        return repeated(values[0], len(rows))
    return values[torch.tensor(rows, dtype=torch.long, device=values.device)]
