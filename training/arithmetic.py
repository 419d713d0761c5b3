"""How the engine's inner loops ask PyTorch to calculate."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch


@contextmanager
def fast() -> Iterator[None]:
    """Without autograd's bookkeeping, and with numbers below 1e-38 taken for zero.

    Saturated units and fading averages produce such numbers, and processors are many times slower with them. The
    setting belongs to the thread, so it is taken back: outside of the loops Python's own numbers stay exact.
    """
    torch.set_flush_denormal(True)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_flush_denormal(False)


def column(values: Sequence[float], like: torch.Tensor) -> torch.Tensor:
    """One number per run as a column [runs, 1], of the type and on the device of `like`."""
    return torch.tensor(values, dtype=torch.float64).unsqueeze(1).to(like)
