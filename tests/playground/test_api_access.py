"""Who may do what over HTTP, and one form of refusal for everything."""

from typing import Any

import pytest
from django.db import OperationalError

from playground.models import Experiment, Owner, Run
from tests.playground.experiments import make
from tests.playground.requests import Browser, Visitor, problems, routes

pytestmark = pytest.mark.usefixtures("owner")


@pytest.mark.parametrize(
    ("route", "body"),
    [("control", {"desired": "stop"}), ("changes", {"set": {"optimizer.learning_rate": 0.01}}), ("test", None)],
)
def test_only_the_owner_controls(route: str, body: Any, visitor: Visitor) -> None:
    made = visitor.makes()
    stranger, browser = Visitor(), Browser()
    stranger.makes()
    for other in (Visitor(), stranger, browser):
        [(_, sentence)] = problems(other.post(f"experiments/{made}/{route}", body), 403)
        assert sentence == "Only its owner can do this. Fork the experiment to get one of your own."
    assert Experiment.objects.get(public_id=made).desired == "run"
    assert visitor.post(f"experiments/{made}/{route}", body).status_code != 403


def test_every_route_that_changes_an_experiment_is_for_its_owner_alone(visitor: Visitor) -> None:
    made, stranger = visitor.makes(), Visitor()
    stranger.makes()
    bodies = {"control": {"desired": "stop"}, "changes": {"set": {"optimizer.learning_rate": 0.01}}}
    copies = ("/fork", "/branch", "/again", "/loss-slice", "/microscope")  # they belong to whoever makes them
    own = [each for each in routes() if each[0] != "get" and "/experiments/{public_id}" in each[1]]
    changing = [each for each in own if not each[1].endswith(copies)]
    assert len(changing) >= 4
    for method, path in changing:
        address = path.removeprefix("/api/").replace("{public_id}", made)
        problems(getattr(stranger, method)(address, bodies.get(path.rpartition("/")[2], {})), 403)


@pytest.mark.parametrize("route", ["control", "changes", "test"])
def test_what_has_ended_can_no_longer_be_controlled(route: str, visitor: Visitor, finished: str) -> None:
    bodies = {"control": {"desired": "run"}, "changes": {"set": {"optimizer.learning_rate": 0.1}}, "test": None}
    if route == "test":
        Run.objects.update(sealed_test=None)
    problems(visitor.post(f"experiments/{finished}/{route}", bodies[route]), 409)


STRANGE_IDS = ["nothing", "x" * 22, "x" * 5000, "%00", "%ff", "..%2f..", "1", "-1", "' OR 1=1", "é", "%F0%9F%A7%A0"]


@pytest.mark.parametrize("strange", STRANGE_IDS, ids=lambda text: text[:12])
def test_an_unknown_experiment_is_not_found(strange: str, visitor: Visitor) -> None:
    visitor.makes()
    for route in ("", "/events", "/export/csv", "/export/json"):
        problems(visitor.get(f"experiments/{strange}{route}"), 404)
    bodies = {"control": {"desired": "stop"}, "changes": {"set": {}}, "fork": {"set": {}}, "test": None}
    for route, body in bodies.items():
        problems(visitor.post(f"experiments/{strange}/{route}", body), 404)
    assert visitor.client.get(f"/e/{strange}").status_code == 404


@pytest.mark.parametrize("address", ["nothing", "experiments/x/y/z", "experiments/x/control/y", "", "schema/"])
def test_an_unknown_address_is_not_found(address: str, visitor: Visitor) -> None:
    problems(visitor.get(address), 404)


@pytest.mark.parametrize("address", ["schema", "datasets", "experiments/x/events"])
def test_another_method_is_refused(address: str, visitor: Visitor) -> None:
    answer = visitor.client.delete(f"/api/{address}")
    problems(answer, 405)
    assert "GET" in answer["Allow"]


def test_the_database_being_busy_is_a_503(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any, **__: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Experiment.objects, "start", busy)
    answer = visitor.post("experiments", {})
    problems(answer, 503)
    assert answer["Retry-After"] == "2"


def test_an_experiment_of_another_owner_can_be_made_by_no_trick(visitor: Visitor) -> None:
    other = make(Owner.objects.create())
    visitor.makes()
    visitor.post("experiments", {"owner": other.owner_id})
    assert Experiment.objects.filter(owner=other.owner).count() == 1
