"""Weights by socket: they ride beside their events, who comes late gets the newest alone, and bytes are bounded."""

import asyncio
import base64
from typing import Any

import pytest
from channels.db import database_sync_to_async

from playground.models import Experiment, Owner, Weights
from playground.socket_pages import MOST_FRAMES
from tests.playground.experiments import make, take_short_turn, train_to_the_end
from tests.playground.sockets import Socket


async def book(work: Any, *arguments: Any) -> Any:
    return await database_sync_to_async(work)(*arguments)


@pytest.fixture
async def experiment(owner: Owner) -> Experiment:
    """One that waits for a worker, long enough to be watched."""
    return await book(lambda: make(owner, stopping={"epochs": 400}))  # type: ignore[no-any-return]


def shown(socket: Socket) -> list[dict[str, Any]]:
    return [frame for each in socket.frames for frame in each.get("weights", [])]


async def test_they_come_with_the_events_that_tell_of_them(experiment: Experiment) -> None:
    socket = await Socket.watching(experiment)
    await socket.take()
    working = asyncio.create_task(book(train_to_the_end))
    await socket.take_until(402, seconds=30)
    await working
    known = told = 0
    for frame in socket.frames:
        told = max([told, *(event["seq"] for event in frame["events"])])
        for weights in frame.get("weights", []):
            assert known < weights["seq"] <= told
        known = told if "weights" in frame else known
        assert len(frame.get("weights", [])) <= MOST_FRAMES
    epochs = [weights["epoch"] for weights in shown(socket)]
    assert epochs == sorted(set(epochs))
    assert epochs[-1] == 400
    rows = {row.epoch: bytes(row.data) for row in await book(lambda: list(Weights.objects.all()))}
    assert all(base64.b64decode(each["data"]) == rows[each["epoch"]] for each in shown(socket) if each["epoch"] in rows)
    await socket.close()


async def test_who_comes_late_gets_the_newest_alone(experiment: Experiment) -> None:
    await book(train_to_the_end)
    late = await Socket.watching(experiment)
    await late.take_until(402)
    assert [weights["epoch"] for weights in shown(late)] == [400]
    await late.close()
    back = await Socket.watching(experiment, "?after=200")
    await back.take_until(402)
    assert [weights["epoch"] for weights in shown(back)] == [400]
    await back.close()
    knowing = await Socket.watching(experiment, "?after=402")
    await knowing.take()
    assert shown(knowing) == []
    await knowing.close()


async def test_a_heartbeat_brings_no_picture_twice(experiment: Experiment) -> None:
    await book(take_short_turn)
    socket = await Socket.watching(experiment)
    await socket.take()
    assert len(shown(socket)) == 1
    await socket.say('{"after": 2}')
    await socket.take()
    assert len(shown(socket)) == 1
    await socket.close()
