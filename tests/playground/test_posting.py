"""Curves from outside: begun, told in batches, finished; bounded, told once, and shown like all others."""

import json
import math
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from playground import posting, reaper, storage
from playground.models import Event, Experiment, Owner, Population, Posted, Run, State
from playground.status import status
from playground.wall.look import wall_of
from tests.playground.classes import Pupil, Teacher
from tests.playground.experiments import make
from tests.playground.requests import Visitor, exports, problems, strict
from training.events import EVENTS

pytestmark = pytest.mark.usefixtures("owner")
KEY = "a-key-drawn-at-random"


def begins(visitor: Visitor, **told: Any) -> str:
    """The id of a curve that has no epochs yet."""
    answer = visitor.post("posted", {"title": "My CNN", "key": KEY, "epochs": 5, **told})
    assert answer.status_code == 201, answer.content
    made = strict(answer)
    if not visitor.client.cookies:
        visitor.headers = {"Authorization": f"Bearer {made['token']}"}
    return str(made["id"])


def epoch(number: int, **figures: Any) -> dict[str, Any]:
    return {"epoch": number, "seconds": number / 10, "train_loss": 1 / number, "validation_loss": 2 / number, **figures}


def tells(visitor: Visitor, made: str, *numbers: int) -> int:
    answer = visitor.post(f"posted/{made}/epochs", {"epochs": [epoch(number) for number in numbers]})
    assert answer.status_code == 200, answer.content
    return int(strict(answer)["epoch"])


def kinds(made: str) -> list[str]:
    rows = Event.objects.filter(experiment__public_id=made).order_by("seq")
    return [row.values()["type"] for row in rows]


def test_a_curve_has_the_events_of_an_experiment(visitor: Visitor) -> None:
    made = begins(
        visitor, parameters=1234, settings={"optimizer": "SGD", "layers": 3, "augmented": True, "decay": None}
    )
    assert tells(visitor, made, 1, 2, 3) == 3
    assert visitor.post(f"posted/{made}/finish", {}).status_code == 200
    assert kinds(made) == ["run_started", *["epoch_ended"] * 3, "run_finished"]
    events = strict(visitor.get(f"experiments/{made}/events"))["events"]
    for event in (events[0], events[-1]):
        EVENTS.validate_python({name: value for name, value in event.items() if name != "seq"})
    assert (events[0]["parameters"], events[-1]["best_epoch"], events[-1]["last"]["train_loss"]) == (1234, 3, 1 / 3)
    assert (events[1]["learning_rate"], events[1]["gradient_norm"], events[1]["updates"]) == (None, None, None)
    told = strict(visitor.get(f"experiments/{made}"))
    assert told["spec"]["posted"]["settings"] == {"optimizer": "SGD", "layers": 3, "augmented": True, "decay": None}
    assert (told["status"]["state"], told["status"]["posted"], told["mine"]) == ("finished", True, True)
    assert told["runs"][0]["best"]["validation_loss"] == 2 / 3


def test_its_downloads_and_columns_are_those_of_every_experiment(visitor: Visitor) -> None:
    made = begins(visitor)
    tells(visitor, made, 1, 2)
    lines, document = exports(visitor, made)
    assert len(lines) >= 3
    assert [event["type"] for event in document["events"]] == ["run_started", "epoch_ended", "epoch_ended"]
    [run] = strict(visitor.get(f"experiments/{made}/history"))["runs"]
    assert run["columns"]["train_loss"][-2:] == [1, 0.5]


def test_what_is_told_twice_is_written_once(visitor: Visitor) -> None:
    made = begins(visitor)
    assert begins(visitor, title="Another title") == made
    assert [tells(visitor, made, *numbers) for numbers in ((1, 2), (1, 2), (2, 1, 3), (5,), (4,))] == [2, 2, 3, 5, 5]
    events = strict(visitor.get(f"experiments/{made}/events"))["events"]
    assert [event["epoch"] for event in events[1:]] == [1, 2, 3, 5]
    assert [event["seq"] for event in events] == list(range(1, 6))
    assert Experiment.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_curve(visitor: Visitor) -> None:
    assert begins(visitor) != begins(Visitor())


def test_after_its_end_nothing_is_added(visitor: Visitor) -> None:
    made = begins(visitor)
    tells(visitor, made, 1)
    assert visitor.post(f"posted/{made}/finish", {"reason": "stopped early"}).status_code == 200
    for route, body in (("epochs", {"epochs": [epoch(2)]}), ("finish", {})):
        assert problems(visitor.post(f"posted/{made}/{route}", body), 409) == [("", posting.OVER)]
    assert Run.objects.get().reason == "stopped early"


@pytest.mark.parametrize("reason", ["epochs", "stopped early", "stopped by user", "diverged", "failed"])
def test_it_ends_for_any_of_the_reasons(reason: str, visitor: Visitor) -> None:
    made = begins(visitor)
    tells(visitor, made, 1)
    assert visitor.post(f"posted/{made}/finish", {"reason": reason, "explanation": "Out of memory"}).status_code == 200
    told = strict(visitor.get(f"experiments/{made}"))["status"]
    assert told["state"] == ("failed" if reason == "failed" else "finished")
    last = strict(visitor.get(f"experiments/{made}/events"))["events"][-1]
    assert "Out of memory" in (last["reason"] if reason == "failed" else last["explanation"])


def test_a_curve_without_epochs_may_end_too(visitor: Visitor) -> None:
    made = begins(visitor)
    assert visitor.post(f"posted/{made}/finish", {}).status_code == 200
    assert strict(visitor.get(f"experiments/{made}"))["status"]["epoch"] == 0


WRONG_STARTS: list[tuple[dict[str, Any], str]] = [
    ({"title": "x" * 121}, "title"),
    ({"title": "a\u202eb"}, "title"),
    ({"title": 5}, "title"),
    ({"key": "short"}, "key"),
    ({"key": "with blanks in it"}, "key"),
    ({"epochs": 0}, "epochs"),
    ({"epochs": 10_001}, "epochs"),
    ({"parameters": -1}, "parameters"),
    ({"settings": {str(number): 1 for number in range(31)}}, "settings"),
    ({"settings": {"": 1}}, "settings"),
    ({"settings": {"x" * 61: 1}}, "settings"),
    ({"settings": {"a": "x" * 201}}, "settings.a"),
    ({"settings": {"a": [1]}}, "settings.a"),
    ({"settings": {"a": {"b": 1}}}, "settings.a"),
    ({"classroom": "ABCDEF"}, "classroom"),
    ({"spec": {}}, "spec"),
]


@pytest.mark.parametrize(("wrong", "loc"), WRONG_STARTS, ids=lambda value: str(value)[:30])
def test_a_start_that_is_too_large_or_strange_is_refused(wrong: dict[str, Any], loc: str, visitor: Visitor) -> None:
    found = problems(visitor.post("posted", {"title": "My CNN", "key": KEY, **wrong}), 422)
    assert all(path.startswith(loc) for path, _ in found), found
    assert not Experiment.objects.exists()


WRONG_EPOCHS: list[tuple[Any, str]] = [
    ([], "epochs"),
    ([epoch(number) for number in range(1, 202)], "epochs"),
    ([epoch(1, epoch=0)], "epochs.0.epoch"),
    ([epoch(1, epoch=10_001)], "epochs.0.epoch"),
    ([epoch(1, epoch=1.5)], "epochs.0.epoch"),
    ([epoch(1, train_accuracy=1.01)], "epochs.0.train_accuracy"),
    ([epoch(1, train_loss="low")], "epochs.0.train_loss"),
    ([epoch(1, train_loss=1e301)], "epochs.0.train_loss"),
    ([epoch(1, seconds=-1)], "epochs.0.seconds"),
    ([epoch(1, weights=[1])], "epochs.0.weights"),
]


@pytest.mark.parametrize(("wrong", "loc"), WRONG_EPOCHS, ids=lambda value: str(value)[:30])
def test_epochs_that_cannot_be_are_refused_and_none_is_written(wrong: Any, loc: str, visitor: Visitor) -> None:
    made = begins(visitor)
    found = problems(visitor.post(f"posted/{made}/epochs", {"epochs": wrong}), 422)
    assert all(path.startswith(loc) for path, _ in found), found
    assert kinds(made) == ["run_started"]


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_figures_that_are_not_finite_are_refused(figure: float, visitor: Visitor) -> None:
    made = begins(visitor)
    answer = visitor.post(f"posted/{made}/epochs", json.dumps({"epochs": [epoch(1, train_loss=figure)]}))
    assert answer.status_code in (400, 422)
    problems(answer, answer.status_code)
    assert kinds(made) == ["run_started"]


def test_only_its_owner_tells_it(visitor: Visitor) -> None:
    made = begins(visitor)
    stranger = Visitor()
    stranger.makes()
    problems(stranger.post(f"posted/{made}/epochs", {"epochs": [epoch(1)]}), 403)
    problems(Visitor().post(f"posted/{made}/finish", {}), 403)
    trained = visitor.makes()
    [(_, sentence)] = problems(visitor.post(f"posted/{trained}/epochs", {"epochs": [epoch(1)]}), 422)
    assert "trained here" in sentence


def test_what_needs_a_network_here_is_refused_with_the_reason(visitor: Visitor) -> None:
    made = begins(visitor)
    tells(visitor, made, 1)
    bodies: dict[str, Any] = {
        **{"control": {"desired": "stop"}, "changes": {"set": {"optimizer.learning_rate": 0.1}}},
        **{"fork": {"set": {}}, "branch": {"epoch": 0, "set": {}}, "again": None, "test": None},
        **{"loss-slice": {}, "microscope": {}},
    }
    for route, body in bodies.items():
        refused = problems(visitor.post(f"experiments/{made}/{route}", body), 409)
        assert refused == [("", posting.NOT_HERE)], route
    for route in ("scene", "networks?runs=1", "weights", "times", "export/weights", "export/spec"):
        refused = problems(visitor.get(f"experiments/{made}/{route}"), 409)
        assert refused == [("", posting.NOT_HERE)], route


def test_no_worker_ever_looks_at_it(visitor: Visitor) -> None:
    begins(visitor)
    assert not Population.objects.wanted().exists()
    assert Run.objects.get().state == State.RUNNING


def test_who_falls_silent_is_ended_with_the_reason(visitor: Visitor) -> None:
    made = begins(visitor)
    tells(visitor, made, 1)
    reaper.reap()
    assert Run.objects.get().state == State.RUNNING
    Posted.objects.update(heard_at=Now() - posting.SILENT_AFTER - timedelta(seconds=1))
    reaper.reap()
    reaper.reap()
    assert (Run.objects.get().state, Run.objects.get().reason) == (State.FAILED, posting.SILENT)
    assert kinds(made) == ["run_started", "epoch_ended", "run_failed"]


def test_nobody_begins_without_end(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_OPEN", 2)
    monkeypatch.setattr(posting, "MOST_A_DAY", 3)
    first = begins(visitor, key="number-1")
    begins(visitor, key="number-2")
    assert problems(visitor.post("posted", {"key": "number-3"}), 429) == [("", posting.FULL)]
    visitor.post(f"posted/{first}/finish", {})
    begins(visitor, key="number-4")
    visitor.post(f"posted/{first}/finish", {})
    Posted.objects.update(ended=True)
    assert problems(visitor.post("posted", {"key": "number-5"}), 429) == [("", posting.OFTEN)]


def test_its_room_is_counted_when_it_is_over(visitor: Visitor) -> None:
    made = begins(visitor, epochs=1000)
    storage.measure()
    assert Experiment.objects.get().takes == 1000 * posting.BYTES_AN_EPOCH
    tells(visitor, made, 1)
    visitor.post(f"posted/{made}/finish", {})
    storage.measure()
    assert Experiment.objects.get().takes == sum(len(row.body) for row in Event.objects.all())


def test_the_page_says_what_it_is_and_offers_no_training(visitor: Visitor) -> None:
    made = begins(visitor)
    page = visitor.client.get(f"/e/{made}").content.decode()
    assert "Posted from outside" in page
    assert "data-fork" not in page
    assert "data-action" not in page
    for address in (f"/e/{made}/embed", f"/e/{made}/preview.png"):
        assert visitor.client.get(address).status_code == 200


class TestOnTheWall:
    """A student of a class posts."""

    def test_it_stands_there_with_a_mark_and_on_no_board(self) -> None:
        teacher = Teacher()
        classroom = teacher.classroom
        pupil = Pupil().joins(classroom, "Ada")
        made = begins(pupil, classroom=classroom.code)
        answer = pupil.post(f"posted/{made}/epochs", {"epochs": [epoch(1, validation_accuracy=1.0)]})
        assert answer.status_code == 200
        classroom.assignments.create(title="A task", dataset="circle", metric="validation_accuracy", target=0.5)
        board = strict(teacher.get(f"classes/{classroom.code}/wall"))
        [row] = board["rows"]
        assert (row["name"], row["state"], row["posted"], row["shared"]) == ("Ada", "running", True, True)
        assert row["words"] == "Posted from outside: epoch 1 of 5."
        assert board["boards"] == []
        assert board["assignments"][0]["reached"] == 0
        assert strict(pupil.get(f"experiments/{made}"))["mine"]

    def test_only_students_of_a_class_post_to_it(self) -> None:
        classroom = Teacher().classroom
        stranger = Visitor()
        [(loc, sentence)] = problems(stranger.post("posted", {"key": KEY, "classroom": classroom.code}), 422)
        assert (loc, sentence) == ("classroom", "You are no student of a class with this code.")
        other = Teacher("gauss").classroom
        pupil = Pupil().joins(other, "Ida")
        problems(pupil.post("posted", {"key": KEY, "classroom": classroom.code}), 422)

    def test_what_is_trained_here_has_no_mark(self, owner: Owner) -> None:
        teacher = Teacher()
        member, _ = teacher.classroom.admit("Emmy")
        Experiment.objects.filter(pk=make(member.owner).pk).update(classroom=teacher.classroom)
        wall = wall_of(teacher.classroom)
        wall.recount()
        wall.look(0)
        [row] = json.loads(wall.boards["staff"].frame(0))["rows"]
        assert row["posted"] is False


def test_a_status_says_where_it_was_trained(visitor: Visitor) -> None:
    made = begins(visitor)
    tells(visitor, made, 1, 2)
    told = status(Experiment.objects.get(public_id=made))
    assert told["sentence"] == "Posted from outside: epoch 2 of 5."
    assert (told["epoch"], told["epochs"], told["device"]) == (2, 5, "posted from outside")
    assert status(make(Owner.objects.create()))["posted"] is False
