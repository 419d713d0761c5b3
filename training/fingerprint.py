"""What must be equal for two computations to give identical bits."""

import numpy
import torch

ENGINE = 2
"""Raise this when the engine's arithmetic changes."""


def fingerprint(dtype: torch.dtype = torch.float32, device: str = "cpu") -> str:
    """Engine, builds, device kind, thread count and number format in one line."""
    kind = torch.cuda.get_device_name() if device.startswith("cuda") else torch.backends.cpu.get_cpu_capability()
    number = str(dtype).removeprefix("torch.")
    threads = torch.get_num_threads()
    return (
        f"descent {ENGINE}, torch {torch.__version__}, numpy {numpy.__version__}, {kind}, threads {threads}, {number}"
    )
