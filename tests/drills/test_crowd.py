"""A whole class starts at once: everyone sees the first epoch soon, and nobody waits for a neighbour's hundred runs."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.drills.conftest import DIGITS
from tests.drills.site import Site
from tests.drills.student import Student
from tests.waiting import wait_for

LONG = {**DIGITS, "stopping": {"epochs": 2000}}
ROUNDS = 6
"""Seconds in which everyone has had several turns."""


def first_epochs(students: list[Student], seconds: float = 20) -> list[float]:
    """Seconds from each one's click to the first epoch in the book, by asking round and round."""
    waiting, took = list(students), []

    def ask() -> bool:
        for student in list(waiting):
            if student.epoch >= 1:
                took.append(time.monotonic() - student.began)
                waiting.remove(student)
        return not waiting

    wait_for(ask, "first epochs", seconds)
    return sorted(took)


def stop(students: list[Student]) -> None:
    """Leave the cores to the tests that come after."""
    for student in students:
        student.ask(f"experiments/{student.id}/control", {"desired": "stop"})


def test_twenty_at_once_start_within_seconds_and_move_side_by_side(site: Site) -> None:
    with ThreadPoolExecutor(20) as pool:
        began = time.monotonic()
        students = list(pool.map(lambda number: Student(site, {**LONG, "seed": number}), range(20)))
        clicked = time.monotonic() - began
    took = first_epochs(students)
    before, turns_before = [student.epoch for student in students], site.turns()
    time.sleep(ROUNDS)
    turns_after = site.turns()
    progress = [student.epoch - epoch for student, epoch in zip(students, before, strict=True)]
    turns = sorted(turns_after[student.id] - turns_before[student.id] for student in students)
    stop(students)
    print(
        f"\n20 clicks in {clicked:.2f} s; first epochs after {took[0]:.2f} to {took[-1]:.2f} s; "
        f"in {ROUNDS} s {turns[0]} to {turns[-1]} turns and {min(progress)} to {max(progress)} epochs each"
    )
    assert clicked < 1.5
    assert took[-1] < 3
    assert min(progress) > 0
    assert turns[-1] - turns[0] <= 2  # epochs differ more: other programs on this machine make some turns poor


def test_a_hundred_experiments_of_one_student_do_not_hold_up_the_others(site: Site) -> None:
    hog = Student(site, LONG)
    with ThreadPoolExecutor(4) as pool:
        more = list(pool.map(lambda number: Student(site, {**LONG, "seed": number}, hog.token), range(99)))
    others = [Student(site, {**LONG, "seed": number}) for number in range(5)]
    took = first_epochs(others)
    before = [student.epoch for student in others]
    time.sleep(2)
    progress = [student.epoch - epoch for student, epoch in zip(others, before, strict=True)]
    stop([hog, *more, *others])
    print(f"\nbeside 100 runs of one student: first epochs after {took[0]:.2f} to {took[-1]:.2f} s, then {progress}")
    assert took[-1] < 3
    assert min(progress) > 0
