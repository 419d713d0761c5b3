"""Redis dies, hangs or comes back empty; it only carries bells, so training and watching go on."""

import asyncio
import json
import time
from typing import Any

from websockets.asyncio.client import connect

from tests.drills.conftest import DIGITS
from tests.drills.site import Site
from tests.drills.student import Events, Student, figures


async def watch(site: Site, experiment: str) -> list[int]:
    """Follow a socket until the run ends; returns the numbers of the events as they came."""
    address = f"{site.url.replace('http', 'ws')}/ws/experiments/{experiment}"
    numbers: list[int] = []
    async with connect(address, origin=site.url) as socket:  # type: ignore[arg-type]
        async for frame in socket:
            events: list[dict[str, Any]] = json.loads(frame)["events"]
            numbers += [event["seq"] for event in events]
            if any(event["type"] == "run_finished" for event in events):
                break
    return numbers


async def test_without_redis_training_and_watching_go_on_and_an_empty_one_is_enough(
    site: Site, undisturbed: Events
) -> None:
    first = await asyncio.to_thread(Student, site, DIGITS)
    resting = await asyncio.to_thread(Student, site, {"stopping": {"epochs": 200}})
    await asyncio.to_thread(resting.ask, f"experiments/{resting.id}/control", {"desired": "pause"})
    watching, waiting = (asyncio.create_task(watch(site, each.id)) for each in (first, resting))
    await asyncio.to_thread(first.wait_for_epoch, 50)
    site.kill_redis()
    reached = await asyncio.to_thread(first.must_be_in_the_middle)
    gap = await asyncio.to_thread(first.wait_for_epoch, reached + 30)
    second = await asyncio.to_thread(Student, site, DIGITS)
    start = await asyncio.to_thread(second.wait_for_epoch, 1)
    await asyncio.sleep(max(0, 8 - gap - start))  # every tick that heard a bell is over by now
    late = await asyncio.to_thread(Student, site, {"stopping": {"epochs": 20}})
    await asyncio.to_thread(late.wait_for_the_end, 10)
    await asyncio.to_thread(site.start_redis)
    for student in (first, second):
        assert figures(await asyncio.to_thread(student.wait_for_the_end)) == undisturbed
    numbers = await asyncio.wait_for(watching, 10)
    assert numbers == list(range(1, len(undisturbed) + 1))
    # A socket that was open all the time hears what happens now as well.
    await asyncio.to_thread(resting.ask, f"experiments/{resting.id}/control", {"desired": "run"})
    bell = await asyncio.to_thread(resting.wait_for_epoch, 1)
    told = [event["seq"] for event in await asyncio.to_thread(resting.wait_for_the_end)]
    assert await asyncio.wait_for(waiting, 3) == told
    print(
        f"\nwithout Redis: training went on within {gap:.2f} s, a POST took {second.seconds * 1000:.0f} ms and its "
        f"first epoch {start:.2f} s; with an empty one: {bell:.2f} s"
    )
    assert second.seconds < 1
    assert start < 4


def test_while_redis_hangs_a_click_is_answered_at_once(site: Site, undisturbed: Events) -> None:
    student = Student(site, DIGITS)
    student.wait_for_epoch(50)
    with site.frozen_redis():
        reached = student.must_be_in_the_middle()
        clicks = [Student(site, {"stopping": {"epochs": 5}}) for _ in range(5)]
        began = time.monotonic()
        student.ask(f"experiments/{student.id}/control", {"desired": "run"})
        control = time.monotonic() - began
        start = clicks[0].wait_for_epoch(1)
        student.wait_for_epoch(reached + 50)
        for click in clicks:
            click.wait_for_the_end()
    assert figures(student.wait_for_the_end()) == undisturbed
    slowest = max(click.seconds for click in clicks)
    print(
        f"\nwhile Redis hung: POST at most {slowest * 1000:.0f} ms, control {control * 1000:.0f} ms, "
        f"first epoch after {start:.2f} s"
    )
    assert max(slowest, control) < 1
    assert start < 5
