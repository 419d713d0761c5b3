"""Two nodes, each with a home of its own, share one PostgreSQL and one Redis; one of them is cut off by kill -9."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest

from playground import broker
from tests.drills.conftest import DIGITS, undisturbed_training
from tests.drills.student import Events, figures
from tests.running_node import RunningNode
from tests.running_redis import running_redis
from tests.running_server import RunningServer
from tests.waiting import wait_for

pytestmark = pytest.mark.timeout(300)
STUDENTS = 3
SPEC = {**DIGITS, "stopping": {"epochs": 150}}


class TwoNodes:
    """North has the web server as well; South is a machine elsewhere that joined with two addresses."""

    def __init__(self, folder: Path, database: str, redis_url: str) -> None:
        shared = {"DATABASE_URL": database, "REDIS_URL": redis_url, "WORKERS": "1"}
        self.database = database
        self.north = RunningServer(folder / "north", NODE_NAME="north", **shared).wait_until_up()
        self.south = RunningNode(folder / "south", "south", **shared)

    def ask(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.north.url}/api/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def alive(self) -> set[str]:
        told = self.ask("nodes")["nodes"]
        return {node["name"] for node in told if node["duty"] == "training" and node["workers"]}

    def holders(self) -> set[str]:
        """The nodes that hold something at this moment."""
        query = "SELECT lease_owner FROM playground_population WHERE lease_until > clock_timestamp()"
        with psycopg.connect(self.database) as connection:
            return {name.partition(":")[0] for (name,) in connection.execute(query)}

    def events(self, experiment: str) -> Events:
        found: Events = []
        while page := self.ask(f"experiments/{experiment}/events?after={len(found)}&limit=500")["events"]:
            found += page
        assert [event["seq"] for event in found] == list(range(1, len(found) + 1))
        return found

    def ended(self, experiments: list[str]) -> bool:
        states = {self.ask(f"experiments/{each}")["status"]["state"] for each in experiments}
        assert "failed" not in states
        return states == {"finished"}


@pytest.fixture
def two(tmp_path: Path, postgres_url: str) -> Iterator[TwoNodes]:
    with ExitStack() as stack:
        client = stack.enter_context(running_redis(broker.embedded(tmp_path / "elsewhere")))
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS two_nodes WITH (FORCE)")
            connection.execute("CREATE DATABASE two_nodes")
        database = postgres_url.removesuffix("/postgres") + "/two_nodes"
        nodes = TwoNodes(tmp_path, database, f"unix://{client.connection_pool.connection_kwargs['path']}")
        stack.callback(nodes.north.stop)
        stack.callback(nodes.south.stop)
        yield nodes


def test_what_a_lost_node_held_goes_on_elsewhere_bit_for_bit(two: TwoNodes) -> None:
    expected = undisturbed_training(SPEC)
    wait_for(lambda: two.alive() == {"north", "south"}, "both nodes", 120)
    made = [two.ask("experiments", SPEC)["id"] for _ in range(STUDENTS)]
    wait_for(lambda: "south" in two.holders(), "the node to train", 60)
    two.south.cut_off()
    assert not two.ended(made)
    wait_for(lambda: two.ended(made), "the end of all", 150)
    wait_for(lambda: two.alive() == {"north"}, "the lost node to be missed", 60)
    for experiment in made:
        assert figures(two.events(experiment)) == expected
