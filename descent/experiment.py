"""An experiment on the server: its events as they happen, its curves, and what may be asked of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from descent.connection import Connection
from descent.history import History
from descent.problems import DescentError, NotFound, Problem
from descent.settings import by_path
from descent.stream import ENDED, Event, Stream, pages
from descent.weights import Weights, read_weights

if TYPE_CHECKING:
    from descent.figure import LiveFigure


class Experiment:
    """One experiment. Iterating over it yields its events from the first one on, live, until it has ended.

    An event is a dictionary: `{"type": "epoch_ended", "run": 1, "epoch": 3, "train_loss": 0.21, …}`. In a notebook, an
    experiment as the last line of a cell shows its curves.
    """

    def __init__(self, connection: Connection, id: str, told: dict[str, Any] | None = None) -> None:
        self.connection, self.id = connection, id
        self._told: dict[str, Any] | None = told if told and "status" in told else None
        self._history, self._seen = History(), 0

    @property
    def url(self) -> str:
        """Its page: a link that lasts."""
        return f"{self.connection.url}/e/{self.id}"

    def refresh(self) -> dict[str, Any]:
        """Everything the server tells about it: spec, status, runs, cost."""
        told: dict[str, Any] = self.connection.get(f"experiments/{self.id}")
        self._told = told
        return told

    @property
    def spec(self) -> dict[str, Any]:
        """The whole spec that is trained."""
        spec: dict[str, Any] = (self._told or self.refresh())["spec"]
        return spec

    @property
    def state(self) -> str:
        """waiting, running, paused, finished or failed, as of now."""
        return str(self.refresh()["status"]["state"])

    @property
    def sentence(self) -> str:
        """Where it stands, in words."""
        return str(self.refresh()["status"]["sentence"])

    @property
    def runs(self) -> list[dict[str, Any]]:
        """The summary of every run: state, reason, epoch, best and last figures."""
        runs: list[dict[str, Any]] = self.refresh()["runs"]
        return runs

    def __iter__(self) -> Iterator[Event]:
        return self.events()

    def events(self, after: int = 0) -> Iterator[Event]:
        """The events after a number, live. Whatever breaks on the way, none is lost and none comes twice."""
        for event in Stream(self.connection, self.id, after):
            self._note(event)
            yield event

    def wait(self, timeout: float | None = None) -> Experiment:
        """Until it has ended; TimeoutError after so many seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        if deadline is None:
            for _ in self.events(self._seen):
                pass
            return self
        while self.state not in ENDED:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.id} has not ended within {timeout} s: {self.sentence}")
            time.sleep(min(1.0, max(0.0, deadline - time.monotonic()) + 0.01))
        return self

    @property
    def history(self) -> History:
        """The curves so far."""
        for page in pages(self.connection, self.id, self._seen):
            for event in page:
                self._note(event)
        return self._history

    def _note(self, event: Event) -> None:
        """Events come in order; one that another iteration has brought already is not folded again."""
        if event["seq"] == self._seen + 1:
            self._seen += 1
            self._history.record(event)

    def pause(self) -> Experiment:
        """Rest after the epoch that is being trained."""
        return self._wish("pause")

    def resume(self) -> Experiment:
        """Go on."""
        return self._wish("run")

    def step(self) -> Experiment:
        """Train one epoch more, and rest."""
        return self._wish("step")

    def stop(self, *, run: int | None = None, trial: int | None = None) -> Experiment:
        """End it, or one run or trial of several."""
        return self._wish("stop", run=run, trial=trial)

    def change(self, settings: Mapping[str, Any]) -> Experiment:
        """Change live settings from the next epoch on: `change({"learning_rate": 0.001})`."""
        self.connection.post(f"experiments/{self.id}/changes", {"set": by_path(settings)})
        return self

    def fork(self, settings: Mapping[str, Any] | None = None, *, run: int | None = None) -> Experiment:
        """Train a copy with some settings changed; of several runs, one alone."""
        body = {"set": by_path(settings or {})} | ({} if run is None else {"run": run})
        return self._another("fork", body)

    def branch(self, epoch: int, settings: Mapping[str, Any] | None = None) -> Experiment:
        """Train on from one of its epochs, weights, optimizer memory and all, with live settings changed there."""
        return self._another("branch", {"epoch": epoch, "set": by_path(settings or {})})

    def again(self) -> Experiment:
        """Train the same once more, with every change that was made while this one trained."""
        return self._another("again", None)

    def export(self, form: str, *, run: int | None = None) -> bytes:
        """A download as bytes: "csv", "json", and what else the server's page offers, such as "pytorch"."""
        return self.connection.read(f"experiments/{self.id}/export/{form}", run=run)

    def weights(self, run: int | None = None) -> Weights:
        """The trained weights as NumPy arrays by name; of several runs, those of one."""
        try:
            return read_weights(self.export("weights", run=run))
        except NotFound:
            self.refresh()  # tells apart an experiment that is not there
            raise DescentError([Problem("", "This server cannot hand out weights: it is too old for that.")]) from None

    def plot(self, *, live: bool = True) -> LiveFigure:
        """Its curves as a Plotly figure, which grows in a notebook while it trains."""
        from descent.figure import LiveFigure  # Plotly is an extra: pip install "descent[notebook]"

        return LiveFigure(self, live=live)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """What a notebook shows of it: its curves of now where Plotly is installed, and a link to its page anyway."""
        words = {"text/plain": repr(self), "text/html": f'<a href="{self.url}">{self.url}</a>'}
        try:
            return words | self.plot(live=False).bundle()
        except ImportError:
            return words

    def __repr__(self) -> str:
        return f"<descent.Experiment {self.url}>"

    def _wish(self, desired: str, **which: int | None) -> Experiment:
        named = {name: number for name, number in which.items() if number is not None}
        self.connection.post(f"experiments/{self.id}/control", {"desired": desired, **named})
        return self

    def _another(self, how: str, body: dict[str, Any] | None) -> Experiment:
        made = self.connection.post(f"experiments/{self.id}/{how}", body)
        self.connection.keep(made["token"])
        return Experiment(self.connection, made["id"])
