"""What a teacher does with a class from its wall, what students are refused, and what comes home as a table."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from playground import sealed_figures
from playground.models import Assignment, Experiment, Run, Worker
from playground.wall import look
from tests.playground.answering import a_worker_that_answers
from tests.playground.classes import Pupil, Teacher
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")
SMALL = {"data": {"samples": 60}, "stopping": {"epochs": 12}}
TASK = {"title": "Find a rate", "lesson": "/?dataset=circle&hide=data", "metric": "validation_accuracy", "target": 0.01}


@pytest.fixture
def teacher() -> Teacher:
    Worker.seen("a worker", "cpu")
    return Teacher()


@pytest.fixture
def ada(teacher: Teacher) -> Pupil:
    return Pupil().joins(teacher.classroom, "Ada")


def at(someone: Any, route: str) -> str:
    return f"classes/{someone.classroom.code}/{route}"


def put(someone: Any, address: str, body: Any) -> Any:
    return someone.client.put(
        f"/api/{address}", json.dumps(body), content_type="application/json", headers=someone.headers
    )


def wall(someone: Visitor, teacher: Teacher, question: str = "") -> Any:
    return strict(someone.get(f"{at(teacher, 'wall')}?{question}"))


def test_the_wall_is_for_those_in_the_class(teacher: Teacher, ada: Pupil) -> None:
    assert [row["name"] for row in wall(teacher, teacher)["rows"]] == ["Ada"]
    assert wall(ada, teacher)["rows"] == []
    for stranger in (Visitor(), Pupil(), Teacher("gauss")):
        problems(stranger.get(at(teacher, "wall")), 404)
        assert stranger.client.get(f"/class/{teacher.classroom.code}")["Location"] == f"/join/{teacher.classroom.code}"
    problems(teacher.get("classes/ABCDEF/wall"), 404)
    assert teacher.client.get("/class/ABCDEF").status_code == 404


def test_a_student_sees_what_the_teacher_s_projector_shows(teacher: Teacher, ada: Pupil) -> None:
    ada.makes(**SMALL)
    seen = wall(ada, teacher)
    shown = wall(teacher, teacher, "view=class")
    assert seen["rows"] == shown["rows"]
    assert "Ada" not in json.dumps(shown)
    assert seen["mine"]["key"] == seen["rows"][0]["key"]
    assert shown["mine"] == {}


def test_what_a_student_deletes_leaves_the_wall(teacher: Teacher, ada: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "LOOK_EVERY", 0)
    made = ada.makes(**SMALL)
    assert [row["id"] for row in wall(teacher, teacher)["rows"]] == [made]
    problems(teacher.delete(f"experiments/{made}"), 403)
    assert ada.delete(f"experiments/{made}").status_code == 204
    [row] = wall(teacher, teacher)["rows"]
    assert (row["name"], row["state"], row["id"]) == ("Ada", "idle", None)
    assert wall(ada, teacher)["rows"] == []


def test_a_cursor_brings_what_changed_and_nonsense_everything(teacher: Teacher, ada: Pupil) -> None:
    told = wall(teacher, teacher)
    later = wall(teacher, teacher, f"boot={told['boot']}&after={told['version']}")
    assert (later["after"], later["rows"]) == (told["version"], [])
    assert len(wall(teacher, teacher, "boot=other&after=1")["rows"]) == 1
    for strange in ("after=-1", "after=x", f"after={2**70}", "view=staff"):
        problems(teacher.get(f"{at(teacher, 'wall')}?{strange}"), 422)


def test_the_page_knows_who_looks(teacher: Teacher, ada: Pupil) -> None:
    address = f"/class/{teacher.classroom.code}"
    page = teacher.look(address).content.decode()
    assert "Stop all" in page
    assert "Stop all" not in teacher.look(f"{address}?projector").content.decode()
    assert "Stop all" not in ada.look(address).content.decode()
    assert "frame-src 'self'" in teacher.look(address)["Content-Security-Policy"]


def test_a_teacher_stops_or_pauses_the_whole_class(teacher: Teacher, ada: Pupil) -> None:
    emmy = Pupil().joins(teacher.classroom, "Emmy")
    ours = {ada.makes(**SMALL), emmy.makes(**SMALL)}
    theirs = Visitor().makes(**SMALL)
    assert strict(teacher.post(at(teacher, "control"), {"desired": "pause"})) == {"experiments": 2}
    assert strict(teacher.post(at(teacher, "control"), {"desired": "pause"})) == {"experiments": 0}
    wanted = dict(Experiment.objects.values_list("public_id", "desired"))
    assert {wanted[each] for each in ours} == {"pause"}
    assert wanted[theirs] == "run"
    assert strict(teacher.post(at(teacher, "control"), {"desired": "stop"})) == {"experiments": 2}
    problems(teacher.post(at(teacher, "control"), {"desired": "run"}), 422)


def test_what_is_pinned_may_be_read_by_the_class_and_only_what_is_ours_can_be(teacher: Teacher, ada: Pupil) -> None:
    emmy = Pupil().joins(teacher.classroom, "Emmy")
    made, theirs = ada.makes(**SMALL), Teacher("gauss")
    foreign = Pupil().joins(theirs.classroom, "Carl").makes(**SMALL)
    problems(emmy.get(f"experiments/{made}"), 404)
    assert put(teacher, at(teacher, "pin"), {"experiment": made}).status_code == 200
    assert emmy.get(f"experiments/{made}").status_code == 200
    for strange in (foreign, "nothing", ""):
        problems(put(teacher, at(teacher, "pin"), {"experiment": strange}), 404)
    put(teacher, at(teacher, "pin"), {"experiment": None})
    problems(emmy.get(f"experiments/{made}"), 404)


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("post", "control", {"desired": "stop"}), ("put", "pin", {"experiment": None}), ("post", "assignments", TASK),
        ("delete", "assignments/1", None), ("post", "test", {"dataset": "circle"}), ("get", "results", None),
    ],
)  # fmt: skip
def test_only_its_teacher_runs_a_class(method: str, route: str, body: Any, teacher: Teacher, ada: Pupil) -> None:
    ada.makes(**SMALL)

    def send(someone: Visitor) -> Any:
        call = getattr(someone.client, method)
        data = {} if method == "get" else {"data": json.dumps(body), "content_type": "application/json"}
        return call(f"/api/{at(teacher, route)}", headers=someone.headers, **data)

    problems(send(ada), 403)
    for stranger in (Visitor(), Teacher("gauss")):
        problems(send(stranger), 404)
    teacher.headers = {} if method != "get" else teacher.headers
    answer = send(teacher)
    assert answer.status_code == (200 if method == "get" else 403)  # without the token of the page nothing is changed
    assert Experiment.objects.get().desired == "run"


@pytest.mark.parametrize(
    ("change", "loc"),
    [
        ({"title": ""}, "title"), ({"title": "\x00"}, "title"), ({"lesson": "https://evil.example/x"}, "lesson"),
        ({"lesson": "javascript:alert(1)"}, "lesson"), ({"lesson": "//evil.example"}, "lesson"),
        ({"target": "x"}, "target"),
        ({"lesson": "/?dataset=nothing"}, "lesson"), ({"target": 95}, "target"), ({"metric": "test_loss"}, "metric"),
        ({"deadline": "2001-01-01T00:00:00Z"}, "deadline"), ({"deadline": "2101-01-01T00:00:00"}, "deadline"),
    ],
)  # fmt: skip
def test_a_task_that_cannot_be_is_refused_at_its_field(change: dict[str, Any], loc: str, teacher: Teacher) -> None:
    [(where, sentence)] = problems(teacher.post(at(teacher, "assignments"), {**TASK, **change}), 422)
    assert where.endswith(loc)
    assert sentence
    assert not Assignment.objects.exists()


def test_a_task_is_taken_back(teacher: Teacher) -> None:
    made = strict(teacher.post(at(teacher, "assignments"), TASK))["id"]
    for key, status in ((made, 204), (made, 404), (10**30, 404), ("x", 422)):
        address = f"/api/{at(teacher, f'assignments/{key}')}"
        assert teacher.client.delete(address, headers=teacher.headers).status_code == status
    assert wall(teacher, teacher)["assignments"] == []


def test_who_reaches_a_task_in_time_is_told(teacher: Teacher, ada: Pupil) -> None:
    emmy = Pupil().joins(teacher.classroom, "Emmy")
    early = emmy.makes(**SMALL)
    deadline = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    whole = {**TASK, "lesson": f"http://testserver{TASK['lesson']}", "deadline": deadline}
    assert teacher.post(at(teacher, "assignments"), whole).status_code == 201
    assert Assignment.objects.get().lesson == TASK["lesson"]
    Experiment.objects.filter(public_id=early).update(created=timezone.now() - timedelta(hours=1))
    made = ada.makes(**SMALL)
    ada.makes(**SMALL, seed=1)
    train_to_the_end()
    [task] = wall(teacher, teacher)["assignments"]
    assert (task["reached"], task["late"], task["students"], task["dataset"]) == (1, 0, 2, "Circle")
    assert [(who["name"], who["in_time"], who["id"]) for who in task["who"]] == [
        ("Ada", True, made),
        ("Emmy", False, None),
    ]
    [told] = wall(ada, teacher)["assignments"]
    assert "who" not in told
    assert wall(ada, teacher)["mine"]["reached"] == [task["id"]]
    Assignment.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    rows = list(csv.reader(io.StringIO(teacher.get(at(teacher, "results")).content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["student", "Ada", "Emmy"]
    assert rows[1][1] == "2"
    assert (rows[1][4], rows[1][5]) == ("late", f"http://testserver/e/{made}")
    assert rows[2][2:] == ["", "", "no", ""]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", " =1", "＝1"])
def test_a_spreadsheet_calculates_nothing_that_a_student_wrote(name: str, teacher: Teacher) -> None:
    teacher.classroom.admit(name)
    text = teacher.get(at(teacher, "results")).content.decode("utf-8-sig")
    [_, row] = csv.reader(io.StringIO(text))
    assert row[0].startswith("'")


def test_the_board_shows_the_best_by_validation_and_tests_only_when_the_envelopes_are_opened(
    teacher: Teacher, ada: Pupil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_figures, "MOST_SECONDS", 0.2)  # until somebody works
    emmy = Pupil().joins(teacher.classroom, "Emmy")
    made = ada.makes(**SMALL, optimizer={"kind": "adam"})
    emmy.makes(**SMALL, optimizer={"kind": "sgd", "learning_rate": 1e-6})
    train_to_the_end()
    search = {"kind": "list", "runs": [{"name": "one"}, {"name": "two"}]}
    searched = Pupil().joins(teacher.classroom, "Sofja").makes(**SMALL, vary=search)
    train_to_the_end()
    [board] = wall(teacher, teacher)["boards"]
    assert (board["title"], board["opened"], board["students"]) == ("Circle", False, 3)
    figures = [place["accuracy"] for place in board["places"]]
    assert figures == sorted(figures, reverse=True)
    assert all("test" not in place for place in board["places"])
    [(where, _)] = problems(teacher.post(at(teacher, "test"), {"dataset": "spiral"}), 422)
    assert where == "dataset"
    for _ in range(2):
        assert strict(teacher.post(at(teacher, "test"), {"dataset": "circle"})) == {"opened": 2, "sealed": 1}
    [board] = wall(ada, teacher)["boards"]
    assert board["opened"]
    tests = {place["key"]: place["test"] for place in board["places"]}
    own = strict(ada.get(f"experiments/{made}/test"))["test"]
    assert tests[wall(ada, teacher)["mine"]["places"][0]] == {"loss": own["loss"], "accuracy": own["accuracy"]}
    assert list(tests.values()).count(None) == 1
    assert Experiment.objects.get(public_id=made).test_openings == 1
    # Of a search, a worker evaluates the one run that validation chose.
    monkeypatch.undo()
    with a_worker_that_answers():
        assert strict(teacher.post(at(teacher, "test"), {"dataset": "circle"})) == {"opened": 3, "sealed": 0}
    [board] = wall(ada, teacher)["boards"]
    assert all(place["test"] for place in board["places"])
    assert Experiment.objects.get(public_id=searched).test_openings == 1
    assert Run.objects.filter(experiment__public_id=searched).exclude(sealed_test=None).count() == 1
