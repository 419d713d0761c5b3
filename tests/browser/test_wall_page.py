"""The wall in real browsers: a teacher, her projector and two students, live."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.student import Student
from tests.browser.test_accessibility import findings
from tests.browser.test_classes_together import joins, logged_in
from tests.running_server import RunningServer

Seat = Callable[..., Student]
LONG = "/?dataset=circle&data.samples=5000&hidden=8,8&learning_rate=0.1&epochs=10000"
"""It trains for longer than anybody waits."""


def card(student: Student, name: str) -> Locator:
    """Of a student, on the wall."""
    return student.page.locator(".wall-card").filter(has_text=name)


def trains(student: Student, address: str) -> None:
    student.visit(address)
    student.press("train")
    student.waits_for_epoch(1)


@pytest.mark.timeout(400)
def test_a_teacher_sees_her_class_train_live_pins_sets_a_task_and_stops_all(seat: Seat, server: RunningServer) -> None:
    teacher = logged_in(seat(), server, "hopper")
    teacher.page.get_by_label("Name of the class").fill("Networks")
    teacher.page.get_by_role("button", name="Make a class").click()
    link = teacher.page.locator(".way-in a").inner_text().removeprefix(server.url)
    wall = link.replace("/join/", "/class/")
    teacher.visit(wall)
    expect(teacher.page.locator("[data-short]")).to_have_text("Nobody has joined yet.")

    ada, emmy = seat(), seat(390, 844, has_touch=True)
    for student, name in ((ada, "Ada"), (emmy, "Emmy")):
        joins(student, link, name)
    expect(teacher.page.locator(".wall-card")).to_have_count(2)

    teacher.page.get_by_text("Set a task").click()
    teacher.page.get_by_role("button", name="Set it").click()
    expect(teacher.page.locator('[data-problem="title"]')).not_to_be_empty()
    teacher.page.get_by_label("Title").fill("Better than a coin")
    teacher.page.get_by_label("Value").fill("1 %")
    teacher.page.get_by_role("button", name="Set it").click()
    expect(teacher.page.locator(".wall-task")).to_contain_text("0 of 2 have reached it")

    trains(ada, LONG)
    adas = card(teacher, "Ada")
    expect(adas).to_contain_text("Training")
    expect(adas.locator(".sparkline path")).to_be_attached()
    expect(teacher.page.locator(".wall-task")).to_contain_text("1 of 2 have reached it")
    expect(teacher.page.locator(".wall-board tbody th")).to_have_text(["Ada"])

    emmy.visit(wall)
    expect(emmy.page.locator(".wall-card .wall-name")).to_have_text(["Somebody"])
    expect(emmy.page.locator("[data-pinned]")).to_be_hidden()
    adas.get_by_role("button", name="Pin").click()
    pinned = emmy.page.frame_locator("[data-pinned] iframe")
    expect(pinned.locator("[data-heading]")).to_contain_text("Circle")
    assert findings(emmy) == []

    projector = Student(teacher.context, server.url).visit(f"{wall}?projector")
    expect(projector.page.locator(".wall-card")).to_have_count(1)
    projector.look_at("class-map")
    projector.waits_for_plot("plot.data?.some((trace) => trace.x?.length === 1)", "class-map")
    expect(projector.page.get_by_role("button", name="Stop all")).to_have_count(0)
    assert projector.complaints == []

    ada.visit(wall)
    expect(ada.page.locator(".wall-card.is-own .wall-name")).to_have_text(["Ada (you)"])
    expect(ada.page.locator(".wall-reached")).to_be_visible()

    assert findings(teacher) == []
    teacher.page.get_by_role("button", name="Stop all").click()
    teacher.page.locator("[data-sure-stop]").get_by_role("button", name="Stop all").click()
    for page in (teacher.page, projector.page):
        expect(page.locator(".wall-card").filter(has_text="Finished")).to_have_count(1)
    expect(card(teacher, "Ada")).to_contain_text("Stopped by hand")
