"""Ends this process if the computation of a slice never comes back.

The alarm is the kernel's: it rings in native code as well, where a thread of ours might never get its turn. The process
that dies is replaced at once, its population is claimed again when the lease is over, and three claims without a commit
end it as failed. Without the alarm, one run that hangs would take every worker for good.
"""

import signal

from playground.queue import Claim

GRACE = 30.0
"""Seconds beyond the lease: on a busy machine a commit may have to wait for others."""


class Alarm:
    """Silent until `arm`: whatever imports this module must not die of it."""

    def __init__(self) -> None:
        self.armed = False

    def arm(self) -> None:
        """From now on it rings; call it in the main thread of a process that may be killed."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        self.armed = True

    def expect_news(self, claim: Claim) -> None:
        """There has to be a commit or a release before the lease is over, or soon afterwards."""
        self._ring_in(claim.lease.total_seconds() * 2**claim.population.attempts + GRACE)

    def stop(self) -> None:
        """The turn is over."""
        self._ring_in(0)

    def _ring_in(self, seconds: float) -> None:
        if self.armed:
            signal.setitimer(signal.ITIMER_REAL, seconds)


alarm = Alarm()
