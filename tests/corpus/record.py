"""Records some experiments as this release makes them: DESCENT_HOME=$(mktemp -d) python -m tests.corpus.record NAME.

Later releases must open them all (tests/playground/test_older_releases.py). Uses only what no release may change: the
routes of the API, and a worker's turn. Run it in a checkout of the release, and never again for the same name.
"""

import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SMALL = {"data": {"samples": 60}, "stopping": {"epochs": 6}}
FLOWERS = "length,width,kind\n" + "".join(
    f"{3 + i % 5}.{i % 10},{1 + i % 3}.{i % 7},{'ab'[i % 2]}\n" for i in range(60)
)
RATES = [{"name": f"rate {rate}", "set": {"optimizer.learning_rate": rate}} for rate in (0.01, 0.1)]
EXPERIMENTS: dict[str, dict[str, Any]] = {
    "the default": {},
    "adam, early stopping, dropout": {
        "network": {"hidden": [{"units": 6, "dropout": 0.1}, {"units": 3}]},
        "optimizer": {"kind": "adam", "learning_rate": 0.01},
        "stopping": {"epochs": 6, "early": {"patience": 2}},
    },
    "the first form of a normalization": {"data": {"samples": 60, "normalization": {"shift": True, "scale": False}}},
    "one that diverges": {
        "optimizer": {"kind": "sgd", "learning_rate": 10},
        "data": {"samples": 60, "dataset": "plane"},
    },
    "several runs": {"vary": {"kind": "list", "runs": RATES}},
    "a search": {
        "vary": {"kind": "grid", "axes": {"optimizer.learning_rate": {"kind": "choice", "values": [0.01, 0.1]}}}
    },
    "an ensemble": {"ensemble": {"members": 3}},
    "changed and its envelope opened": {"title": "Ünïcode <b>&amp;</b>"},
    "a table of one's own": {},
}
UNFINISHED = {"paused": {"stopping": {"epochs": 40}}, "waiting": {"title": "Nobody has trained it yet"}}


def record(name: str) -> None:
    """Make the experiments, train them, and write tables and answers down."""
    made: dict[str, str] = {}
    api = Api()
    for what, settings in EXPERIMENTS.items():
        own = {}
        if "table" in what:
            own["data"] = {"dataset": api.post("datasets", {"csv": FLOWERS, "target": "kind"})["name"], "samples": None}
        made[what] = api.make(_merged(SMALL, settings, own))
        if what.startswith("changed"):
            api.turn(short=True)
            api.post(f"experiments/{made[what]}/changes", {"set": {"optimizer.learning_rate": 0.1}})
        while api.turn():
            pass
    api.post(f"experiments/{made['changed and its envelope opened']}/test")
    for what, settings in UNFINISHED.items():
        made[what] = api.make(_merged(SMALL, settings), "run" if what == "paused" else "pause")
        if what == "paused":
            api.turn(short=True)
            api.post(f"experiments/{made[what]}/control", {"desired": "pause"})
            while api.turn():
                pass
    answers = {what: {"id": key, "runs": api.get(f"experiments/{key}")["runs"]} for what, key in made.items()}
    (FOLDER / f"{name}.json").write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
    (FOLDER / f"{name}.sql").write_text(_dump())


class Api:
    """A program with a token, and a worker."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client()
        self.headers: dict[str, str] = {}

    def get(self, address: str) -> Any:
        return self._read(self.client.get(f"/api/{address}", headers=self.headers))

    def post(self, address: str, body: Any = None) -> Any:
        text = "" if body is None else json.dumps(body)
        return self._read(
            self.client.post(f"/api/{address}", text, content_type="application/json", headers=self.headers)
        )

    def make(self, spec: dict[str, Any], desired: str = "run") -> str:
        made = self.post(f"experiments?desired={desired}", spec)
        self.headers = {"Authorization": f"Bearer {made['token']}"}
        return str(made["id"])

    def turn(self, short: bool = False) -> bool:
        from playground import slices

        return slices.take_turn("recorder", "cpu", lambda: short)

    def _read(self, answer: Any) -> Any:
        assert answer.status_code < 300, (answer.request, answer.content)
        return json.loads(answer.content)


def _merged(*settings: dict[str, Any]) -> dict[str, Any]:
    spec: dict[str, Any] = {}
    for each in settings:
        for name, value in each.items():
            both = isinstance(value, dict) and isinstance(spec.get(name), dict)
            spec[name] = {**spec[name], **value} if both else value
    return spec


def _dump() -> str:
    from django.db import connections

    connections.close_all()
    with sqlite3.connect(Path(os.environ["DESCENT_HOME"]) / "descent.sqlite3") as database:
        return "\n".join(database.iterdump()) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    os.environ["ALLOWED_HOSTS"] = "testserver"
    import django

    django.setup()
    import torch
    from django.core.management import call_command

    torch.set_num_threads(1)
    call_command("migrate", verbosity=0)
    record(sys.argv[1])
