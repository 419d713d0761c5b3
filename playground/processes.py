"""Ties the life of a process to the life of its parent, so that nothing is left behind; and lets others go first."""

import contextlib
import ctypes
import os
import signal
from pathlib import Path

PR_SET_PDEATHSIG = 1
NICENESS = 5
"""One third of the time of others, where both want all of it: nice(1) counts 1.25 times less at each step."""
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, signal_number: int = signal.SIGKILL) -> None:
    """Ask the kernel to signal this process when its parent ends. Linux only.

    The signal comes when the *thread* that started this process ends, so start it from the main thread.
    """
    if LIBC.prctl(PR_SET_PDEATHSIG, signal_number) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    # The parent may have ended before the request was made.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal_number)


def give_way() -> None:
    """Let servers and browsers on the same machine go first: a page that waits is felt, an epoch that waits is not.

    Nothing changes while there are processors for everybody.
    """
    os.nice(NICENESS)
    # Where Linux shares time between sessions instead of processes, it asks their niceness.
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICENESS))
