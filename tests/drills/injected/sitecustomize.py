"""Faults inside the processes of a running site. Python reads this file by itself where its folder is on PYTHONPATH.

The product knows nothing of it: modules are changed right after they were imported. What happens, the environment says:
DRILL_CLOCKS  seconds by which the clocks of processes go wrong, {"celery": 90, "uvicorn": -86400}
DRILL_POISON  experiments whose title begins with "dies", "hangs" or "leaks" do so in their third epoch
DRILL_STEPS   a folder: a worker dies once at each statement of a commit, and once right behind it
"""

import ctypes
import json
import os
import signal
import sys
import time
from importlib.abc import MetaPathFinder
from importlib.util import find_spec

LEAK = 1_000_000
leaked = []


def shift_clocks(seconds):
    """Workers go wrong to both sides: those with an odd number are late."""
    true_time = time.time

    def wrong_by():
        return seconds if "celery" not in sys.orig_argv or os.getpid() % 2 else -seconds

    time.time = lambda: true_time() + wrong_by()

    def change(timezone):
        from datetime import timedelta

        true_now = timezone.now
        timezone.now = lambda: true_now() + timedelta(seconds=wrong_by())

    return {"django.utils.timezone": change}


def poison():
    def change(engine):
        advance = engine.advance

        def poisoned(population):
            title = population.runs[0].spec.title if population.runs else ""
            if title and population.runs[0].epoch >= 3:
                suffer(title)
            return advance(population)

        engine.advance = poisoned

    return {"training.engine": change}


def suffer(title):
    if title.startswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    if title.startswith("hangs"):
        # In native code that never lets another thread of the process go on.
        ctypes.PyDLL(None).sleep(100_000)
    if title.startswith("leaks"):
        leaked.append(b"x" * LEAK)


def die_at_each_step(folder):
    def change(queue):
        commit = queue.commit

        def deadly(claim, outcome):
            from django.db import connection

            steps = 0

            def count(execute, sql, params, many, context):
                nonlocal steps
                steps += 1
                if claim.__dict__.get("commits"):  # the first one of a claim forgives the death before
                    die_once(folder, str(steps))
                return execute(sql, params, many, context)

            with connection.execute_wrapper(count):
                commit(claim, outcome)
            if claim.__dict__.get("commits"):
                die_once(folder, "behind")
            claim.__dict__["commits"] = True

        queue.commit = deadly

    return {"playground.queue": change}


def die_once(folder, step):
    try:
        os.close(os.open(os.path.join(folder, step), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


class Changer(MetaPathFinder):
    """Lets modules be imported as ever, and changes them then."""

    def __init__(self, changes):
        self.changes = changes

    def find_spec(self, name, path, target=None):
        change = self.changes.pop(name, None)
        if change is None:
            return None
        spec = find_spec(name)
        run = spec.loader.exec_module

        def run_and_change(module):
            run(module)
            change(module)

        spec.loader.exec_module = run_and_change
        return spec


changes = {}
for part, seconds in json.loads(os.environ.get("DRILL_CLOCKS", "{}")).items():
    if part in sys.orig_argv:
        changes |= shift_clocks(seconds)
if "DRILL_POISON" in os.environ:
    changes |= poison()
if "DRILL_STEPS" in os.environ:
    changes |= die_at_each_step(os.environ["DRILL_STEPS"])
if changes:
    sys.meta_path.insert(0, Changer(changes))
