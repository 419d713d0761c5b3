"""The end of a class: archived it is read and nothing more, deleted it is gone, and what students made stays theirs."""

import pytest

from playground.models import Classroom, Desired, Experiment, Membership
from tests.playground.classes import Pupil, Teacher, Visiting, codes
from tests.playground.requests import problems, strict

pytestmark = pytest.mark.usefixtures("owner")
TASK = {"title": "A task", "target": 0.9}


@pytest.fixture
def teacher() -> Teacher:
    return Teacher()


@pytest.fixture
def address(teacher: Teacher) -> str:
    return f"/classes/{teacher.classroom.code}"


def test_an_archived_class_is_read_and_nothing_is_added(teacher: Teacher, address: str) -> None:
    code, ada = teacher.classroom.code, Pupil().joins(teacher.classroom, "Ada")
    made = ada.makes()
    teacher.send(f"{address}/archive")
    assert Experiment.objects.get(public_id=made).desired == Desired.STOP
    # Reading goes on, for those who could read before.
    for reader in (teacher, ada):
        assert strict(reader.get(f"experiments/{made}"))["id"] == made
        assert strict(reader.get(f"classes/{code}/wall"))["rows"]
    assert b"This class is archived since" in ada.look(f"/class/{code}").content
    assert b"Archived since" in teacher.look(address).content
    assert teacher.get(f"classes/{code}/results").status_code == 200
    # Nobody joins, but who was in comes back.
    late = Visiting()
    assert b"This class is archived" in late.send(f"/join/{code}", nickname="Late").content
    assert not Membership.objects.filter(nickname="Late").exists()
    assert late.send(f"/join/{code}/return", nickname="Ada", code=ada.code).status_code == 302
    # What is made now belongs to no class.
    assert Experiment.objects.get(public_id=ada.makes()).classroom is None
    assert b"belongs to no class" in ada.look(f"/join/{code}").content


def test_an_archived_class_refuses_every_change_in_words(teacher: Teacher, address: str) -> None:
    code = teacher.classroom.code
    teacher.send(f"{address}/archive")
    page = teacher.look(f"/class/{code}").content
    assert b"Stop all" not in page
    assert b"Set a task" not in page
    for route, body in (("control", {"desired": "stop"}), ("assignments", TASK), ("test", {"dataset": "circle"})):
        [(_, sentence)] = problems(teacher.post(f"classes/{code}/{route}", body), 409)
        assert "archived" in sentence
    for path, fields in (("settings", {"title": "x"}), ("code", {}), ("places", {"amount": "2", "role": "student"})):
        assert teacher.send(f"{address}/{path}", **fields)["Location"] == address
        assert b"take it back into use first" in teacher.look(address).content
    found = Classroom.objects.get(pk=teacher.classroom.pk)
    assert (found.title, found.code, found.memberships.count()) == ("Mathematics 12b", code, 1)
    teacher.send(f"{address}/archive", wish="restore")
    assert Pupil().joins(found, "Emmy").code
    assert teacher.post(f"classes/{code}/assignments", TASK).status_code == 201


def test_where_guests_are_off_an_archived_class_trains_nothing(
    teacher: Teacher, address: str, settings: object
) -> None:
    settings.GUESTS = False  # type: ignore[attr-defined]
    ada = Pupil().joins(teacher.classroom, "Ada")
    ada.makes()
    teacher.send(f"{address}/archive")
    problems(ada.post("experiments", {}), 403)


def test_a_deleted_class_leaves_experiments_to_who_made_them(teacher: Teacher, address: str) -> None:
    code, ada, emmy = teacher.classroom.code, Pupil().joins(teacher.classroom, "Ada"), Pupil()
    emmy.joins(teacher.classroom, "Emmy")
    made = {sharing: ada.makes() for sharing in ("private", "class", "link")}
    for sharing, public_id in made.items():
        assert ada.patch(f"experiments/{public_id}/sharing", {"visibility": sharing}).status_code == 200
    access = Experiment.objects.get(public_id=made["private"]).access
    told = teacher.look(f"{address}/end").content
    assert b"2 students, 3 experiments, 0 tasks" in told
    assert b"This is not the name of this class." in teacher.send(f"{address}/delete", title="12b").content
    assert Classroom.objects.filter(code=code).exists()
    assert teacher.send(f"{address}/delete", title="mathematics  12B")["Location"] == "/classes/"
    assert b"Mathematics 12b is deleted" in teacher.look("/classes/").content
    for sharing, public_id in made.items():
        assert strict(ada.get(f"experiments/{public_id}"))["mine"]
        for other in (teacher, emmy, Visiting()):
            answer = other.get(f"experiments/{public_id}")
            assert answer.status_code == (200 if sharing == "link" else 404), sharing
    # Open sockets ask again whether they may listen.
    assert Experiment.objects.get(public_id=made["private"]).access > access
    assert Visiting().look(f"/join/{code}").status_code == 404
    assert Visiting().send(f"/join/{code}/return", nickname="Ada", code=ada.code).status_code == 404
    assert Experiment.objects.get(public_id=ada.makes()).classroom is None


def test_places_that_nobody_came_to_are_told_and_can_be_removed(teacher: Teacher, address: str) -> None:
    sheet = teacher.send(f"{address}/places", names="Ada\nEmmy\nIda", role="student")
    Pupil().joins(teacher.classroom, "Zoe")
    assert b"Remove 3 unused places" in teacher.look(address).content
    back = Visiting().send(f"/join/{teacher.classroom.code}/return", nickname="Ada", code=codes(sheet)[0])
    assert back.status_code == 302
    page = teacher.look(address).content
    assert page.count(b"nobody came yet") == 2
    teacher.send(f"{address}/unused")
    assert b"2 places removed" in teacher.look(address).content
    left = teacher.classroom.memberships.active().exclude(role="teacher")
    assert sorted(left.values_list("nickname", flat=True)) == ["Ada", "Zoe"]
    assert b"unused" not in teacher.look(address).content
