"""The live socket: the backlog, then what happens; nothing skipped, whatever gets lost on the way."""

import asyncio
import contextlib
import json
import random
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from playground import bell, condensed, control, live, slices
from playground.consumers import ExperimentConsumer
from playground.live import watch
from playground.models import Event, Experiment, Owner
from playground.removing import delete
from tests.playground.experiments import make, take_short_turn, train_to_the_end
from tests.playground.requests import Visitor
from tests.playground.sockets import Socket
from tests.running_server import RunningServer


async def book(work: Callable[..., Any], *arguments: Any) -> Any:
    """Work with the database in a thread, as the server does."""
    return await database_sync_to_async(work)(*arguments)


@pytest.fixture
async def experiment(owner: Owner) -> Experiment:
    """One that waits for a worker."""
    return await book(make, owner)  # type: ignore[no-any-return]


def tell(experiment: Experiment, how_many: int) -> None:
    """Write events as a worker does, one epoch each, and ring."""
    first = Event.objects.filter(experiment=experiment).count() + 1
    events = [{"type": "epoch_ended", "run": 1, "epoch": first + number} for number in range(how_many)]
    Event.objects.append(experiment, events)
    bell.bell.ring_watchers(experiment.public_id, experiment.seq)


async def test_first_comes_the_backlog_then_what_happens(experiment: Experiment) -> None:
    await book(take_short_turn)
    socket = await Socket.watching(experiment)
    first = await socket.take()
    assert [event["type"] for event in first["events"]] == ["run_started", "epoch_ended"]
    assert first["status"]["state"] == "running"
    await book(train_to_the_end)
    await socket.take_until(14)
    assert socket.numbers == list(range(1, 15))
    assert socket.frames[-1]["events"][-1]["type"] == "run_finished"
    assert socket.frames[-1]["status"]["sentence"] == "Finished: 12 epochs."
    await socket.close()


async def test_of_very_many_runs_most_epochs_are_left_out(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(condensed, "MANY_RUNS", 1)
    several = {"kind": "list", "runs": [{"name": "one"}, {"name": "two"}]}
    experiment = await book(lambda: make(owner, vary=several))
    await book(train_to_the_end)
    socket = await Socket.watching(experiment)
    frame = await socket.take()
    epochs = [(event["run"], event["epoch"]) for event in frame["events"] if event["type"] == "epoch_ended"]
    assert {(1, 12), (2, 12)} <= set(epochs)
    assert len(epochs) <= 6
    assert [event["type"] for event in frame["events"]].count("run_finished") == 2
    assert (frame["after"], frame["last"]) == (0, await book(lambda: Experiment.objects.get(pk=experiment.pk).seq))
    await socket.close()


async def test_a_waiting_experiment_sends_its_status_at_once(experiment: Experiment) -> None:
    socket = await Socket.watching(experiment)
    frame = await socket.take()
    assert (frame["events"], frame["status"]["place"]) == ([], 1)
    await socket.close()


async def test_a_frame_says_the_same_as_the_api(experiment: Experiment) -> None:
    await book(train_to_the_end)
    socket = await Socket.watching(experiment)
    frame = await socket.take()
    visitor = Visitor()
    assert (
        frame["status"]
        == json.loads((await book(visitor.get, f"experiments/{experiment.public_id}")).content)["status"]
    )
    page = json.loads((await book(visitor.get, f"experiments/{experiment.public_id}/events")).content)
    assert frame["events"] == page["events"]
    await socket.close()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?after=0", 1), ("?after=3", 4), ("?after=13", 14), ("?x=1&after=5", 6), ("?after=-3", 1), ("?after=x", 1),
        ("?after=", 1), ("?after=1e3", 1), ("?after=²", 1), ("?after=%00", 1), (f"?after={'9' * 5000}", 1),
        ("?after=3&after=7", 8), ("?=&&after", 1),
    ],
)  # fmt: skip
async def test_the_backlog_begins_after_what_the_browser_has(query: str, first: int, experiment: Experiment) -> None:
    await book(train_to_the_end)
    socket = await Socket.watching(experiment, query)
    await socket.take()
    assert socket.numbers == list(range(first, 15))
    await socket.close()


async def test_a_socket_that_ends_by_an_error_is_listened_for_no_longer(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = await Socket.watching(experiment)
    await socket.take()
    assert experiment.pk in watch._listeners

    async def gone(consumer: ExperimentConsumer) -> Any:
        raise OperationalError("the database is restarting")

    monkeypatch.setattr(ExperimentConsumer, "_read", gone)
    await socket.say('{"after": 0}')
    with pytest.raises(OperationalError):
        await socket.wire.wait(3)
    assert experiment.pk not in watch._listeners


async def test_a_cursor_from_the_future_is_no_harm(experiment: Experiment) -> None:
    socket = await Socket.watching(experiment, f"?after={2**63 - 1}")
    assert (await socket.take())["events"] == []
    await socket.say('{"after": 0}')
    await book(train_to_the_end)
    await socket.take_until(14)
    assert socket.numbers == list(range(1, 15))
    await socket.close()


async def test_a_heartbeat_brings_again_what_the_browser_has_not(experiment: Experiment) -> None:
    await book(train_to_the_end)
    socket = await Socket.watching(experiment)
    await socket.take_until(14)
    await socket.say('{"after": 9}')
    assert [event["seq"] for event in (await socket.take())["events"]] == [10, 11, 12, 13, 14]
    await socket.say('{"after": 14}')
    alive = await socket.take()
    assert alive["events"] == []
    assert alive["status"]["state"] == "finished"
    assert await socket.is_quiet(0.3)
    await socket.close()


@pytest.mark.parametrize(
    "nonsense",
    [
        "", "{", "[]", "null", "5", '"after"', "{}", '{"after": null}', '{"after": -1}', '{"after": 1.5}',
        '{"after": true}', '{"after": NaN}', '{"after": 1e400}', f'{{"after": {"9" * 5000}}}', f'{{"after": {2**63}}}',
        '{"after": [1]}', '{"after": "\\ud800"}', "[" * 60_000, "\x00", "x" * 60_000,
    ],
    ids=lambda text: text[:16].encode("unicode_escape").decode(),
)  # fmt: skip
async def test_nonsense_from_a_browser_changes_nothing(nonsense: str, experiment: Experiment) -> None:
    await book(train_to_the_end)
    socket = await Socket.watching(experiment)
    await socket.take_until(14)
    await socket.say(nonsense)
    await socket.say(data=nonsense.encode("utf-8"))
    assert await socket.is_quiet(0.2)
    await socket.say('{"after": 13}')  # it still listens
    await socket.take()
    assert socket.numbers[-1] == 14
    await socket.close()


async def test_whoever_watches_what_is_deleted_is_told_that_there_is_nothing(experiment: Experiment) -> None:
    await book(train_to_the_end)
    socket = await Socket.watching(experiment)
    await socket.take_until(14)
    await book(delete, experiment)
    closed = await socket.wire.receive_output(5)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4404)


async def test_an_unknown_experiment_is_closed_with_4404(experiment: Experiment) -> None:
    socket = Socket("nothing-here")
    assert await socket.open()
    closed = await socket.wire.receive_output(5)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4404)


@pytest.mark.parametrize("strange", ["%00", "é", "a b", "x/y", ""])
async def test_what_cannot_be_an_experiment_is_refused(strange: str, experiment: Experiment) -> None:
    assert not await Socket(strange).open()


@pytest.mark.parametrize(
    "origin", [b"http://evil.example", b"null", b"https://descent.example", b"http://descent.example:8000", b""]
)
async def test_another_page_is_refused(origin: bytes, experiment: Experiment) -> None:
    assert not await Socket(experiment.public_id, origin=origin).open()


async def test_a_long_backlog_comes_in_frames_of_two_hundred(experiment: Experiment) -> None:
    await book(tell, experiment, 450)
    socket = await Socket.watching(experiment)
    await socket.take_until(450)
    assert [len(frame["events"]) for frame in socket.frames] == [200, 200, 50]
    assert socket.numbers == list(range(1, 451))
    await socket.close()


async def test_a_lost_bell_costs_a_second_and_no_event(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell, "_send", lambda *_: None)
    socket = await Socket.watching(experiment)
    await socket.take()
    for number in (1, 2, 3):
        await asyncio.sleep(random.random())
        await book(tell, experiment, 1)
        began = time.monotonic()
        await socket.take_until(number)
        assert time.monotonic() - began < 2
    assert socket.numbers == [1, 2, 3]
    await socket.close()


async def test_a_bell_is_much_faster_than_the_look(experiment: Experiment) -> None:
    socket = await Socket.watching(experiment)
    await socket.take()
    took = []
    for number in range(1, 11):
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await book(tell, experiment, 1)
        await socket.take_until(number)
        took.append(time.monotonic() - began)
    assert sorted(took)[5] < 0.3
    await socket.close()


async def test_a_change_of_status_alone_is_told_too(experiment: Experiment) -> None:
    socket = await Socket.watching(experiment)
    assert (await socket.take())["status"]["desired"] == "run"
    await book(control.desire, experiment, "step")
    assert (await socket.take())["status"]["desired"] == "step"
    await book(control.desire, experiment, "pause")
    while not socket.numbers:
        await socket.take()
    assert socket.frames[-1]["events"][0]["type"] == "run_paused"
    assert socket.frames[-1]["status"]["state"] == "paused"
    await socket.close()


async def test_bells_looks_and_heartbeats_together_neither_skip_nor_repeat(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    epochs, clients = 80, 30
    changed = {"stopping.epochs": epochs}
    await book(control.change, experiment, changed)
    last = epochs + 3  # the start, the change, every epoch, the end

    async def follow(number: int) -> Socket:
        await asyncio.sleep(random.random())
        socket = await Socket.watching(experiment)
        async with asyncio.timeout(60):
            while not socket.numbers or socket.numbers[-1] < last:
                await socket.take(30)
                if number % 2 and socket.wire.output_queue.empty():
                    await socket.say(json.dumps({"after": socket.numbers[-1] if socket.numbers else 0}))
        await socket.close()
        return socket

    watching = [asyncio.create_task(follow(number)) for number in range(clients)]
    await book(train_to_the_end, take_short_turn)
    for number, socket in enumerate(await asyncio.gather(*watching)):
        seen = 0
        for each in socket.numbers:
            assert each <= seen + 1, f"client {number} skipped from {seen} to {each}"
            # A heartbeat that crosses a frame on its way asks for that frame again.
            assert number % 2 or each == seen + 1, f"client {number} got {each} again"
            seen = max(seen, each)
        assert seen == last


async def test_while_a_frame_is_on_its_way_nothing_is_sent_twice(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = ExperimentConsumer.tell

    async def slowly(self: ExperimentConsumer, text: str) -> None:
        await asyncio.sleep(0.2)
        await really(self, text)

    monkeypatch.setattr(ExperimentConsumer, "tell", slowly)
    monkeypatch.setattr(live, "LOOK_EVERY", 0.03)
    socket = await Socket.watching(experiment)
    for _ in range(5):
        await book(tell, experiment, 2)
        await asyncio.sleep(0.1)
    await socket.take_until(10)
    assert await socket.is_quiet(0.4)
    assert socket.numbers == list(range(1, 11))
    await socket.close()


async def test_a_browser_that_does_not_read_holds_up_nobody(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asleep(seq: int, status: dict[str, Any]) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(bell, "_send", lambda *_: None)
    watch.add(experiment.pk, asleep)
    try:
        socket = await Socket.watching(experiment)
        await socket.take()
        for number in (1, 2, 3, 4):
            await book(tell, experiment, 1)
            await socket.take_until(number, 2.5)
        await socket.close()
    finally:
        watch.remove(experiment.pk, asleep)
        for call in list(watch._calls.values()):
            call.cancel()


# The real server, from outside


def address(server: RunningServer, public_id: str) -> str:
    return f"{server.url.replace('http', 'ws')}/ws/experiments/{public_id}"


def made_on(server: RunningServer) -> str:
    request = urllib.request.Request(f"{server.url}/api/experiments", b'{"stopping": {"epochs": 20}}')
    with urllib.request.urlopen(request) as answer:
        return str(json.loads(answer.read())["id"])


def test_the_real_server_sends_a_whole_training(server: RunningServer) -> None:
    numbers: list[int] = []
    with connect(address(server, made_on(server)), origin=server.url) as socket:  # type: ignore[arg-type]
        while True:
            events = json.loads(socket.recv(timeout=20))["events"]
            numbers += [event["seq"] for event in events]
            if events and events[-1]["type"] == "run_finished":
                break
    assert numbers == list(range(1, 23))


def test_the_real_server_closes_an_unknown_experiment_with_4404(server: RunningServer) -> None:
    with connect(address(server, "nothing"), origin=server.url) as socket:  # type: ignore[arg-type]
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4404


def test_the_real_server_closes_on_a_frame_that_is_far_too_long(server: RunningServer) -> None:
    with connect(address(server, made_on(server)), origin=server.url) as socket:  # type: ignore[arg-type]
        with contextlib.suppress(ConnectionClosed):  # it may close before all of it is sent
            socket.send("x" * 1_000_000)
        with pytest.raises(ConnectionClosed) as closed:
            list(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
    with connect(address(server, made_on(server)), origin=server.url) as other:  # type: ignore[arg-type]
        assert json.loads(other.recv(timeout=5))["status"]
