"""Data by hand: points put on the map, tables pasted, samples drawn anew; each as the next experiment trains on it."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.student import FLOWERS, Student

ADDED_IN_THE_ADDRESS = "() => location.search.includes('added=')"
PASTE = """text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""

FILL = "(box, text) => { box.value = text; box.dispatchEvent(new ClipboardEvent('paste')); }"


def added(student: Student) -> Any:
    """The added points as the settings hold them."""
    return student.page.locator('.field[data-path="data.added"] [data-added-count]').inner_text()


def click_at(field: Locator, right: float, up: float) -> None:
    """Click the map at fractions of its size."""
    box = field.bounding_box()
    assert box is not None
    field.click(position={"x": box["width"] * right, "y": box["height"] * (1 - up)})


def test_points_are_put_on_the_map_trained_on_and_taken_away(student: Student) -> None:
    page, field = student.page, student.page.locator(".output-field")
    tools = page.locator("[data-data-tools]")
    marks = page.locator(".added-mark")
    expect(page.locator("[data-cost]")).to_contain_text("parameters")
    click_at(field, 0.9, 0.9)
    expect(marks).to_have_count(0)
    tools.get_by_label("class 1").check()
    click_at(field, 0.9, 0.9)
    click_at(field, 0.1, 0.1)
    expect(marks).to_have_count(2)
    assert added(student) == "2 points"
    page.wait_for_function(ADDED_IN_THE_ADDRESS)
    # With keys: the crosshair begins in the middle, and goes a twentieth with each arrow.
    tools.get_by_label("class 0").check()
    field.focus()
    for key in ("ArrowUp", "ArrowUp", "Enter"):
        field.press(key)
    expect(marks).to_have_count(3)
    click_at(field, 0.1, 0.1)
    expect(marks).to_have_count(2)

    student.type("stopping.epochs", "3")
    student.press("train")
    student.sees("Finished", seconds=60)
    details = student.answer(f"experiments/{student.link().removeprefix('/e/')}")
    points = details["spec"]["data"]["added"]
    assert points[0] == [4.8, 4.8, 1]
    assert (len(points), points[1][2]) == (2, 0)
    assert details["cost"]["train_samples"] == 302

    tools.get_by_role("button", name="Remove 2 added points").click()
    expect(marks).to_have_count(0)
    assert added(student) == "none"


def test_on_a_line_the_height_of_the_click_is_the_number(student: Student) -> None:
    student.choose_dataset("sine")
    field = student.page.locator(".output-field")
    student.page.locator("[data-data-tools]").get_by_label("A click adds a point", exact=True).check()
    click_at(field, 0.5, 0.7)  # inside the range of the others, which then stays as it is
    expect(student.page.locator(".added-mark")).to_have_count(1)
    mark = student.page.locator(".added-mark").evaluate(
        "({ style }) => [parseFloat(style.left), parseFloat(style.top)]"
    )
    assert abs(mark[0] - 50) < 2
    assert abs(mark[1] - 30) < 2
    student.page.wait_for_function(ADDED_IN_THE_ADDRESS)
    x, y = map(float, student.page.evaluate("new URLSearchParams(location.search).get('added')").split(","))
    assert abs(x) < 0.05
    assert 0.3 < y < 1.5


def test_other_samples_are_drawn_at_a_press(student: Student) -> None:
    points = student.page.locator(".output-points")
    expect(student.page.locator("[data-cost]")).to_contain_text("parameters")
    student.page.wait_for_selector(".output-field[data-frames]")
    before = points.evaluate("canvas => canvas.toDataURL()")
    student.page.locator("[data-formula]").scroll_into_view_if_needed()
    weights = student.page.locator(".formula-group").nth(2).locator("p").first.inner_text()
    student.page.locator("[data-regenerate]").click()
    student.page.wait_for_function(
        "before => document.querySelector('.output-points').toDataURL() !== before", arg=before
    )
    assert student.page.locator(".formula-group").nth(2).locator("p").first.inner_text() == weights
    assert student.field("data.seed").locator("input").input_value().isdigit()


def test_a_table_that_is_pasted_anywhere_becomes_a_data_set(student: Student) -> None:
    dialog = student.page.locator("[data-own-dialog]")
    student.page.evaluate(PASTE, "only a sentence")
    expect(dialog).to_be_hidden()
    student.page.evaluate(PASTE, FLOWERS)
    expect(dialog.locator('[data-own="rows"]')).to_have_text("60 rows, 3 columns")
    dialog.get_by_role("button", name="Use this data set").click()
    expect(student.page.locator('[data-dataset="title"]')).to_have_text("My table")
    student.press("step")
    student.waits_for_epoch(1)
    expect(student.page.locator(".confusion thead th")).to_have_text(["true ↓ said →", "daisy", "rose"])


def test_the_button_opens_the_dialog_ready_for_a_paste(student: Student) -> None:
    student.page.get_by_role("button", name="Paste CSV").click()
    box = student.page.locator('[data-own="csv"]')
    expect(box).to_be_focused()
    box.evaluate(FILL, FLOWERS)
    expect(student.page.locator('[data-own="rows"]')).to_have_text("60 rows, 3 columns")
