"""Which GPUs this machine has, found without loading CUDA: a process that did could not be forked any more."""

import os
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path

VISIBLE = "CUDA_VISIBLE_DEVICES"
CPU_FACTS = Path("/proc/cpuinfo")


@cache
def visible_gpus() -> tuple[str, ...]:
    """Their numbers or names, as CUDA takes them; none where PyTorch was built for processors alone."""
    if version("torch").endswith("+cpu"):
        return ()
    chosen = os.environ.get(VISIBLE)
    if chosen is not None:
        names = [name.strip() for name in chosen.split(",")]
        return tuple(name for name in names if name and name != "-1")
    try:
        listed = subprocess.run(["nvidia-smi", "--list-gpus"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(str(number) for number in range(sum(line.startswith("GPU ") for line in listed.stdout.splitlines())))


def take_gpu(index: int) -> None:
    """Show this process one GPU alone; call before anything touches CUDA."""
    gpus = visible_gpus()
    if gpus:
        os.environ[VISIBLE] = gpus[index % len(gpus)]


def processor_name() -> str:
    """What the processor is called by who made it, if it tells."""
    try:
        lines = CPU_FACTS.read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")[:120]


def hardware_name(device: str) -> str:
    """What a device is called by who made it."""
    if device != "cuda":
        return processor_name()
    import torch  # heavy, and this asks CUDA: only processes that train on a GPU do

    return str(torch.cuda.get_device_name())[:120]
