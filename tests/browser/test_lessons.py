"""Lessons in a real browser with real workers: pick, train, see; and what a teacher makes of them."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student
from tests.browser.test_accessibility import findings
from tests.browser.test_classes_together import joins, logged_in
from tests.running_server import RunningServer

Seat = Callable[..., Student]


def picks(student: Student, option: int) -> None:
    student.page.locator(f'input[name="prediction"][value="{option}"]').check()


def test_a_student_predicts_trains_reloads_and_sees_what_her_own_runs_say(seat: Seat) -> None:
    student = seat()
    page = student.visit("/lessons/").page
    assert findings(student) == []
    page.get_by_role("link", name="Begin with L01").click()
    page.wait_for_selector("body[data-ready]")
    start = page.get_by_role("button", name="Start")
    expect(start).to_be_disabled()
    assert findings(student) == []
    picks(student, 1)
    start.click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    # In the middle of it: the ids are the server's to know.
    student.visit("/lessons/l01")
    expect(page.locator('input[name="prediction"]:checked')).to_have_value("1")
    expect(page.locator('input[name="prediction"]').first).to_be_disabled()
    claims = page.locator("[data-claims] li")
    expect(claims).to_have_count(3, timeout=90_000)
    expect(claims.nth(2)).to_contain_text("diverged")
    expect(page.locator("[data-because]")).to_contain_text("Not this time.")
    expect(page.locator("[data-why-part]")).to_have_attribute("open", "")
    expect(page.locator("[data-legend] li")).to_have_text(["η = 0.0005", "η = 0.03", "η = 0.1"])
    student.waits_for_plot("plot.data?.length >= 3", "train_loss")
    assert findings(student) == []

    # One thing to try: a run of one's own is drawn over the others, and counts for nothing.
    page.get_by_role("button", name="Train this as well").click()
    expect(page.locator("[data-legend] li")).to_have_count(4, timeout=30_000)
    expect(page.locator("[data-legend] li").last).to_have_text("learning rate 0.08 (yours)")
    expect(claims).to_have_count(3)
    page.locator('.field[data-path="optimizer.learning_rate"] input').first.fill("-1")
    page.get_by_role("button", name="Train this as well").click()
    expect(page.locator('.field[data-path="optimizer.learning_rate"] .field-problem')).to_be_visible()

    href = page.get_by_role("link", name="Open it in the playground").get_attribute("href")
    page.get_by_role("link", name="All lessons").or_(page.locator("[data-next]")).last.focus()
    student.visit("/lessons/")
    expect(page.locator("#l01")).to_contain_text("Done")
    assert href is not None
    assert "learning_rate=-1" in href
    assert findings(student) == []


def test_a_lesson_that_does_not_exist_leads_back(student: Student) -> None:
    student.visit("/lessons/x99")
    student.page.get_by_role("link", name="All lessons").click()
    expect(student.page.get_by_role("heading", name="Lessons", exact=True)).to_be_visible()


def test_a_teacher_hides_moves_and_rewrites_lessons_for_a_class(seat: Seat, server: RunningServer) -> None:
    teacher = logged_in(seat(), server, "gauss")
    page = teacher.page
    page.get_by_label("Name of the class").fill("Mathematics 12b")
    page.get_by_role("button", name="Make a class").click()
    link = page.locator(".way-in a").inner_text().removeprefix(server.url)
    page.locator("main").get_by_role("link", name="Lessons", exact=True).click()
    expect(page.get_by_role("heading", name="Lessons of Mathematics 12b")).to_be_visible()
    assert findings(teacher) == []
    second = page.locator(".class-lesson").nth(1).locator(".lesson-number").inner_text()
    page.get_by_role("button", name=f"{second} up", exact=True).press("Enter")
    expect(page.locator(".class-lesson").first).to_contain_text(second)
    page.get_by_role("button", name=f"Hide {second}", exact=True).click()
    expect(page.locator(".class-lesson.is-hidden")).to_have_count(1)
    page.get_by_role("button", name="Copy L01", exact=True).click()
    page.get_by_role("link", name="Edit L01·2", exact=True).click()
    page.get_by_label("Title").fill("Rates of our own")
    page.locator("#id_spec_0").fill('{"optimizer": {"kind": "sgd", "learning_rate": -1}}')
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#id_spec_0_error")).to_contain_text("optimizer.learning_rate: ")
    assert findings(teacher) == []
    page.locator("#id_spec_0").fill('{"stopping": {"epochs": 3}, "loss": {"kind": "cross_entropy"}}')
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#lesson-l01-2")).to_contain_text("claims not checked")

    ada = seat(390, 844)
    joins(ada, link, "Ada")
    ada.visit("/lessons/")
    expect(ada.page.get_by_role("heading", name="Lessons of Mathematics 12b")).to_be_visible()
    rows = ada.page.locator(".lesson-row h3")
    expect(rows.nth(0)).to_have_text("L01: Learning rate: too small, right, too large")
    expect(rows.nth(1)).to_have_text("L01·2: Rates of our own")
    expect(ada.page.locator(f"#{second.lower()}")).to_have_count(0)
    ada.visit("/lessons/l01-2")
    picks(ada, 2)
    ada.page.get_by_role("button", name="Start").click()
    expect(ada.page.locator("[data-claims] li").first).to_contain_text("edited by your teacher", timeout=90_000)
    assert findings(ada) == []
    page.reload()
    expect(page.locator(".lesson-standing")).to_contain_text("done, picked C, right")


def test_a_lesson_without_networks_is_raced_in_the_browser(student: Student) -> None:
    page = student.visit("/lessons/l02").page
    picks(student, 1)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-claims] li").first).to_contain_text(
        "arrives after 162 steps, gradient descent after 880"
    )
    expect(page.locator("[data-walks] tbody tr").last).to_contain_text("never: it diverged")
    assert findings(student) == []
    student.visit("/lessons/l02")
    expect(page.locator("[data-walks] tbody tr").first).to_contain_text("880")
    expect(page.locator("[data-claims] li").first).to_contain_text("162")
    page.locator(".lesson-labs a").first.click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator('[data-race="table"] tbody tr')).to_have_count(6)
