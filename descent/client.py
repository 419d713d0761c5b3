"""A Descent server, as Python sees it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from descent.connection import Connection
from descent.experiment import Experiment
from descent.kept import keep_token, kept_token
from descent.settings import spec_from


class Client:
    """Trains on a server: `Client("http://127.0.0.1:8000").train(optimizer="adam", learning_rate=0.01)`.

    `token` is one of those made at the server's page /tokens; where none is given, that of the environment variable
    DESCENT_TOKEN is taken. Without any, the first experiment makes you a guest, and the client keeps the guest's token
    while it lives; with `keep=True`, or a path, also in a file that only you can read, for the next program.
    """

    def __init__(
        self, url: str = "http://127.0.0.1:8000", token: str | None = None, *, keep: bool | str | Path = False
    ) -> None:
        self._file = Path(keep) if isinstance(keep, str | Path) else None
        self._keeps = bool(keep)
        token = token or os.environ.get("DESCENT_TOKEN") or None
        if token is None and self._keeps:
            token = kept_token(url, self._file)
        self.connection = Connection(url, token)

    @property
    def url(self) -> str:
        """The address of the server."""
        return self.connection.url

    def train(
        self,
        spec: Mapping[str, Any] | None = None,
        *,
        desired: str = "run",
        device: str = "any",
        **settings: Any,
    ) -> Experiment:
        """Start an experiment, and return at once: iterate over it, or `wait()`.

        `spec` is a spec, or part of one: what is left out is as the page proposes it. Settings may be named as in the
        links of the site: `train(dataset="spiral", hidden=[8, 8], optimizer="adam", learning_rate=0.01, epochs=50)`;
        every other one by its path with `__` for the dots, `optimizer__beta1=0.8`. `desired="step"` rests after the
        first epoch, `desired="pause"` before it.

        Raises SpecProblem, with the path of the setting and a sentence, for what cannot be trained.
        """
        made = self.connection.post("experiments", spec_from(spec, settings), desired=desired, device=device)
        return self._made(made)

    def experiment(self, id: str) -> Experiment:
        """One that exists: its id, or the address of its page."""
        found = Experiment(self.connection, id.rstrip("/").rpartition("/")[2].partition("?")[0])
        found.refresh()
        return found

    def experiments(self, limit: int = 50) -> list[Experiment]:
        """Your own, the newest first."""
        told = self.connection.get("experiments", limit=limit)["experiments"]
        return [Experiment(self.connection, each["id"], each) for each in told]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of a spec, its defaults, the data sets and the limits."""
        told: dict[str, Any] = self.connection.get("schema")
        return told

    @property
    def datasets(self) -> list[dict[str, Any]]:
        """All data sets: those of Descent, and your own tables."""
        told: list[dict[str, Any]] = self.connection.get("datasets")["datasets"]
        return told

    def upload(
        self, csv: str | Path, target: str, *, name: str = "Own table", task: str | None = None, missing: str = "drop"
    ) -> str:
        """Keep a table as a data set; the answer is what goes into `dataset`. `csv` is its text, or the path of a file.

        `target` names the column that is to be learned; `task` may be "classification" or "regression".
        """
        text = csv.read_text() if isinstance(csv, Path) else csv
        values = {"csv": text, "target": target, "name": name, "missing": missing} | ({"task": task} if task else {})
        kept = self.connection.post("datasets", values)
        self._keep(kept["token"])
        return str(kept["name"])

    def _made(self, made: dict[str, Any]) -> Experiment:
        self._keep(made["token"])
        return Experiment(self.connection, made["id"])

    def _keep(self, token: str) -> None:
        if self.connection.token is None and self._keeps:
            keep_token(self.url, token, self._file)
        self.connection.keep(token)

    def __repr__(self) -> str:
        return f"descent.Client({self.url!r})"
