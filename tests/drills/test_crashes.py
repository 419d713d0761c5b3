"""Workers are killed, frozen and restarted in the middle of a training; the result is the same, bit for bit."""

import os
import signal
import time

import psutil

from tests.drills.conftest import DIGITS, undisturbed_training
from tests.drills.site import Site
from tests.drills.student import Events, Student, figures
from tests.waiting import wait_for


def test_killed_worker_processes_cost_seconds_and_nothing_else(site: Site, undisturbed: Events) -> None:
    student = Student(site, DIGITS)
    recoveries = []
    for epoch in (50, 250):
        student.wait_for_epoch(epoch)
        os.kill(site.holder(student.id), signal.SIGKILL)
        reached = student.must_be_in_the_middle()
        recoveries.append(student.wait_for_epoch(reached + 30))
    assert figures(student.wait_for_the_end()) == undisturbed
    print(f"\nwent on {', '.join(f'{seconds:.1f}' for seconds in recoveries)} s after kill -9 of a worker process")
    assert max(recoveries) < 12


def test_a_worker_killed_in_the_middle_of_an_ensemble_changes_nothing(site: Site) -> None:
    spec = {**DIGITS, "ensemble": {"members": 5}, "stopping": {"epochs": 200}}
    expected = undisturbed_training(spec)
    student = Student(site, spec)
    for epoch in (30, 90):
        student.wait_for_epoch(epoch)
        os.kill(site.holder(student.id), signal.SIGKILL)
        reached = student.must_be_in_the_middle()
        student.wait_for_epoch(reached + 10)
    found = figures(student.wait_for_the_end())
    assert found == expected
    assert [event["run"] for event in found if event["type"] == "run_finished"] == [1, 2, 3, 4, 5]
    assert found[-1]["type"] == "ensemble_evaluated"


def test_the_whole_worker_killed_is_started_again_and_goes_on(site: Site, undisturbed: Events) -> None:
    student = Student(site, DIGITS)
    student.wait_for_epoch(100)
    before = site.server.pids["worker"]
    os.kill(before, signal.SIGKILL)
    reached = student.must_be_in_the_middle()
    recovery = student.wait_for_epoch(reached + 30)
    assert site.server.pids["worker"] != before
    assert figures(student.wait_for_the_end()) == undisturbed
    print(f"\nwent on {recovery:.1f} s after kill -9 of the whole worker")
    assert recovery < 20


def test_a_worker_that_wakes_after_its_lease_cannot_commit(site: Site, undisturbed: Events) -> None:
    student = Student(site, DIGITS)
    student.wait_for_epoch(50)
    with site.frozen_holder(student.id) as frozen:
        reached = student.must_be_in_the_middle()
        recovery = student.wait_for_epoch(reached + 30)
        assert site.holder(student.id) != frozen
        refused = site.server.log().count("was taken over by another worker")
    # Whoever stands still for very long is ended by its supervisor.
    words = "was taken over by another worker"
    wait_for(lambda: site.server.log().count(words) > refused or not psutil.pid_exists(frozen), "the late commit")
    assert figures(student.wait_for_the_end()) == undisturbed
    print(f"\nanother worker went on {recovery:.1f} s after SIGSTOP; the late commit was refused")
    assert recovery < 12


def test_everything_stopped_and_started_again_goes_on(site: Site, undisturbed: Events) -> None:
    student = Student(site, DIGITS)
    student.wait_for_epoch(100)
    reached = student.must_be_in_the_middle()
    began = time.monotonic()
    site.restart()
    up = time.monotonic() - began
    student.wait_for_epoch(reached + 30)
    going = time.monotonic() - began
    assert figures(student.wait_for_the_end()) == undisturbed
    print(f"\nstopped and up again in {up:.1f} s, training after {going:.1f} s")
    assert going - up < 7
