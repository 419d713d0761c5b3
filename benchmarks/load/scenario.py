"""One scenario: a site is started, a class comes and goes, and figures are what is left."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.load.figures import figures
from benchmarks.load.lesson import Class, Plan
from benchmarks.load.meter import Meter
from benchmarks.load.site import Site


def measure(site: Site, plan: Plan) -> dict[str, Any]:
    """Start a site in a folder of its own, and hold a lesson there."""
    with tempfile.TemporaryDirectory(prefix="descent-load-") as home:
        try:
            site.start(Path(home))
            return asyncio.run(hold(site, plan))
        finally:
            site.stop()


async def hold(site: Site, plan: Plan) -> dict[str, Any]:
    """A lesson at a running site."""
    await site.prepare()
    course = Class(site, plan)
    try:
        await course.arrive()
        await course.be_greedy()
        with Meter(site.parts()) as meter:
            await course.press_train()
            meter.lap("to first epochs")
            await course.watch()
            await course.press_stop()
        course.lesson.for_the_teacher = await site.dismiss()
        return figures(site, plan, course.lesson, course.browsers) | meter.figures()
    finally:
        await course.leave()
