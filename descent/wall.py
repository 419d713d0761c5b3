"""Shows the curve of your own training loop on a Descent server, without ever standing in its way."""

from __future__ import annotations

import math
import secrets
import sys
import threading
import time
import warnings
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from descent.client import Client
from descent.problems import DescentError, Ended, TooMany, Unreachable

FIGURES = ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy", "learning_rate")
AT_ONCE = 200
"""Epochs in one request, which the server takes at most."""
AGAIN_AFTER = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between tries while the server is away; the last of them for as long as it takes."""
PATIENCE = 30.0


class Wall:
    """Posts a curve epoch by epoch: to the wall of your class, and to a page of its own.

    ::

        with descent.Wall("http://127.0.0.1:8000", token, "My CNN") as wall:
            for epoch in range(20):
                ...
                wall.epoch(train_loss=loss, validation_loss=val_loss)

    A thread sends; `epoch` only notes. While the server is away, epochs are kept and sent later, and you are warned
    once. Whatever the server says, your training goes on. `class_code` names the class, where you are in several.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        name: str = "",
        *,
        class_code: str | None = None,
        settings: Mapping[str, Any] | None = None,
        epochs: int | None = None,
        parameters: int | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.client = Client(url, token)
        told = {"epochs": epochs, "parameters": parameters, "classroom": class_code}
        self._start: dict[str, Any] = {"title": name, "settings": _plain(settings or {}), "key": secrets.token_hex(16)}
        self._start |= {name: value for name, value in told.items() if value is not None}
        self._patience = patience
        self._waiting: list[dict[str, Any]] = []
        self._finish: dict[str, Any] | None = None
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._last, self._began = 0, time.monotonic()
        self._warned = self._given_up = False
        self.url: str | None = None
        """The page of the curve, once the server has answered."""

    def epoch(
        self,
        *,
        train_loss: Any = None,
        validation_loss: Any = None,
        train_accuracy: Any = None,
        validation_accuracy: Any = None,
        learning_rate: Any = None,
        epoch: int | None = None,
    ) -> None:
        """An epoch has ended, with these figures: numbers, or tensors of one. Figures that are not finite are left out.

        Epochs count from 1 by themselves, unless `epoch` says which one it was.
        """
        values = (train_loss, validation_loss, train_accuracy, validation_accuracy, learning_rate)
        told = {name: _finite(value) for name, value in zip(FIGURES, values, strict=True)}
        with self._news:
            self._last = self._last + 1 if epoch is None else epoch
            seconds = round(time.monotonic() - self._began, 3)
            self._waiting.append({"epoch": self._last, "seconds": seconds, **told})
            self._wake()

    def finish(self, reason: str = "epochs", explanation: str = "") -> None:
        """Training is over. Waits until everything is sent, or until `patience` is."""
        with self._news:
            if self._finish is None:
                self._finish = {"reason": reason, "explanation": explanation}
            self._wake()
        if self._thread is not None:
            self._thread.join(self._patience)
            if self._thread.is_alive():
                self._warn(f"the server did not answer in time; epochs not sent: {len(self._waiting)}.", always=True)

    def __enter__(self) -> Self:
        with self._news:
            self._wake()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        elif issubclass(kind, KeyboardInterrupt):
            self.finish("stopped by user")
        else:
            self.finish("failed", f"{kind.__name__}: {error}"[:150])

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._send_all, name="descent wall", daemon=True)
            self._thread.start()
        self._news.notify_all()

    def _send_all(self) -> None:
        tries = 0
        while not self._given_up:
            try:
                if self._send_some():
                    return
                tries = 0
            except (Unreachable, TooMany) as away:
                self._warn(f"{away} Your training goes on; its curve is sent as soon as that works again.")
                time.sleep(AGAIN_AFTER[min(tries, len(AGAIN_AFTER) - 1)])
                tries += 1
            except (DescentError, ValueError) as refused:
                self._given_up = True
                self._warn(f"{refused} Your training goes on; nothing more of it is posted.", always=True)

    def _send_some(self) -> bool:
        """Everything that waits now, or wait for something; whether that was all."""
        if self.url is None:
            made = self.client.connection.post("posted", self._start)
            self.client.connection.keep(made["token"])
            self._id, self.url = made["id"], self.client.url + made["url"]
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._finish)
            some, end = self._waiting[:AT_ONCE], self._finish
        if some:
            self.client.connection.post(f"posted/{self._id}/epochs", {"epochs": some})
            with self._news:
                del self._waiting[: len(some)]
            return False
        with suppress(Ended):  # an answer was lost: it was told before
            self.client.connection.post(f"posted/{self._id}/finish", end)
        return True

    def _warn(self, sentence: str, *, always: bool = False) -> None:
        if always or not self._warned:
            self._warned = True
            try:
                warnings.warn(f"Descent: {sentence}", RuntimeWarning, stacklevel=2)
            except RuntimeWarning:  # whoever makes errors of warnings does not mean this one
                print(f"Descent: {sentence}", file=sys.stderr)


def _finite(value: Any) -> float | None:
    """The number in a number, a tensor or an array of one; None where there is none that JSON knows."""
    try:
        number = float(value.item() if hasattr(value, "item") else value)
    except Exception:  # whatever was handed in: it is no reason to end somebody's training
        return None
    return number if math.isfinite(number) else None


def _plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as the server keeps them: text, numbers and switches."""
    return {str(name)[:60]: _short(value) for name, value in list(settings.items())[:30]}


def _short(value: Any) -> Any:
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)[:200]
