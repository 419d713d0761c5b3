"""A network that diverges is a result: shown, told and downloadable like any other, and NaN is nowhere."""

import json
import urllib.request

from tests.drills.site import Site
from tests.drills.student import Student

WINE = {
    "data": {"dataset": "wine", "normalization": {"shift": False, "scale": False}},
    "optimizer": {"learning_rate": 10},
}


def text(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        found: str = answer.read().decode()
        return found


def test_a_far_too_large_learning_rate_ends_diverged_with_its_epoch(site: Site) -> None:
    student = Student(site, WINE)
    last = student.wait_for_the_end()[-1]
    assert last["reason"] == "diverged"
    status = student.status
    assert (status["state"], status["reason"], status["epoch"]) == ("finished", "diverged", last["epochs"])
    assert f"epoch {last['epochs']}" in status["sentence"]
    assert text(f"{site.url}/e/{student.id}").startswith("<!doctype html>")
    table = text(f"{site.url}/api/experiments/{student.id}/export/csv")
    assert len(table.splitlines()) == 2 + last["epochs"]
    assert "nan" not in table.lower()
    document = text(f"{site.url}/api/experiments/{student.id}/export/json")
    assert json.loads(document, parse_constant=lambda name: 1 / 0)["events"][-1] == last
    student.ask(f"experiments/{student.id}/test", {})
    fork = student.ask(f"experiments/{student.id}/fork", {"set": {"optimizer.learning_rate": 0.001}})
    assert student.ask(f"experiments/{fork['id']}")["parent"] == student.id
