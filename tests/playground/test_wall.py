"""The wall of a class: where everybody stands, told to each as much as they may know, at a cost that does not grow."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from playground import control
from playground.models import Classroom, Dataset, Experiment, Owner, Population, Run, Worker
from playground.wall import look
from playground.wall.board import BOOT, Board
from playground.wall.curve import MOST_POINTS, Curve
from playground.wall.look import Wall
from tests.playground.experiments import SMALL, take_short_turn, train_to_the_end
from training.spec import Spec

pytestmark = pytest.mark.usefixtures("owner")


@pytest.fixture
def classroom(owner: Owner, django_user_model: Any) -> Classroom:
    Worker.seen("a worker", "cpu")
    return Classroom.objects.found("Mathematics 12b", django_user_model.objects.create_user("noether"))


def joins(classroom: Classroom, nickname: str) -> Owner:
    return classroom.admit(nickname)[0].owner


def makes(classroom: Classroom, owner: Owner, **settings: Any) -> Experiment:
    spec = Spec.parse({**SMALL, **settings}, Dataset.objects.outline)
    return Experiment.objects.start(spec, owner, classroom=classroom)


def frame(wall: Wall, sight: str = "staff", after: int = 0) -> Any:
    wall.look(0)
    return json.loads(wall.boards[sight].frame(after))


def test_everybody_is_on_the_wall_by_name_with_state_figures_and_curve(classroom: Classroom) -> None:
    ada = joins(classroom, "Ada")
    joins(classroom, "Emmy")
    made = makes(classroom, ada, optimizer={"kind": "momentum", "learning_rate": 0.05, "beta": 0.8})
    train_to_the_end()
    first, second = frame(Wall(classroom.pk))["rows"]
    run = made.runs.get()
    assert (first["name"], first["state"], first["help"], first["epoch"]) == ("Ada", "finished", None, 12)
    assert (first["rate"], first["momentum"], first["dataset"]) == (0.05, 0.8, "circle")
    assert (first["loss"], first["accuracy"]) == (run.best_validation_loss, run.best_validation_accuracy)
    assert len(first["curve"]) == 13
    assert all(0 <= height <= 99 for height in first["curve"])
    assert (second["name"], second["state"], second["id"]) == ("Emmy", "idle", None)


def test_the_best_figures_are_those_of_any_epoch(classroom: Classroom) -> None:
    made = makes(classroom, joins(classroom, "Ada"), optimizer={"kind": "sgd", "learning_rate": 0.5})
    train_to_the_end()
    events = [json.loads(body) for body in made.events.values_list("body", flat=True)]
    epochs = [event for event in events if event["type"] == "epoch_ended"]
    run = made.runs.get()
    assert run.best_validation_accuracy == max(event["validation_accuracy"] for event in epochs)
    assert run.best_validation_loss == min(event["validation_loss"] for event in epochs)


def test_what_trains_counts_before_what_is_newer(classroom: Classroom) -> None:
    ada = joins(classroom, "Ada")
    training = makes(classroom, ada)
    take_short_turn()
    makes(classroom, ada)
    [row] = frame(Wall(classroom.pk))["rows"]
    assert (row["id"], row["state"]) == (training.public_id, "running")


@pytest.mark.parametrize(
    ("change", "help"),
    [
        ({"lease_until": Now() - timedelta(seconds=9), "lease_owner": "gone"}, "stuck"),
        ({"attempts": 2}, "stuck"),
        ({"last_slice": Now() - timedelta(seconds=90), "lease_until": None}, "late"),
    ],
)
def test_who_needs_help_is_told(change: dict[str, Any], help: str, classroom: Classroom) -> None:
    makes(classroom, joins(classroom, "Ada"))
    take_short_turn()
    wall = Wall(classroom.pk)
    assert frame(wall)["rows"][0]["help"] is None
    Population.objects.update(**change)
    [row] = frame(wall)["rows"]
    assert (row["state"], row["help"]) == ("running", help)


def test_without_workers_everybody_who_wants_to_train_is_stuck(classroom: Classroom) -> None:
    makes(classroom, joins(classroom, "Ada"))
    Worker.objects.all().delete()
    [row] = frame(Wall(classroom.pk))["rows"]
    assert (row["help"], row["words"]) == ("stuck", "No worker is running. It goes on as soon as one is.")


def test_who_waits_for_a_gpu_where_there_is_none_is_stuck(classroom: Classroom) -> None:
    makes(classroom, joins(classroom, "Ada"))
    Experiment.objects.update(device="cuda")
    [row] = frame(Wall(classroom.pk))["rows"]
    assert (row["help"], row["words"][:14]) == ("stuck", "It waits for a")


def test_a_diverged_run_needs_help_and_counts_for_nothing(classroom: Classroom) -> None:
    makes(classroom, joins(classroom, "Ada"))
    Run.objects.update(state="finished", reason="diverged")
    Population.objects.update(state="finished")
    [row] = frame(Wall(classroom.pk))["rows"]
    assert (row["state"], row["help"], row["accuracy"]) == ("diverged", "diverged", None)


def test_the_class_sees_neither_names_nor_links_of_what_is_private(classroom: Classroom) -> None:
    ada, emmy = joins(classroom, "Ada"), joins(classroom, "Emmy")
    joins(classroom, "Sofja")
    private, shared = makes(classroom, ada), makes(classroom, emmy)
    Experiment.objects.filter(pk=shared.pk).update(visibility="class")
    wall = Wall(classroom.pk)
    told = frame(wall, "class")
    text = json.dumps(told)
    assert "Ada" not in text
    assert private.public_id not in text
    assert [(row["name"], row["id"]) for row in told["rows"]] == [("Emmy", shared.public_id), (None, None)]
    assert told["classroom"]["students"] == 3
    mine = wall.mine(ada.pk)
    assert (mine["id"], mine["key"]) == (private.public_id, told["rows"][1]["key"])
    Experiment.objects.filter(pk=shared.pk).update(anonymous=True)
    named = frame(wall, "class")
    assert "Emmy" not in json.dumps(named)
    assert shared.public_id in json.dumps(named)


def test_nobody_is_recognised_by_what_was_shared_before(classroom: Classroom) -> None:
    ada = joins(classroom, "Ada")
    shared = makes(classroom, ada)
    Experiment.objects.filter(pk=shared.pk).update(visibility="class")
    wall = Wall(classroom.pk)
    [before] = frame(wall, "class")["keys"]
    makes(classroom, ada)
    [after] = frame(wall, "class")["keys"]
    assert before != after


def test_what_is_pinned_is_open_to_the_class(classroom: Classroom) -> None:
    made = makes(classroom, joins(classroom, "Ada"))
    classroom.pin(made)
    told = frame(Wall(classroom.pk), "class")
    assert told["pinned"]["id"] == told["rows"][0]["id"] == made.public_id


def test_only_what_changed_is_told(classroom: Classroom) -> None:
    ada, emmy = joins(classroom, "Ada"), joins(classroom, "Emmy")
    makes(classroom, ada)
    wall = Wall(classroom.pk)
    whole = frame(wall)
    assert (whole["boot"], whole["after"], len(whole["rows"])) == (BOOT, 0, 2)
    quiet = frame(wall, after=whole["version"])
    assert quiet == {"boot": BOOT, "version": whole["version"], "after": whole["version"], "rows": []}
    take_short_turn()
    [changed] = frame(wall, after=whole["version"])["rows"]
    assert changed["name"] == "Ada"
    makes(classroom, emmy)
    [changed] = frame(wall, after=whole["version"] + 1)["rows"]
    assert changed["name"] == "Emmy"


def test_sixty_students_cost_no_more_queries_than_three(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "BOARDS_EVERY", float("inf"))  # however slow the machine is

    def queries() -> int:
        wall = Wall(classroom.pk)
        wall.look(0)
        for experiment in Experiment.objects.all():
            control.desire(experiment, "pause")
        with CaptureQueriesContext(connection) as asked:
            wall.look(0)
        return len(asked)

    for number in range(3):
        makes(classroom, joins(classroom, f"Student {number}"))
    few = queries()
    for number in range(3, 60):
        makes(classroom, joins(classroom, f"Student {number}"))
    Experiment.objects.update(desired="run")
    Population.objects.update(state="waiting")
    Run.objects.update(state="waiting")
    assert queries() <= few + 1  # the curves are read fifty at a time
    assert few <= 12


def test_who_waits_is_told_the_place(classroom: Classroom) -> None:
    for name in ("Ada", "Emmy"):
        makes(classroom, joins(classroom, name))
    rows = frame(Wall(classroom.pk))["rows"]
    assert [row["words"] for row in rows] == ["Next in the queue.", "Place 2 in the queue."]


def test_places_in_the_queue_cost_the_same_however_many_wait(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "BOARDS_EVERY", 0)

    def queries() -> int:
        wall = Wall(classroom.pk)
        wall.look(0)
        with CaptureQueriesContext(connection) as asked:
            wall.look(0)
        return len(asked)

    for number in range(3):
        makes(classroom, joins(classroom, f"Student {number}"))
    few = queries()
    for number in range(3, 33):
        makes(classroom, joins(classroom, f"Student {number}"))
    assert queries() == few <= 20


def test_a_long_curve_stays_small_and_keeps_its_end() -> None:
    curve = Curve(1, {"data": {"split": {"validation": 0.2}}})
    for epoch in range(1, 5001):
        curve.add(f'{{"seq": 1, "type": "epoch_ended", "run": 1, "epoch": {epoch}, "validation_loss": {1 / epoch}')
    assert len(curve.shape) <= MOST_POINTS + 2
    assert (curve.shape[0], curve.shape[-1]) == (99, 0)


def test_a_curve_that_hardly_moves_is_flat() -> None:
    curve = Curve(1, {})
    for loss in (0.5, 0.501, 0.5):
        curve.add(f'{{"type": "epoch_ended", "run": 1, "validation_loss": {loss}')
    assert max(curve.shape) - min(curve.shape) <= 3


def test_a_board_tells_everything_to_who_comes_from_elsewhere() -> None:
    board = Board()
    board.update([{"key": "a", "x": 1}], {"title": "t"})
    assert json.loads(board.frame(77)) == json.loads(board.frame(0))
    board.update([], {"title": "t"})
    assert json.loads(board.frame(1)) == {"boot": BOOT, "version": 2, "after": 1, "rows": [], "keys": []}
