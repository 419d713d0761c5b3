"""Telling an experiment what to do over HTTP: pause, step, stop, and changes of settings."""

from typing import Any

import pytest

from playground.models import Experiment
from tests.playground.requests import LONG_PATH, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")


@pytest.mark.parametrize(
    ("desired", "state"), [("run", "waiting"), ("step", "waiting"), ("stop", "waiting"), ("pause", "paused")]
)
def test_a_wish_is_noted_and_answered_with_the_status(desired: str, state: str, visitor: Visitor) -> None:
    made = visitor.makes()
    for _ in range(2):  # asking twice is asking once
        answer = strict(visitor.post(f"experiments/{made}/control", {"desired": desired}))
        assert (answer["status"]["desired"], answer["status"]["state"]) == (desired, state)
    assert strict(visitor.get(f"experiments/{made}"))["seq"] == (1 if desired == "pause" else 0)


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({}, "desired"), ({"desired": "fly"}, "desired"), ({"desired": None}, "desired"), ({"desired": []}, "desired"),
        ("[]", ""), ("null", ""), ('{"desired": NaN}', "desired"), ('{"desired": "\\ud800"}', "desired"),
        (f'{{"desired": {"9" * 5000}}}', ""), ("[" * 50_000, ""), ("{", ""), (b"\xff", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_impossible_wish_is_refused(body: Any, loc: str, visitor: Visitor) -> None:
    made = visitor.makes()
    answer = visitor.post(f"experiments/{made}/control", body)
    found = problems(answer, answer.status_code)
    assert answer.status_code in (400, 422)
    assert found[0][0] == loc
    assert Experiment.objects.get().desired == "run"


def test_a_wish_with_more_in_it_is_refused(visitor: Visitor) -> None:
    made = visitor.makes()
    assert problems(visitor.post(f"experiments/{made}/control", {"desired": "stop", "owner": 2}), 422)[0][0] == "owner"
    assert Experiment.objects.get().desired == "run"


def test_live_settings_are_accepted(visitor: Visitor) -> None:
    made = visitor.makes()
    changed = {"set": {"optimizer.learning_rate": 0.01, "stopping.epochs": 7}}
    answer = visitor.post(f"experiments/{made}/changes", changed)
    assert answer.status_code == 202
    assert strict(answer) == changed


@pytest.mark.parametrize(
    ("settings", "loc"),
    [
        ({"seed": 5}, "seed"), ({"network.hidden": []}, "network.hidden"), ({"colour": 1}, "colour"), ({"": 1}, ""),
        ({"optimizer": {"kind": "adam"}}, "optimizer"), ({"optimizer.kind": "adam"}, "optimizer.kind"),
        ({"optimizer.learning_rate": -1}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": "0.1"}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": None}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": {}}, "optimizer.learning_rate"),
        ({"owner": 1}, "owner"), ({"title": "x"}, "title"), ({"__class__": 1}, "__class__"),
        ({"network.hidden.0.units": 5}, "network.hidden.0.units"), ({LONG_PATH: 1}, LONG_PATH),
        ({"network.hidden.²": 1}, "network.hidden.²"), ({"..": 1}, ".."), ({"a\u0000": 1}, "a\u0000"),
        ({"\ud800": 1}, "\ud800"),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "replace").decode() if isinstance(value, dict) else "",
)  # fmt: skip
def test_other_settings_cannot_change_while_it_trains(settings: dict[str, Any], loc: str, visitor: Visitor) -> None:
    made = visitor.makes()
    assert loc in [place for place, _ in problems(visitor.post(f"experiments/{made}/changes", {"set": settings}), 422)]
    assert not Experiment.objects.get().changes.exists()


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", "null", '{"set": []}', '{"set": null}', '{"set": {}, "owner": 1}', '{"set": NaN}', "{", b"\xff"],
)
@pytest.mark.parametrize("route", ["changes", "fork"])
def test_changes_in_another_form_are_refused(route: str, body: str, visitor: Visitor) -> None:
    made = visitor.makes()
    if route == "fork" and body in ("", "{}"):
        assert visitor.post(f"experiments/{made}/fork", body).status_code == 201  # an exact copy
    else:
        problems(visitor.post(f"experiments/{made}/{route}", body), 422)
