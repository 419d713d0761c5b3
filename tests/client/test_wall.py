"""Loops of Keras and PyTorch post their curves to the wall of a class, whatever becomes of the server meanwhile."""

import json
import os
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import numpy
import pytest
import torch

import descent
import descent.torch
from tests.client.class_at_work import pupil, teacher
from tests.running_server import RunningServer, free_port

os.environ["KERAS_BACKEND"] = "torch"  # read once, when Keras is imported


@pytest.fixture(scope="module")
def token(server: RunningServer) -> str:
    """Of a student in a class, who posts and reads."""
    _, code = teacher(server, "riesz")
    return pupil(server, code, "Frigyes").token("post", "read")


def shown(wall: descent.Wall | None) -> descent.Experiment:
    """The experiment behind the page of a wall."""
    assert wall is not None
    assert wall.url is not None
    return wall.client.experiment(wall.url)


def test_a_keras_loop_posts_its_curve(server: RunningServer, token: str) -> None:
    import keras

    import descent.keras

    keras.utils.set_random_seed(1)
    layers = [keras.layers.Input((2,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1, "sigmoid")]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["accuracy"])
    x = numpy.random.default_rng(1).normal(size=(40, 2)).astype("float32")
    y = (x[:, 0] > 0).astype("float32")
    wall = descent.keras.Wall(server.url, token, "My first network")
    told = model.fit(x, y, epochs=3, validation_split=0.5, verbose=0, callbacks=[wall])
    made = shown(wall.wall)
    assert made.state == "finished"
    assert made.history["train_loss"] == pytest.approx([float(loss) for loss in told.history["loss"]])
    assert made.history["validation_accuracy"] == pytest.approx([float(each) for each in told.history["val_accuracy"]])
    assert made.history["learning_rate"] == pytest.approx([0.1] * 3)
    assert next(made.events())["parameters"] == model.count_params() == 17
    settings = made.spec["posted"]["settings"]
    assert (settings["framework"], settings["optimizer"], settings["loss"]) == ("Keras", "SGD", "binary_crossentropy")


def test_a_pytorch_loop_posts_its_curve(server: RunningServer, token: str) -> None:
    torch.manual_seed(1)
    net = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    x = torch.randn(40, 2)
    losses = []
    with descent.torch.Wall(server.url, token, model=net, optimizer=optimizer, epochs=4) as wall:
        for _ in range(4):
            loss = torch.nn.functional.mse_loss(net(x), x[:, :1])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            wall.epoch(train_loss=loss, validation_loss=loss.detach() * 2)
    made = shown(wall)
    assert made.history["train_loss"] == pytest.approx(losses)
    assert made.history["learning_rate"] == [0.1] * 4
    assert made.refresh()["title"] == "Linear"
    assert made.refresh()["sharing"]["author"] == "Frigyes"


def test_a_loop_that_breaks_says_so_and_keeps_its_own_exception(server: RunningServer, token: str) -> None:
    def trains(error: BaseException) -> None:
        with wall:
            wall.epoch(train_loss=float("nan"))
            raise error

    wall = descent.Wall(server.url, token, "Breaks")
    with pytest.raises(ZeroDivisionError):
        trains(ZeroDivisionError("by zero"))
    made = shown(wall)
    assert made.runs[0]["reason"] == "The training elsewhere failed: ZeroDivisionError: by zero"
    assert made.history["train_loss"] == [None]
    wall = descent.Wall(server.url, token, "Stopped")
    with pytest.raises(KeyboardInterrupt):
        trains(KeyboardInterrupt())
    assert shown(wall).runs[0]["reason"] == "stopped by user"


@contextmanager
def warned() -> Iterator[list[str]]:
    """The sentences of all warnings, from whichever thread."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found: list[str] = []
        try:
            yield found
        finally:
            found += [str(each.message) for each in told]


def test_a_wrong_token_is_told_once_and_training_goes_on(server: RunningServer) -> None:
    with warned() as told, descent.Wall(server.url, "descent_x") as wall:
        for _ in range(3):
            wall.epoch(train_loss=1)
        until(lambda: not wall._thread.is_alive())
        wall.epoch(train_loss=1)
    [sentence] = told
    assert "token is not valid" in sentence
    assert wall.url is None


def until(is_so: Any) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Faltering(BaseHTTPRequestHandler):
    """A server that is away at first, and later loses every second answer after it has taken what was sent."""

    taken: list[int] = []
    asked = 0

    def do_POST(self) -> None:
        """Every post of a wall."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Faltering.asked += 1
        if self.path.endswith("/epochs"):
            known = max(Faltering.taken, default=0)
            Faltering.taken += [each["epoch"] for each in body["epochs"] if each["epoch"] > known]
        if Faltering.asked % 2:
            self.close_connection = True
            return
        made = json.dumps({"id": "x", "url": "/e/x", "token": "t", "epoch": 0}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(made)))
        self.end_headers()
        self.wfile.write(made)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(descent.wall, "AGAIN_AFTER", (0.05,))
    Faltering.taken, Faltering.asked = [], 0
    return free_port()


def test_while_the_server_is_away_epochs_are_kept_and_sent_later(port: int) -> None:
    with warned() as told:
        wall = descent.Wall(f"http://127.0.0.1:{port}", "t").__enter__()
        began = time.monotonic()
        for _ in range(5):
            wall.epoch(train_loss=1)
        assert time.monotonic() - began < 0.5
        until(lambda: wall._warned)
        server = HTTPServer(("127.0.0.1", port), Faltering)
        Thread(target=server.serve_forever, daemon=True).start()
        wall.epoch(train_loss=1)
        wall.finish()
        server.shutdown()
        server.server_close()
    assert Faltering.taken == [1, 2, 3, 4, 5, 6]
    [sentence] = told
    assert "Your training goes on; its curve is sent as soon as that works again." in sentence


def test_who_ends_while_the_server_is_away_waits_only_as_long_as_was_said(port: int) -> None:
    with warned() as told:
        wall = descent.Wall(f"http://127.0.0.1:{port}", "t", patience=0.3)
        wall.epoch(train_loss=1)
        began = time.monotonic()
        wall.finish()
        assert 0.2 < time.monotonic() - began < 5
    assert told[-1].endswith("epochs not sent: 1.")
    wall._given_up = True  # its thread would try for as long as this process lives
