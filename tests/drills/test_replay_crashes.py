"""A worker is killed while a branch repeats the epochs of its parent; what comes after is the same, bit for bit."""

import os
import signal

from tests.drills.conftest import DIGITS
from tests.drills.site import Site
from tests.drills.student import Events, Student, figures
from tests.waiting import wait_for


def test_workers_killed_while_a_branch_replays_change_nothing(site: Site, undisturbed: Events) -> None:
    parent = Student(site, DIGITS)
    parent.wait_for_the_end()
    site.forget_checkpoints()  # or it would begin at one of its parent's, near the end of what it repeats
    branch = Student(site, {"epoch": 450, "set": {}}, address=f"experiments/{parent.id}/branch")
    assert branch.status["epoch"] == 450
    reached = []
    for least in (1, 150):
        wait_for(lambda least=least: (branch.status["replayed"] or 0) >= least, f"{least} replayed epochs")
        status = branch.status
        assert status["sentence"].startswith("Replaying to epoch 450: ")
        reached.append(status["replayed"])
        os.kill(site.holder(branch.id), signal.SIGKILL)
    wait_for(lambda: branch.status["replayed"] is None, "the end of the replay")
    assert figures(branch.wait_for_the_end()) == undisturbed
    assert 0 < reached[0] < reached[1] < 450
    print(f"\nkilled at the replayed epochs {reached}")
