"""Lessons of a class: hidden, moved, copied and edited by its teacher, and seen by its students."""

import json
from typing import Any

import pytest

from playground.lessons.course import course_of
from playground.models import ClassLesson, Classroom, LessonProgress
from tests.playground.classes import Pupil, Teacher
from tests.playground.requests import problems, strict
from training.lessons import LESSONS

pytestmark = pytest.mark.usefixtures("owner")
L01 = LESSONS[0]


@pytest.fixture
def teacher() -> Teacher:
    return Teacher()


def changes(teacher: Teacher, slug: str, wish: str) -> None:
    address = f"/classes/{teacher.classroom.code}/lessons/{slug}/change"
    assert teacher.send(address, wish=wish).status_code == 302


def order(classroom: Classroom) -> list[str]:
    return [each.slug for each in course_of(Classroom.objects.get(pk=classroom.pk))]


def fields(**more: Any) -> dict[str, Any]:
    [stage] = L01.trainings
    prediction = L01.prediction
    return {
        "title": L01.title, "question": L01.question, "asked": prediction.question,
        "options": "\n".join(prediction.options), "answer": prediction.answer + 1, "because": prediction.because,
        "watch": L01.watch, "why": "\n\n".join(L01.why), "attempt": L01.attempt.text,
        "claims": ["0", "1", "2"], "spec_0": json.dumps(stage.spec),
        "runs_0": json.dumps([{"name": each.name, "set": each.set} for each in stage.variants]), **more,
    }  # fmt: skip


def edits(teacher: Teacher, slug: str = "l01", **more: Any) -> Any:
    return teacher.send(f"/classes/{teacher.classroom.code}/lessons/{slug}/edit", **fields(**more))


def test_a_hidden_lesson_is_there_for_its_teacher_alone(teacher: Teacher) -> None:
    pupil = Pupil().joins(teacher.classroom, "Ada")
    changes(teacher, "l01", "hide")
    assert "l01" not in order(teacher.classroom)
    assert pupil.look("/lessons/l01").status_code == 404
    problems(pupil.post("lessons/l01/start", {"prediction": 0}), 404)
    assert teacher.look(f"/lessons/l01?class={teacher.classroom.code}").status_code == 200
    changes(teacher, "l01", "hide")
    assert pupil.look("/lessons/l01").status_code == 200
    assert not ClassLesson.objects.exists()


def test_lessons_are_moved_and_what_comes_later_finds_its_place(teacher: Teacher) -> None:
    usual = [lesson.slug for lesson in LESSONS]
    changes(teacher, usual[0], "down")
    assert order(teacher.classroom) == [usual[1], usual[0], *usual[2:]]
    changes(teacher, usual[0], "up")
    assert Classroom.objects.get().lesson_order == []
    # A lesson that the teacher's order does not know yet stands behind the one before it in the course.
    Classroom.objects.update(lesson_order=[usual[2], usual[0]])
    assert order(teacher.classroom) == [usual[2], *usual[3:], usual[0], usual[1]]


def test_only_what_was_changed_is_kept(teacher: Teacher) -> None:
    assert edits(teacher).status_code == 302
    assert not ClassLesson.objects.exists()
    assert edits(teacher, title="How fast?", claims=["0", "2"]).status_code == 302
    assert ClassLesson.objects.get().changes == {"title": "How fast?", "without": [1]}
    pupil = Pupil().joins(teacher.classroom, "Ada")
    assert b"How fast?" in pupil.look("/lessons/l01").content
    changes(teacher, "l01", "reset")
    assert not ClassLesson.objects.exists()


def test_a_copy_with_other_runs_says_that_nobody_checked_it(teacher: Teacher) -> None:
    changes(teacher, "l01", "copy")
    runs = [{"name": "η = 0.03", "set": {"optimizer.learning_rate": 0.03}}, {"name": "η = 0.1", "set": {}}]
    assert edits(teacher, "l01-2", runs_0=json.dumps(runs), title="Two rates").status_code == 302
    assert order(teacher.classroom)[:2] == ["l01", "l01-2"]
    copy = course_of(teacher.classroom)[1]
    # The claim about η = 0.0005 has no run any more.
    assert [claim.text[:8] for claim in copy.lesson.claims] == ["η = 0.03", "η = 0.1 "]
    assert not copy.checked
    pupil = Pupil().joins(teacher.classroom, "Ada")
    made = strict(pupil.post("lessons/l01-2/start", {"prediction": 0, "seed": 1}))
    assert len(made["experiments"]) == 1
    assert LessonProgress.objects.get().slug == "l01-2"
    changes(teacher, "l01-2", "delete")
    assert "l01-2" not in order(teacher.classroom)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"spec_0": "{"}, "spec_0"),
        ({"spec_0": "[]"}, "spec_0"),
        ({"spec_0": '{"optimizer": {"kind": "sgd", "learning_rate": -1}}'}, "spec_0"),
        ({"runs_0": '[{"name": "x"}]'}, "runs_0"),
        ({"runs_0": '[{"name": "x", "set": {"optimizer.rate": 1}}]'}, "runs_0"),
        ({"runs_0": "3"}, "runs_0"),
        ({"options": "one"}, "options"),
        ({"answer": "9"}, "answer"),
        ({"title": ""}, "title"),
        ({"title": "\u202ex"}, "title"),
    ],
)
def test_what_cannot_be_taught_is_refused_at_its_field(teacher: Teacher, wrong: dict[str, str], sentence: str) -> None:
    answer = edits(teacher, **wrong)
    assert answer.status_code == 422
    assert f'id="id_{sentence}_error"'.encode() in answer.content
    assert not ClassLesson.objects.exists()


def test_markup_of_a_teacher_is_text(teacher: Teacher) -> None:
    edits(teacher, title="<script>alert(1)</script>", why="</script><img src=x>")
    text = teacher.look(f"/lessons/l01?class={teacher.classroom.code}").content
    assert b"<script>alert" not in text
    assert b"<img src=x>" not in text
    assert b"&lt;img src=x&gt;" in text


def test_the_teacher_sees_who_has_come_how_far(teacher: Teacher, django_assert_max_num_queries: Any) -> None:
    for name, pick in (("Ada", 2), ("Emmy", 0), ("Sofia", None)):
        pupil = Pupil().joins(teacher.classroom, name)
        if pick is not None:
            pupil.post("lessons/l01/start", {"prediction": pick, "seed": 1})
    with django_assert_max_num_queries(14):
        text = teacher.look(f"/classes/{teacher.classroom.code}/lessons").content.decode()
    assert "begun, picked C, right" in text
    assert "begun, picked A, wrong" in text
    assert text.count("not begun") == 1


def test_a_lesson_is_handed_out_with_its_qr_code(teacher: Teacher) -> None:
    text = teacher.look(f"/classes/{teacher.classroom.code}/lessons/l01").content.decode()
    assert f"http://testserver/lessons/l01?class={teacher.classroom.code}" in text
    assert "<svg" in text


def test_lessons_of_an_archived_class_stay_as_they_are(teacher: Teacher) -> None:
    teacher.classroom.archive(True)
    changes(teacher, "l01", "hide")
    assert edits(teacher, title="Other").status_code == 302
    assert not ClassLesson.objects.exists()
