"""Whoever trains is killed, frozen, sent away or doubled."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import psutil

from tests.drills.lesson import Lesson
from tests.drills.patience import until
from tests.drills.site import Site
from tests.running_server import ROOT, clean_environment


def kill_a_training_process(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 1: kill -9 in the middle of a turn."""
    os.kill(site.holder(random.choice(lesson.going())), signal.SIGKILL)


def kill_the_whole_worker(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 2: the parent dies, and its processes with it."""
    _end(site, "worker", signal.SIGKILL)


def freeze_past_the_lease(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 3: SIGSTOP until another one has taken over, then SIGCONT: the late commit must be refused."""
    experiment = random.choice(lesson.going())
    with site.frozen_holder(experiment) as frozen:
        until(lambda: _taken_over(site, lesson, experiment, frozen), "another worker to take over")


def send_the_worker_away(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 4: SIGTERM, as a new version does; it finishes its turn, and the next one goes on."""
    _end(site, "worker", signal.SIGTERM)


def kill_the_reaper(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 15: nobody rings again for work that waits."""
    _end(site, "reaper", signal.SIGKILL)


def kill_the_web_server(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 42: all sockets end at once and come back."""
    seen = [watcher.connected for watcher in lesson.watchers]
    _end(site, "web", signal.SIGKILL)
    until(
        lambda: all(w.connected > before or not w.sockets for w, before in zip(lesson.watchers, seen, strict=True)),
        "sockets to come back",
    )


def run_two_more_reapers(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 14: three of them for a while, one of them frozen now and then."""
    environment = clean_environment(site.home, **site.environment)
    command = [sys.executable, "manage.py", "reaper"]
    more = [subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) for _ in range(2)]
    try:
        with site.frozen(psutil.Process(site.server.pids["reaper"])):
            lesson.wait_until_all_move()
    finally:
        for process in more:
            process.kill()
            process.wait()


def click_wildly(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 20: pause and run from many hands at once; the last word is run."""
    students = [student for student in lesson.students if student.id in lesson.going()]

    def click(number: int) -> None:
        students[number % len(students)].wish(("pause", "run")[number % 3 > 0])

    with ThreadPoolExecutor(10) as hands:
        list(hands.map(click, range(40)))
    for student in students:
        student.wish("run")


def _end(site: Site, part: str, how: signal.Signals) -> None:
    """End a part and wait until the supervisor has started it again."""
    before = site.server.pids[part]
    os.kill(before, how)
    until(lambda: site.server.pids[part] not in (before, None), f"another {part}")


def _taken_over(site: Site, lesson: Lesson, experiment: str, frozen: int) -> bool:
    return experiment not in lesson.going() or site.holders(experiment).get(experiment, frozen) != frozen
