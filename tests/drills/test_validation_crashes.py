"""Validation in a process of its own, with real processes: whoever is killed, it ends as validation in line."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

import psutil
import pytest

from tests.drills.conftest import DIGITS
from tests.drills.site import Site
from tests.drills.student import Events, Student, figures
from tests.running_server import ROOT
from tests.waiting import wait_for
from training.events import ValidationFigures

EARLY: dict[str, Any] = {**DIGITS, "stopping": {"epochs": 500, "early": {"patience": 150}}}
SEPARATE: dict[str, Any] = {**EARLY, "validation": {"separate_worker": True}}


@pytest.fixture(scope="module")
def inline() -> Events:
    """What `python -m training` says, which evaluates in line whatever the switch says."""
    done = subprocess.run(
        [sys.executable, "-m", "training", "-"], cwd=ROOT, input=json.dumps(SEPARATE).encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return figures([json.loads(line) for line in done.stdout.splitlines()])


def validator(site: Site) -> int:
    """The process that validates: the only child of the part of that name."""
    part = psutil.Process(site.server.pids["validation"])
    wait_for(lambda: bool(part.children()), "the process that validates")
    return int(part.children()[0].pid)


def must_equal(events: Events, inline: Events) -> None:
    """The same end, the same figures in the same epochs, each told once."""
    late = {event["epoch"]: event for event in events if event["type"] == "validation_ended"}
    assert len(late) == sum(event["type"] == "validation_ended" for event in events)
    told = figures(events)
    assert told[-1] == inline[-1]
    names = list(ValidationFigures.model_fields)
    epochs = [event for event in told if event["type"] == "epoch_ended"]
    expected = [event for event in inline if event["type"] == "epoch_ended"]
    for one, other in zip(epochs, expected, strict=False):
        assert {**one, **{name: late[one["epoch"]][name] for name in names}} == other
    assert len(epochs) >= len(expected) == inline[-1]["epochs"]


def test_another_process_validates_and_nothing_else_changes(site: Site, inline: Events) -> None:
    wait_for(lambda: site.server.log().count("celery@") >= 1, "the workers")
    student = Student(site, SEPARATE)
    student.wait_for_epoch(20)
    trains = site.holder(student.id)
    events = student.wait_for_the_end()
    must_equal(events, inline)
    assert inline[-1]["reason"] == "stopped early"
    workers = {int(event["worker"].rpartition(":")[2]) for event in events if event["type"] == "validation_ended"}
    assert workers == {validator(site)}
    assert trains not in workers
    run = student.read()["runs"][0]
    assert (run["epoch"], run["best_epoch"]) == (inline[-1]["epochs"], inline[-1]["best_epoch"])
    assert run["last"]["validation_loss"] == inline[-1]["last"]["validation_loss"]


def test_killed_validators_and_trainers_lose_and_double_nothing(site: Site, inline: Events) -> None:
    student = Student(site, SEPARATE)
    for epoch in (30, 120):
        student.wait_for_epoch(epoch)
        os.kill(validator(site), signal.SIGKILL)
        os.kill(site.holder(student.id), signal.SIGKILL)
        student.must_be_in_the_middle()
    must_equal(student.wait_for_the_end(90), inline)


def test_a_frozen_validator_is_replaced_by_nobody_and_told_of_in_words(site: Site, inline: Events) -> None:
    student = Student(site, SEPARATE)
    student.wait_for_epoch(20)
    with site.frozen(psutil.Process(validator(site))):
        wait_for(lambda: student.status["held_up"] and student.status["validators"] == 0, "the page to tell", 40)
        assert student.status["sentence"].startswith("No validation worker is running.")
    must_equal(student.wait_for_the_end(), inline)


def test_without_redis_both_find_their_work(site: Site, inline: Events) -> None:
    student = Student(site, SEPARATE)
    student.wait_for_epoch(20)
    site.kill_redis()
    try:
        student.must_be_in_the_middle()
        must_equal(student.wait_for_the_end(120), inline)
    finally:
        site.start_redis()
