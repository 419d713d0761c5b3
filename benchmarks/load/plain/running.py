"""Starts the plain design, and speaks to it as its pages would."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import redis

from benchmarks.load.line import Line
from benchmarks.load.site import Seen, Spec
from playground import broker
from tests.running_server import ROOT, free_port
from tests.waiting import wait_for

WORKERS = 2


class Plain:
    """Redis, uvicorn and a Celery worker."""

    name = "plain"

    def __init__(self) -> None:
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, home: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        own = broker.embedded(home)
        self.environment = os.environ | {"PLAIN_HOME": str(home), "REDIS_URL": own.url}
        self.environment |= {"DJANGO_SETTINGS_MODULE": "benchmarks.load.plain.settings"}
        self.log = home / "log"
        self._run("redis", *own.command)
        with redis.Redis.from_url(own.url) as client:
            wait_for(lambda: _answers(client), "Redis")
            tables = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"]
            subprocess.run(tables, env=self.environment, cwd=ROOT, check=True)
            app = ["benchmarks.load.plain.asgi:application", "--port", str(port), "--no-access-log"]
            self._run("web", sys.executable, "-m", "uvicorn", *app, "--lifespan", "off")
            work = ["-A", "benchmarks.load.plain.celery", "worker", "--concurrency", str(WORKERS)]
            self._run("worker", sys.executable, "-m", "celery", *work, "--loglevel", "INFO")
            wait_for(self._opens, "the web server", 120)
            wait_for(lambda: " ready." in self.log.read_text(), "the worker", 120)

    def _run(self, name: str, *command: str) -> None:
        with self.log.open("ab") as log:
            self.processes[name] = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)

    def _opens(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        for name in ("web", "worker", "redis"):
            process = self.processes.pop(name, None)
            if process is None:
                continue
            if name == "worker":
                process.send_signal(3)  # the cold end: tasks that still wait are of no use
            else:
                process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def parts(self) -> dict[str, int]:
        return {name: process.pid for name, process in self.processes.items()}

    def troubles(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if "Traceback" in line or "ERROR" in line]

    async def prepare(self) -> None:
        pass

    async def dismiss(self) -> list[str]:
        return []

    async def arrive(self, line: Line, nickname: str) -> None:
        await line.get("/")

    async def train(self, line: Line, spec: Spec) -> str:
        return str((await line.post("/train", spec)).json()["id"])

    async def end(self, line: Line, run: str) -> None:
        await line.post(f"/runs/{run}/stop", {})

    async def reload(self, line: Line, run: str) -> None:
        await line.get("/")
        await line.get(f"/runs/{run}")

    def socket(self, run: str, after: int) -> str:
        return f"/ws/{run}"

    def read(self, frame: str) -> list[Seen]:
        events = json.loads(frame)["events"]
        return [
            Seen(
                each["number"],
                each["type"] == "epoch_ended",
                each["type"] in ("run_finished", "end"),
                each.get("written"),
            )
            for each in events
        ]

    def written(self, runs: list[str]) -> dict[tuple[str, int], float]:
        return {}


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
