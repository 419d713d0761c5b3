"""Descent itself: `manage.py serve` in a folder of its own, and a class in it."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.load.line import Line
from benchmarks.load.site import Seen, Spec
from benchmarks.load.teacher import Teacher
from tests.running_server import ROOT, RunningServer


class Descent:
    """The product, as `make run` starts it."""

    name = "Descent"

    def __init__(self, server: RunningServer | None = None) -> None:
        self.server = server
        self.code = ""
        self.teacher: Teacher | None = None

    def start(self, home: Path) -> None:
        self.server = RunningServer(home)
        self.server.wait_until_up()

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()

    @property
    def _running(self) -> RunningServer:
        assert self.server is not None, "It was not started."
        return self.server

    @property
    def url(self) -> str:
        return self._running.url

    def parts(self) -> dict[str, int]:
        return self._running.pids

    def troubles(self) -> list[str]:
        return [line for line in self._running.log().splitlines() if "Traceback" in line or " ERROR " in line]

    async def prepare(self) -> None:
        command = [sys.executable, "manage.py", "teacher", "load"]
        running = self._running
        told = await asyncio.to_thread(subprocess.check_output, command, cwd=ROOT, env=running.environment, text=True)
        self.teacher = Teacher(self.url)
        self.code = await self.teacher.found("load", told.splitlines()[0].rpartition(": ")[2])
        await self.teacher.open_wall(self.code)

    async def dismiss(self) -> list[str]:
        assert self.teacher is not None, "Nobody has prepared."
        await self.teacher.leave()
        return self.teacher.errors

    async def arrive(self, line: Line, nickname: str) -> None:
        await line.get(f"/join/{self.code}")
        await line.send(f"/join/{self.code}", nickname=nickname)
        await line.get("/")
        await line.get("/api/schema")
        for question in ("scene?run=1", "cost"):
            await line.post(f"/api/{question}", {})

    async def train(self, line: Line, spec: Spec) -> str:
        made = await line.post("/api/experiments?desired=run", spec)
        return str(made.json()["id"])

    async def end(self, line: Line, run: str) -> None:
        await line.post(f"/api/experiments/{run}/control", {"desired": "stop"})

    async def reload(self, line: Line, run: str) -> None:
        await line.get(f"/?e={run}")
        await line.get("/api/schema")
        for part in ("?most_runs=150", "/weights?run=1&epochs=newest", "/scene?run=1", "/weights?run=1&epochs="):
            await line.get(f"/api/experiments/{run}{part}")

    def socket(self, run: str, after: int) -> str:
        return f"/ws/experiments/{run}?after={after}"

    def read(self, frame: str) -> list[Seen]:
        events = json.loads(frame)["events"]
        ends = ("run_finished", "run_failed")
        return [Seen(each["seq"], each["type"] == "epoch_ended", each["type"] in ends) for each in events]

    def written(self, runs: list[str]) -> dict[tuple[str, int], float]:
        """Straight from the book: its times are taken inside the transaction that writes the events."""
        rows = self._rows("SELECT public_id, v.seq, v.created")
        wanted = set(runs)
        return {(run, seq): _clock(at) for run, seq, at in rows if run in wanted}

    def epochs_written(self, experiment: str) -> dict[int, float]:
        """The same by epoch, of an experiment of one run."""
        rows = self._rows("SELECT body, v.created", "WHERE public_id = ?", experiment)
        events = [(json.loads(body), at) for body, at in rows]
        return {event["epoch"]: _clock(at) for event, at in events if event["type"] == "epoch_ended"}

    def _rows(self, select: str, where: str = "", *values: str) -> list[Any]:
        tables = "FROM playground_event v JOIN playground_experiment e ON e.id = v.experiment_id"
        with closing(sqlite3.connect(self._running.home / "descent.sqlite3", timeout=20)) as book:
            return book.execute(f"{select} {tables} {where}", values).fetchall()


def _clock(at: str) -> float:
    return datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
