"""Pictures at the running site: many a second within their bytes, for many watchers, the same bits after a crash."""

import base64
import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
from websockets.sync.client import connect
from websockets.typing import Origin

from playground.weight_grid import on_grid
from playground.weight_stream import LIVE_BYTES
from tests.drills.conftest import DIGITS
from tests.drills.site import Site
from tests.drills.student import Student
from training import engine
from training.runs import runs_of
from training.spec import Spec

DEEP: dict[str, Any] = {"network": {"hidden": [{"units": 8}] * 6}, "stopping": {"epochs": 10_000}}
"""Six layers of eight units over the five hundred points of the circle."""
WATCHED = 4.0
Frames = list[dict[str, Any]]


def watch(student: Student, seconds: float) -> tuple[Frames, int]:
    """What a socket brings in that time, the weights in it, and how many epochs it tells."""
    address = f"{student.site.url.replace('http', 'ws')}/ws/experiments/{student.id}"
    frames: Frames = []
    epochs = 0
    with connect(address, origin=Origin(student.site.url)) as socket:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                frame = json.loads(socket.recv(timeout=left))
            except TimeoutError:
                break
            frames += frame.get("weights", [])
            epochs += sum(event["type"] == "epoch_ended" for event in frame["events"])
    return frames, epochs


def test_pictures_are_many_and_their_bytes_are_bounded(site: Site) -> None:
    student = Student(site, DEEP)
    student.wait_for_epoch(5)
    frames, epochs = watch(student, WATCHED)
    student.ask(f"experiments/{student.id}/control", {"desired": "stop"})
    size = sum(len(frame["data"]) for frame in frames) / WATCHED
    print(f"\n{len(frames) / WATCHED:.1f} pictures and {size:,.0f} bytes a second of {epochs / WATCHED:.0f} epochs")
    assert size <= 1.2 * LIVE_BYTES
    assert len(frames) >= min(0.8 * epochs, 20 * WATCHED)
    assert [frame["epoch"] for frame in frames] == sorted({frame["epoch"] for frame in frames})


def test_many_watchers_of_one_experiment_all_see_it_move(site: Site) -> None:
    student = Student(site, DEEP)
    student.wait_for_epoch(5)
    with ThreadPoolExecutor(40) as pool:
        seen = list(pool.map(lambda _: watch(student, WATCHED)[0], range(40)))
    student.ask(f"experiments/{student.id}/control", {"desired": "stop"})
    counts = sorted(len(frames) for frames in seen)
    last = sorted(frames[-1]["epoch"] for frames in seen)
    print(f"\n40 watchers saw {counts[0]} to {counts[-1]} pictures in {WATCHED:g} s")
    assert counts[0] >= 10
    for frames in seen:
        epochs = [frame["epoch"] for frame in frames]
        assert epochs == sorted(set(epochs))
    assert last[0] > 5


def test_a_killed_worker_leaves_the_same_weights(site: Site) -> None:
    student = Student(site, DIGITS)
    for epoch in (50, 200):
        student.wait_for_epoch(epoch)
        os.kill(site.holder(student.id), signal.SIGKILL)
        reached = student.must_be_in_the_middle()
        student.wait_for_epoch(reached + 10)
    student.wait_for_the_end()
    kept = weights_of(student)
    assert {epoch for epoch in range(500) if on_grid(epoch, density_of(kept))} <= set(kept)
    assert kept == of_the_engine(set(kept))


def density_of(kept: dict[int, bytes]) -> int:
    """How many epochs of each doubling there are, from what is there."""
    return len([epoch for epoch in kept if 128 <= epoch < 256])


def weights_of(student: Student) -> dict[int, bytes]:
    """All weights that the API knows of the run, page by page."""
    address = f"experiments/{student.id}/weights"
    left, found = student.ask(address)["epochs"], {}
    while left:
        page = student.ask(f"{address}?epochs={','.join(map(str, left))}")
        for frame in page["weights"]:
            found[frame["epoch"]] = base64.b64decode(frame["data"])
        left = page["more"]
    return found


def of_the_engine(epochs: set[int]) -> dict[int, bytes]:
    """The same epochs, trained here without any interruption."""
    torch.set_num_threads(1)
    spec = Spec.parse(DIGITS)
    population = engine.start(runs_of(spec), spec)
    engine.begin(population)
    found: dict[int, bytes] = {}
    while population.runs:
        if population.runs[0].epoch in epochs:
            found[population.runs[0].epoch] = population.snapshot(0).astype("<f4").tobytes()
        engine.advance(population)
    found[500] = population.results[1].weights.astype("<f4").tobytes()
    return found
