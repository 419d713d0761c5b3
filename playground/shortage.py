"""What a worker does when a device has no memory left or is broken: the run ends in plain words, others go on."""

import gc
import os
import resource
import signal
import traceback
from contextlib import suppress
from pathlib import Path

import torch

from playground.processes import LIBC

PLACES = {"cuda": "GPU", "cpu": "worker"}
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
PART_OF_MEMORY = 0.9


def out_of_memory(error: Exception) -> bool:
    """Whether that is what an error means; on a CPU, PyTorch reports a refused allocation as a plain RuntimeError."""
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or "allocate memory" in str(error)


def out_of_memory_words(device: str) -> str:
    """The sentence for the student."""
    return (
        f"This experiment needs more memory than the {PLACES[device]} has: "
        "smaller layers, smaller batches or fewer runs at once need less."
    )


def give_memory_back(error: Exception) -> None:
    """Drop what an unfinished slice held: even to write down how it ended takes some memory."""
    traceback.clear_frames(error.__traceback__)
    gc.collect()
    with suppress(AttributeError):  # not every C library has it
        LIBC.malloc_trim(0)
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        torch.cuda.empty_cache()


def leave_a_broken_gpu(error: Exception) -> None:
    """End this process after an error of a GPU: its context never heals. Another process takes its place."""
    if isinstance(error, torch.AcceleratorError) and not out_of_memory(error):
        os.kill(os.getpid(), signal.SIGKILL)


def limit_memory() -> None:
    """Let an allocation beyond the machine's memory fail in words, instead of killing some process without any.

    Only for a worker on a processor: CUDA reserves addresses far beyond what it uses.
    """
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # no such file, or "max"
        total = min(total, int(CGROUP_LIMIT.read_text()))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = int(total * PART_OF_MEMORY)
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
