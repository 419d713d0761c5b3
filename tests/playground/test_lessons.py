"""Lessons over HTTP: their pages, their start, and their claims held against real runs."""

from typing import Any

import pytest

from playground.lessons.facts import read
from playground.models import Classroom, Experiment, LessonProgress
from tests.playground.classes import Pupil, Teacher
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict
from training.lessons import LESSONS

pytestmark = pytest.mark.usefixtures("owner")
L01 = "lessons/l01"


def started(browser: Visitor, **more: Any) -> dict[str, Any]:
    answer = browser.post(f"{L01}/start", {"prediction": 1, "seed": 5, **more})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = strict(answer)
    return made


def page(browser: Browser, address: str = "/lessons/l01") -> str:
    answer = browser.client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_course_is_a_path_with_every_lesson_once() -> None:
    text = page(Browser(), "/lessons/")
    for lesson in LESSONS:
        assert text.count(f'href="/lessons/{lesson.slug}"') >= 1
    assert "Begin" in text
    assert 'href="/concepts/#C01"' in text


def test_the_page_of_every_lesson_opens() -> None:
    browser = Browser()
    for lesson in LESSONS:
        assert lesson.prediction.options[0][:10] in page(browser, f"/lessons/{lesson.slug}").replace("&#x27;", "'")


def test_an_unknown_lesson_leads_back_to_all_of_them() -> None:
    answer = Browser().client.get("/lessons/x99")
    assert answer.status_code == 404
    assert b'href="/lessons/"' in answer.content


def test_a_lesson_trains_its_race_with_three_seeds_and_says_what_was_seen() -> None:
    browser = Browser()
    made = started(browser)
    [experiment] = Experiment.objects.all()
    assert made["experiments"] == [experiment.public_id]
    assert experiment.spec["vary"]["seeds"] == 3
    looked = {"experiments": made["experiments"], "facts": {}}
    problems(browser.post(f"{L01}/seen", looked), 409)
    train_to_the_end()
    claims = strict(browser.post(f"{L01}/seen", looked))["claims"]
    assert [claim["of"] for claim in claims] == [3, 3, 3]
    assert all(claim["holds"] for claim in claims)
    # Beside them, what was seen with many fresh seeds.
    assert claims[0]["checked"]["of"] == 10
    assert claims[0]["checked"]["held"] >= 8
    assert claims[0]["checked"]["values"].startswith("Seen there: 0.00")
    assert "{}" not in claims[0]["text"]
    assert "0.002" in claims[0]["text"]
    assert " to " in claims[1]["text"]
    progress = LessonProgress.objects.get()
    assert (progress.prediction, progress.seed, progress.seen) == (1, 5, claims)
    assert progress.finished_at is not None
    assert "Done" in page(browser, "/lessons/")
    assert '"seed": 5' in page(browser)


def test_the_first_pick_stays_and_another_seed_begins_anew() -> None:
    browser = Browser()
    first = started(browser)
    second = started(browser, prediction=2, seed=6)
    progress = LessonProgress.objects.get()
    assert progress.prediction == 1
    assert progress.experiments == second["experiments"] != first["experiments"]
    assert (progress.seen, progress.finished_at) == ([], None)


def test_runs_of_something_else_prove_nothing() -> None:
    browser = Browser()
    mine = browser.makes(data={"samples": 60}, stopping={"epochs": 2})
    [(loc, sentence)] = problems(browser.post(f"{L01}/seen", {"experiments": [mine]}), 422)
    assert (loc, sentence[:32]) == ("experiments", "This experiment does not belong ")
    problems(browser.post(f"{L01}/seen", {"experiments": []}), 422)
    problems(browser.post(f"{L01}/seen", {"experiments": ["nothing"]}), 404)


def test_what_is_private_is_no_evidence_for_strangers() -> None:
    teacher = Teacher()
    pupil = Pupil().joins(teacher.classroom, "Ada")
    made = started(pupil)
    assert Experiment.objects.get().classroom == teacher.classroom
    problems(Browser().post(f"{L01}/seen", {"experiments": made["experiments"]}), 404)


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"prediction": 3}, "prediction"),
        ({"prediction": -1}, "prediction"),
        ({"seed": "x"}, "seed"),
        ({"facts": {"a": "b"}}, "facts.a"),
        ({"other": 1}, "other"),
    ],
)
def test_what_cannot_be_started_is_refused_at_its_place(body: dict[str, Any], loc: str) -> None:
    assert [where for where, _ in problems(Browser().post(f"{L01}/start", body), 422)] == [loc]
    assert not Experiment.objects.exists()
    assert not LessonProgress.objects.exists()


def test_facts_that_are_no_number_here_are_infinite_or_unknown() -> None:
    assert read(LESSONS[0], {"suggestion": 0.1, "steps x": None}) == {}


def test_a_program_starts_a_lesson_with_one_token() -> None:
    visitor = Visitor()
    made = started(visitor)
    other = Visitor(made["token"])
    assert other.post(f"experiments/{made['experiments'][0]}/control", {"desired": "stop"}).status_code == 200
    assert LessonProgress.objects.get().owner == Experiment.objects.get().owner


def test_lessons_of_a_class_are_for_its_people(django_assert_max_num_queries: Any) -> None:
    teacher = Teacher()
    pupil = Pupil().joins(teacher.classroom, "Ada")
    code = teacher.classroom.code
    for address in (f"/lessons/?class={code}", f"/lessons/l01?class={code}"):
        assert pupil.look(address).status_code == 200
        assert Browser().client.get(address).status_code == 302
    problems(Browser().post(f"{L01}/start?class={code}", {}), 404)
    made = strict(pupil.post(f"{L01}/start?class={code}", {"prediction": 0, "seed": 1}))
    assert LessonProgress.objects.get().classroom == Classroom.objects.get()
    assert made["seed"] == 1
    with django_assert_max_num_queries(12):
        pupil.look("/lessons/")
