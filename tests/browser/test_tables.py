"""An experiment on an uploaded table, seen by somebody else."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import FLOWERS, Student

Seat = Callable[..., Student]


def test_a_visitor_sees_and_forks_an_experiment_on_a_table(student: Student, seat: Seat) -> None:
    student.page.locator("[data-own-data]").click()
    dialog = student.page.get_by_role("dialog", name="Your own data")
    dialog.get_by_label("Paste the table here").fill(FLOWERS)
    dialog.get_by_role("button", name="Read the table").click()
    dialog.get_by_label("Name").fill("Flowers")
    dialog.get_by_role("button", name="Use this data set").click()
    expect(student.page.locator('[data-dataset="title"]')).to_have_text("Flowers")
    student.type("stopping.epochs", "5")
    student.press("train")
    student.sees("Finished: 5 of 5")

    visitor = seat().visit(student.link())
    expect(visitor.page.locator("h1")).to_contain_text("Flowers, 4 – 2 Tanh")
    expect(visitor.page.locator('[data-dataset="title"]')).to_have_text("Flowers")
    expect(visitor.page.locator('[data-dataset="facts"]')).to_contain_text("length, width")
    started = visitor.answer(f"experiments/{student.link().rsplit('/', 1)[-1]}/events?after=0")["events"][0]
    samples = [f"{started[f'{split}_samples']} samples" for split in ("train", "validation", "test")]
    for page in (student.page, visitor.page):
        expect(page.locator('[data-dataset="facts"] dd')).to_contain_text(["length, width", "one of", *samples])
    visitor.page.locator("[data-fork]").click()
    visitor.page.wait_for_selector("body[data-ready]")
    expect(visitor.page.locator('[data-dataset="title"]')).to_have_text("Flowers")
    visitor.press("train")
    visitor.sees("Finished: 5 of 5")
    visitor.page.reload()
    visitor.page.wait_for_selector("body[data-ready]")
    expect(visitor.page.locator('[data-dataset="title"]')).to_have_text("Flowers")
