"""How much processor time a page takes, task by task. Unlike time on the clock it hardly depends on what else runs."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"]
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")


@dataclass
class ProcessorTime:
    """Milliseconds of the page's own thread and of its workers, one figure for each task."""

    page: list[float] = field(default_factory=list)
    workers: list[float] = field(default_factory=list)


@contextmanager
def recorded(browser: Browser, page: Page) -> Iterator[ProcessorTime]:
    """Records while the block runs; the figures are there after it."""
    time = ProcessorTime()
    browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        yield time
    finally:
        events = json.loads(browser.stop_tracing())["traceEvents"]
    time.page, time.workers = _busiest(events, "CrRendererMain"), _busiest(events, "DedicatedWorker")


def _busiest(events: list[dict[str, Any]], name: str) -> list[float]:
    """The tasks of the busiest thread whose name begins so; a browser has others for its own pages."""
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and str(event["args"]["name"]).startswith(name)
    }
    # Each task is reported once by its thread and once by what runs the thread.
    tasks = [event for event in events if event.get("name") == TASKS[1] and "tdur" in event] or [
        event for event in events if event.get("name") == TASKS[0] and "tdur" in event
    ]
    counts = Counter((event["pid"], event["tid"]) for event in tasks)
    busiest = max(threads, key=lambda thread: counts[thread], default=None)
    return [event["tdur"] / 1000 for event in tasks if (event["pid"], event["tid"]) == busiest]


def idle() -> bool:
    """Whether the clock tells anything: nobody else was at work on this machine in the last minute."""
    return os.getloadavg()[0] < (os.cpu_count() or 1) / 2
