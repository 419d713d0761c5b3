"""The server is killed and started again while a client listens: nothing is lost, and nothing comes twice."""

import os
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import descent
from tests.running_server import RunningServer


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RunningServer]:
    """One that may be killed."""
    running = RunningServer(tmp_path)
    try:
        yield running.wait_until_up()
    finally:
        running.stop()


def test_nothing_is_lost_or_doubled_when_the_server_is_killed(own_server: RunningServer, tmp_path: Path) -> None:
    made = descent.Client(own_server.url).train(samples=500, batch_size=1, epochs=10_000)
    events = iter(made)
    heard = list(islice(events, 40))
    os.killpg(own_server.process.pid, signal.SIGKILL)
    own_server.process.wait()
    own_server.reader.join(5)
    again = RunningServer(tmp_path, own_server.port).wait_until_up()
    try:
        heard += list(islice(events, 60))
        made.stop()
        heard += list(events)
    finally:
        again.stop()
    assert [event["seq"] for event in heard] == list(range(1, len(heard) + 1))
    epochs = [event["epoch"] for event in heard if event["type"] == "epoch_ended"]
    assert epochs == list(range(1, len(epochs) + 1))
    assert heard[-1]["type"] == "run_finished"
