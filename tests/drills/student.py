"""A student at the running site: trains, watches, and checks that what came out is right."""

import json
import time
import urllib.request
from typing import Any
from urllib.error import HTTPError

from tests.drills.site import Site
from tests.waiting import wait_for

Events = list[dict[str, Any]]


class Student:
    """One experiment and the token that controls it; `seconds` says how long the POST took."""

    def __init__(self, site: Site, spec: dict[str, Any], token: str = "", address: str = "experiments") -> None:
        self.site = site
        self.began = time.monotonic()
        self.token = token
        made = self.ask(address, spec)
        self.seconds = time.monotonic() - self.began
        self.id, self.token = made["id"], made["token"]

    def ask(self, address: str, body: Any = None) -> Any:
        """The answer of the API, as strict JSON."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.site.url}/api/{address}", data)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read(), parse_constant=_refuse)

    def wish(self, desired: str) -> None:
        """Run, pause or stop; it may have ended meanwhile, or the server be busy."""
        try:
            self.ask(f"experiments/{self.id}/control", {"desired": desired})
        except HTTPError as refusal:
            refusal.close()

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask(f"experiments/{self.id}")
        return found

    @property
    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = self.read()["status"]
        return found

    @property
    def epoch(self) -> int:
        return int(self.status["epoch"])

    def events(self) -> Events:
        """All of them, page by page; fails unless they are dense and epochs never go backwards."""
        events: Events = []
        while True:
            page = self.ask(f"experiments/{self.id}/events?after={len(events)}&limit=1000")
            events += page["events"]
            if not page["more"]:
                break
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        for run in {event["run"] for event in events}:
            epochs = [event["epoch"] for event in events if event["type"] == "epoch_ended" and event["run"] == run]
            assert epochs == list(range(1, len(epochs) + 1))
        return events

    def wait_for_epoch(self, epoch: int, seconds: float = 30) -> float:
        return wait_for(lambda: self.epoch >= epoch, f"epoch {epoch}", seconds)

    def must_be_in_the_middle(self) -> int:
        """A fault that comes before the start or after the end would prove nothing."""
        status = self.status
        assert status["state"] == "running", status
        assert 0 < status["epoch"] < status["epochs"], status
        return int(status["epoch"])

    def wait_for_the_end(self, seconds: float = 60) -> Events:
        wait_for(lambda: self.status["state"] in ("finished", "failed"), "the end", seconds)
        return self.events()


def figures(events: Events) -> Events:
    """What training said, without numbers and clocks."""
    return [
        {name: value for name, value in event.items() if name not in ("seq", "seconds", "validation_seconds")}
        for event in events
    ]


def _refuse(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")
