"""Drills between server and browsers: frames that get lost, sockets that are blocked, clients that are no browsers."""

import os
import signal
import threading
from pathlib import Path
from random import Random

import psutil

from tests.drills.drill import Report, on_sqlite
from tests.drills.hard_clients import Crowd, RawSocket
from tests.drills.lesson import SPECS, Lesson
from tests.drills.patience import until
from tests.drills.proxy import drawn, mangling
from tests.drills.site import Site
from tests.drills.student import Student

CROWD = 300
MOST_GROWTH = 200_000_000
"""Bytes by which the web server may grow for clients that never read."""


def mangle_frames(home: Path, seed: str, rounds: int) -> Report:
    """Rows 41 and 47: frames are lost, doubled, swapped, lines are cut; who watches has every event once, in order."""
    report, random = Report("frames", seed), Random(f"frames {seed}")
    with on_sqlite(home) as site, mangling(site.url, drawn(random)) as (address, mangler):
        for _ in range(rounds):
            lesson = Lesson(site, random.sample(sorted(SPECS), 3), address)
            report.add(lesson, [lesson.wait_for_the_end()])
        report.faults = mangler.done
    return report


def block_sockets(home: Path, seed: str, rounds: int) -> Report:
    """Row 54: a network without websockets; polling brings the same letters."""
    report, random = Report("polling", seed), Random(f"polling {seed}")
    with on_sqlite(home) as site:
        for _ in range(rounds):
            lesson = Lesson(site, random.sample(sorted(SPECS), 3), sockets=False)
            report.add(lesson, [lesson.wait_for_the_end()])
    return report


def be_hard_clients(home: Path, seed: str, rounds: int) -> Report:
    """Rows 42, 43, 50, 51 and 52: 300 who watch, a killed web server, and clients that do not read, answer or stop."""
    report, random = Report("clients", seed), Random(f"clients {seed}")
    with on_sqlite(home) as site:
        for _ in range(rounds):
            watched = Student(site, {**SPECS["race"], "stopping": {"epochs": 10_000}})
            watched.wait_for_epoch(300, 120)
            _unanswered(site, watched, report)
            crowd = Crowd(site, watched.id, CROWD)
            try:
                until(lambda crowd=crowd: all(crowd.live), f"{CROWD} sockets")
                lesson = Lesson.drawn(site, random, 3)
                os.kill(site.server.pids["web"], signal.SIGKILL)
                until(lambda crowd=crowd: not any(crowd.live), "all sockets to end")
                back = until(lambda crowd=crowd: all(crowd.live), f"{CROWD} sockets to come back")
                lesson.wait_for_the_end()
                watched.wish("stop")  # on a quick machine it has come to its end
                last = watched.wait_for_the_end(120)[-1]["seq"]
                until(lambda crowd=crowd, last=last: min(crowd.last) == last, "all of the crowd to have all events")
            finally:
                crowd.leave()
            report.add(lesson, [back])
            report.figures[f"seconds_until_{CROWD}_are_back"] = round(back, 2)
    return report


def _unanswered(site: Site, watched: Student, report: Report) -> None:
    """Twenty who ask for everything again and again without reading, five who answer no ping, five who flood."""
    web = psutil.Process(site.server.pids["web"])
    before = web.memory_info().rss
    slow = [RawSocket(site, watched.id, reads=False) for _ in range(20)]
    deaf = [RawSocket(site, watched.id) for _ in range(5)]
    flood = [RawSocket(site, watched.id) for _ in range(5)]
    threads = [threading.Thread(target=each.ask_for_all_again, args=(50,)) for each in slow]
    threads += [threading.Thread(target=each.ask_for_all_again, args=(2000,)) for each in flood]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    report.figures["answer_seconds_beside_them"] = round(Student(site, {"stopping": {"epochs": 1}}).seconds, 3)
    grown = web.memory_info().rss - before
    report.figures["memory_for_them_mb"] = grown // 1_000_000
    if grown > MOST_GROWTH:
        report.found.wrong.append(f"the web server grew by {grown // 1_000_000} MB for clients that do not read")
    ends = [each.closed_within(120) for each in (*deaf, *slow)]
    if None in ends:
        report.found.wrong.append(f"{ends.count(None)} sockets were never closed")
    report.figures["deaf_closed_after_seconds"] = round(max(end or 0.0 for end in ends[:5]), 1)
    for each in (*slow, *deaf, *flood):
        each.close()
