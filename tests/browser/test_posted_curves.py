"""A student makes a token, a loop elsewhere posts its curve with it, and the class sees it live, marked as such."""

from collections.abc import Callable

from playwright.sync_api import expect

import descent
from tests.browser.student import SCREENSHOTS, Student
from tests.browser.test_accessibility import findings
from tests.browser.test_classes_together import joins, logged_in
from tests.running_server import RunningServer

Seat = Callable[..., Student]


def with_token(student: Student, name: str) -> str:
    """Made at the page, by hand."""
    student.visit("/tokens")
    assert findings(student) == []
    student.page.get_by_label("What it is for").fill(name)
    student.page.get_by_role("button", name="Make a token").click()
    secret = student.page.locator(".token-secret").inner_text()
    expect(student.page.get_by_role("row", name=name)).to_contain_text("never")
    assert findings(student) == []
    return secret


def test_a_posted_curve_stands_on_the_wall_with_a_mark_and_has_a_page(seat: Seat, server: RunningServer) -> None:
    teacher = logged_in(seat(), server, "cartwright")
    teacher.page.get_by_label("Name of the class").fill("Chaos")
    teacher.page.get_by_role("button", name="Make a class").click()
    link = teacher.page.locator(".way-in a").inner_text().removeprefix(server.url)
    ada = seat(390, 844)
    joins(ada, link, "Ada")
    token = with_token(ada, "My laptop")

    settings = {"framework": "by hand", "layers": 3}
    wall = descent.Wall(server.url, token, "My own network", settings=settings, epochs=30).__enter__()
    for number in range(1, 13):
        wall.epoch(train_loss=1 / number, validation_loss=1.2 / number, validation_accuracy=1 - 0.6 / number)
    teacher.visit(link.replace("/join/", "/class/"))
    card = teacher.page.locator(".wall-card").filter(has_text="Ada")
    expect(card).to_contain_text("Posted from outside")
    expect(card).to_contain_text("12 of 30")
    expect(card.locator(".sparkline path")).to_be_attached()
    expect(card.get_by_role("button", name="Stop")).to_have_count(0)
    expect(teacher.page.locator(".wall-board")).to_have_count(0)
    assert findings(teacher) == []
    teacher.page.screenshot(path=SCREENSHOTS / "posted-wall.png", full_page=True)

    card.get_by_role("link", name="Ada").click()
    page = teacher.page
    expect(page.get_by_role("heading", name="My own network")).to_be_visible()
    expect(page.locator("[data-status-title]")).to_have_text("Posted from outside: epoch 12 of 30")
    expect(page.locator("[data-told]")).to_contain_text("by hand")
    wall.epoch(train_loss=0.01, validation_loss=0.02, validation_accuracy=0.99)
    expect(page.locator("[data-status-title]")).to_have_text("Posted from outside: epoch 13 of 30")
    expect(page.locator('[data-figure="validation_accuracy"] [data-value]')).to_contain_text("99.0")
    expect(page.locator('[data-chart="loss"] .scatterlayer .trace').first).to_be_visible()
    expect(page.locator("[data-action], [data-fork], [data-picture]")).to_have_count(0)
    assert findings(teacher) == []
    page.screenshot(path=SCREENSHOTS / "posted-page.png", full_page=True)
    wall.finish()
    expect(page.locator("[data-status-title]")).to_have_text("Posted from outside: 13 epochs")

    trained = descent.Client(server.url).train(samples=60, epochs=3).wait()
    address = f"/compare?ids={page.url.rpartition('/')[2]},{trained.id}&all=on"
    teacher.visit(address)
    expect(page.locator("[data-figures] tbody tr")).to_have_count(2)
    expect(page.locator("body")).to_contain_text("by hand")
    teacher.visit(f"{card_of(wall)}/embed")
    expect(page.locator("[data-status-title]")).to_have_text("Posted from outside: 13 epochs")


def card_of(wall: descent.Wall) -> str:
    """The path of its page."""
    assert wall.url is not None
    return wall.url.removeprefix(wall.client.url)
