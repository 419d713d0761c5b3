"""Races and searches are built in a dialog: every trial is seen before it trains, and what is wrong where it is."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Response, expect

from tests.browser.student import Student

Seat = Callable[..., Student]


def builder(student: Student) -> Locator:
    student.page.evaluate("() => document.activeElement.blur()")
    student.page.keyboard.press("c")
    dialog = student.page.get_by_role("dialog", name="Compare and search")
    expect(dialog).to_be_visible()
    return dialog


def tells_of(trials: int) -> Callable[[Response], bool]:
    """Whether an answer is the plan of so many trials: on a busy machine those asked for before may come late."""
    return lambda answer: (
        answer.url.endswith("/api/plan") and answer.ok and answer.request.post_data_json["vary"]["trials"] == trials
    )


def test_a_search_is_built_seen_and_trained(student: Student) -> None:
    student.type("stopping.epochs", "3")
    dialog = builder(student)
    dialog.get_by_role("radio", name="Random", exact=True).check()
    cost = dialog.locator('[data-builder-part="cost"]')
    expect(cost).to_contain_text("9 runs")
    dots = dialog.locator(".preview-marks")
    assert len(re.findall("h0", dots.get_attribute("d") or "")) == 9

    # Whatever can be set can vary: typed, picked with the keyboard, and over whole numbers.
    picker = dialog.get_by_role("combobox", name="Add a setting to vary")
    picker.fill("layer 1 units")
    picker.press("Enter")
    row = dialog.locator('[data-axis="network.hidden.0.units"]')
    expect(row.get_by_label("from")).to_have_value("2")
    row.get_by_label("from").fill("99")
    expect(row.locator(".field-problem")).to_have_text("Low must be less than High.")
    dialog.get_by_role("button", name="Train", exact=True).click()
    expect(row.get_by_label("from")).to_be_focused()
    row.get_by_label("from").fill("2")
    row.get_by_label("to").fill("3")
    with student.page.expect_response(tells_of(6)) as answer:
        dialog.locator('[data-path="vary.trials"] input.number').fill("6")
    expect(cost).to_contain_text("6 runs · 18 epochs in all")
    told = {tuple(trial["settings"].items()) for trial in answer.value.json()["trials"]}
    assert len(told) == 6
    dialog.get_by_role("button", name="Train", exact=True).click()

    expect(dialog).to_be_hidden()
    expect(student.page.locator("[data-varies-words]")).to_have_text(
        "A random search over learning rate, l2 and units of layer 1."
    )
    student.sees("Finished")
    runs = student.answer(f"experiments/{student.link().rsplit('/', 1)[-1]}")["runs"]
    assert {tuple(run["settings"].items()) for run in runs} == told
    # The address holds it, whole.
    student.page.wait_for_url(re.compile("vary="))
    student.visit(re.sub("[?]e=[^&]*&", "?", student.page.url.removeprefix(student.url)))
    expect(student.page.locator("[data-varies-words]")).to_have_text(
        "A random search over learning rate, l2 and units of layer 1."
    )


def test_a_race_begins_with_one_click_and_its_lanes_can_be_changed(student: Student) -> None:
    student.type("stopping.epochs", "2")
    dialog = builder(student)
    dialog.get_by_role("button", name="Race of optimizers").click()
    student.sees("Finished")
    expect(student.page.locator("[data-varies-words]")).to_contain_text("5 runs that differ in optimizer")
    dialog = builder(student)
    expect(dialog.get_by_text("5 lanes")).to_be_visible()
    dialog.get_by_role("button", name="Remove lane 1").click()
    dialog.get_by_label("Learning rate η of lane 1").fill("20")
    problem = dialog.locator('[data-path="vary.runs.0.set.optimizer.learning_rate"] .field-problem')
    expect(problem).to_contain_text("at most 10")
    dialog.get_by_label("Learning rate η of lane 1").fill("0.2")
    expect(dialog.locator('[data-builder-part="cost"]')).to_contain_text("4 runs")
    student.photograph("builder-1440-light")
    dialog.get_by_role("button", name="Only set it").click()
    expect(student.page.locator("[data-varies-words]")).to_contain_text("4 runs that differ in optimizer")


def test_the_dialog_fits_a_phone(seat: Seat) -> None:
    student = seat(390, 844, has_touch=True).visit("/?build=bag")
    dialog = student.page.get_by_role("dialog", name="Compare and search")
    expect(dialog.get_by_role("radio", name="Bag")).to_be_checked()
    dialog.get_by_role("button", name="Close without changes").tap()
    student.page.locator("[data-build]").first.tap()
    dialog.get_by_role("radio", name="Successive halving").check()
    expect(dialog.get_by_role("heading", name="Rungs")).to_be_attached()
    body = dialog.locator(".builder-body")
    assert body.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    small = dialog.locator("button:visible, input:visible:not([type=range], .way input), select:visible").evaluate_all(
        "boxes => boxes.filter((box) => !box.matches('.help-button, [type=radio]') && box.offsetHeight < 44)"
        ".map((box) => box.outerHTML)"
    )
    assert small == []
