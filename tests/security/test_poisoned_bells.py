"""Whatever somebody puts into the queues of Redis: no code of theirs runs, and training goes on (ASVS 1.5.2)."""

import base64
import json
import os
import pickle
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import pytest
import redis

from playground import broker_address
from tests.running_server import RunningServer
from tests.waiting import wait_for


class Trap:
    """Unpickling it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


BELL = b"[[], {}, {}]"


def message(body: bytes = BELL, kind: str = "application/json", encoding: str = "utf-8", **headers: Any) -> bytes:
    """As kombu writes one."""
    number = str(uuid.uuid4())
    usual = {"lang": "py", "task": "advance", "id": number, "root_id": number, "parent_id": None, "group": None,
             "argsrepr": "()", "kwargsrepr": "{}", "origin": "elsewhere", "retries": 0, "eta": None, "expires": None,
             "timelimit": [None, None]}  # fmt: skip
    properties = {"correlation_id": number, "delivery_mode": 2, "delivery_tag": number, "priority": 0,
                  "body_encoding": "base64", "delivery_info": {"exchange": "", "routing_key": "celery"}}  # fmt: skip
    return json.dumps({
        "body": base64.b64encode(body).decode(), "content-type": kind, "content-encoding": encoding,
        "headers": usual | headers, "properties": properties,
    }).encode()  # fmt: skip


def poisons(trap: Path) -> list[bytes]:
    """What somebody might put beside the bells."""
    pickled = pickle.dumps(Trap(trap))
    chain = json.dumps([[], {}, {"chain": [{"task": "os.mkdir", "args": [str(trap)]}]}]).encode()
    return [
        message(pickled, "application/x-python-serialize", "binary"),
        message(pickled, "application/json", "binary"),
        message(f"!!python/object/apply:os.mkdir ['{trap}']".encode(), "application/x-yaml"),
        message(json.dumps([[str(trap)], {}, {}]).encode(), task="os.mkdir"),
        message(json.dumps([[1, 2, str(trap)], {"path": str(trap)}, {}]).encode()),
        message(b"null"),
        message(b"17"),
        message(b"\xff\xfe nonsense"),
        message(b"[" + b"1," * 2_500_000 + b"1]"),
        message(chain),
        *(message(task=task) for task in (None, 17, [], {}, "", "celery.backend_cleanup", "celery.chord_unlock")),
        *(message(**{name: "nonsense"}) for name in ("id", "eta", "expires", "timelimit", "retries", "lang", "group")),
        *(message(**{name: [[]]}) for name in ("id", "eta", "expires", "timelimit", "root_id", "stamps", "shadow")),
    ]


def train(server: RunningServer) -> str:
    body = json.dumps({"stopping": {"epochs": 3}}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{server.url}/api/experiments", body)) as answer:
        return str(json.load(answer)["id"])


def is_finished(server: RunningServer, public_id: str) -> bool:
    with urllib.request.urlopen(f"{server.url}/api/experiments/{public_id}") as answer:
        return bool(json.load(answer)["status"]["state"] == "finished")


def put(server: RunningServer, queue: str, texts: list[bytes]) -> None:
    """Into a queue, before all bells, and wait until somebody has taken them."""
    with redis.Redis.from_url(broker_address.embedded(server.home)) as connection:
        connection.rpush(queue, *texts)
        wait_for(lambda: not set(texts) & set(connection.lrange(queue, 0, -1)), "all of them to be taken", 180)


@pytest.mark.timeout(600)
def test_poisoned_messages_run_nothing_and_end_nobody(server: RunningServer, tmp_path: Path) -> None:
    trap, before = tmp_path / "sprung", server.pids
    for queue in ("celery", "validation"):
        put(server, queue, poisons(trap))
    made = train(server)
    wait_for(lambda: is_finished(server, made), "the training that comes after them", 180)
    assert not trap.exists()
    assert server.pids == before


@pytest.mark.timeout(600)
def test_what_is_no_message_at_all_ends_a_worker_once(server: RunningServer) -> None:
    put(server, "celery", [b"nonsense"])
    made = train(server)
    wait_for(lambda: is_finished(server, made), "the training that comes after them", 180)


def test_the_trap_would_spring(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))
    assert (tmp_path / "sprung").exists()
