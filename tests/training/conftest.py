"""What the engine's tests share: one PyTorch thread, and specs small enough to train in milliseconds."""

import pytest
import torch


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """The bits of a result depend on the number of threads, and small tensors gain nothing from a second one."""
    torch.set_num_threads(1)
