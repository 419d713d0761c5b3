"""What older releases have written opens in this one: their links, logs, exports, and what was left unfinished."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import ConnectionHandler, connections

from playground import databases
from playground.models import Experiment, Owner
from tests.playground.experiments import events_of, train_to_the_end
from tests.playground.requests import Visitor, exports, strict

FOLDER = Path(__file__).parent.parent / "corpus"
RELEASES = sorted(path.stem for path in FOLDER.glob("*.sql"))
UNFINISHED = ("paused", "waiting")


class Release:
    """A site that was set up by an older release and has just been upgraded."""

    def __init__(self, name: str, database: Path) -> None:
        self.answers: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
        self.written = self._events(database)
        self.stranger = Visitor()
        self.owner = Visitor(Owner.objects.get(experiments__public_id=self.key("the default")).token)

    def key(self, what: str) -> str:
        return str(self.answers[what]["id"])

    def finished(self) -> dict[str, str]:
        return {what: each["id"] for what, each in self.answers.items() if what not in UNFINISHED}

    def _events(self, database: Path) -> dict[str, list[Any]]:
        """As the tables hold them, read without Descent."""
        query = "SELECT public_id, body FROM playground_event JOIN playground_experiment AS e ON e.id = experiment_id"
        found: dict[str, list[Any]] = {each["id"]: [] for each in self.answers.values()}
        with sqlite3.connect(database) as connection:
            for key, body in connection.execute(f"{query} ORDER BY playground_event.seq"):
                found[key].append(json.loads(body))
        return found


@pytest.fixture(params=RELEASES)
def release(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any, redis_url: str
) -> Iterator[Release]:
    path = tmp_path / "descent.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.executescript((FOLDER / f"{request.param}.sql").read_text())
    own = ConnectionHandler({"default": databases.sqlite(path)})["default"]
    with django_db_blocker.unblock():
        before, connections["default"] = connections["default"], own
        try:
            call_command("migrate", verbosity=0)
            yield Release(request.param, path)
        finally:
            own.close()
            connections["default"] = before


def test_every_link_opens_with_all_that_happened(release: Release) -> None:
    for what, each in release.answers.items():
        key = each["id"]
        for page in (f"/e/{key}", f"/e/{key}?run=1", f"/e/{key}/embed", f"/e/{key}/preview.png", f"/compare?ids={key}"):
            assert release.stranger.client.get(page).status_code == 200, (what, page)
        answer = strict(release.stranger.get(f"experiments/{key}"))
        for now, recorded in zip(answer["runs"], each["runs"], strict=True):
            assert {name: now[name] for name in recorded} == recorded, what
        events = strict(release.stranger.get(f"experiments/{key}/events?after=0&limit=500"))["events"]
        assert events == release.written[key], what
        assert release.stranger.get(f"experiments/{key}/history").status_code == 200
        forked = release.owner.post(f"experiments/{key}/fork", {"set": {"optimizer.learning_rate": 0.02}})
        assert forked.status_code == 201, what


def test_every_download_works(release: Release) -> None:
    for what, key in release.finished().items():
        lines, document = exports(release.stranger, key)
        assert len(lines) > sum(run["epoch"] for run in release.answers[what]["runs"])
        assert [event["type"] for event in document["events"]] == [event["type"] for event in release.written[key]]


def test_only_opened_envelopes_are_open(release: Release) -> None:
    opened = {
        what: bool(strict(release.stranger.get(f"experiments/{key}"))["test"])
        for what, key in release.finished().items()
    }
    assert [what for what, is_open in opened.items() if is_open] == ["changed and its envelope opened"]


def test_what_was_left_unfinished_goes_on(release: Release) -> None:
    for what in UNFINISHED:
        answer = release.owner.post(f"experiments/{release.key(what)}/control", {"desired": "run"})
        assert answer.status_code == 200, answer.content
    train_to_the_end()
    for what in UNFINISHED:
        experiment = Experiment.objects.get(public_id=release.key(what))
        assert events_of(experiment)[-1]["type"] == "run_finished", what
        begun = release.written[release.key(what)]
        assert events_of(experiment)[: len(begun)] == begun
