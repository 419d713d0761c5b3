"""A network that loses, doubles and swaps what a socket brings: the page shows every epoch once, in order."""

from collections.abc import Callable
from itertools import chain, cycle

import pytest

from tests.browser.student import Student
from tests.drills.proxy import mangling
from tests.running_server import RunningServer
from tests.waiting import wait_for

Seat = Callable[..., Student]
EPOCHS = 300
FATES = ("lost", "doubled", "swapped", "passed")
"""One after the other, so that the first few frames suffer all of them."""


@pytest.mark.timeout(600)
def test_lost_doubled_and_swapped_frames_leave_no_gap_in_the_chart(seat: Seat, server: RunningServer) -> None:
    fates = chain(FATES, ["cut"], cycle(FATES))
    with mangling(server.url, fates) as (address, mangler):
        student = seat()
        student.url = address
        student.visit()
        student.type("stopping.epochs", str(EPOCHS))
        student.press("train")
        student.sees("Training|Finished", 60)
        made = student.link().replace("/e/", "experiments/")
        # How long training takes is the machine's affair. After it, heartbeats bring a frame every 10 seconds.
        wait_for(lambda: student.answer(made)["status"]["state"] == "finished", "the end of the training", 300, 0.5)
        wait_for(lambda: min(mangler.done.values()) > 0, "frames for everything that can happen to one", 120)
        student.sees(f"Finished: {EPOCHS} of {EPOCHS}", 60)
        student.waits_for_curve(EPOCHS + 1)
        assert student.curve()[0] == list(range(EPOCHS + 1))
        student.context.close()
