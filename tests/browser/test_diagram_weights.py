"""Units, links and weights of the picture: looked at, typed, and moving while the network trains."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.net_picture import (
    control,
    on_link,
    picture,
    squares,
    train,
    unit,
    waits_for_picture,
    waits_for_weights,
)
from tests.browser.student import Student


def test_units_show_maps_that_move_while_it_trains(seat: Seat) -> None:
    student = seat().visit("/?epochs=5000")
    expect(unit(student, "1.0")).to_have_attribute("data-shown", "map", timeout=10_000)
    before = picture(student, "1.0")
    student.press("train")
    expect(student.page.locator(".net.is-running")).to_be_attached()
    assert "net-flow" in student.page.evaluate("getComputedStyle(document.querySelector('.net-wires')).animationName")
    waits_for_picture(student, "1.0", lambda shown: shown != before)
    student.press("stop")
    expect(student.page.locator(".net.is-running")).not_to_be_attached()


def cells_are_even(shown: dict[str, Any], side: int) -> bool:
    """Whether a picture is made of so many cells on each side, each of one colour, and of many colours."""

    def colour(across: float, down: float) -> tuple[int, ...]:
        pixel = int(down * shown["height"] / side) * shown["width"] + int(across * shown["width"] / side)
        return tuple(shown["data"][4 * pixel : 4 * pixel + 4])

    places = [(column, row) for column in range(1, side - 1) for row in range(1, side - 1)]
    first, second = ([colour(column + part, row + part) for column, row in places] for part in (0.35, 0.65))
    return first == second and len(set(first)) > side


def test_reduced_motion_keeps_the_lines_still(seat: Seat) -> None:
    student = seat(reduced_motion="reduce").visit("/?epochs=5000")
    student.press("train")
    expect(student.page.locator(".net.is-running")).to_be_attached()
    assert student.page.evaluate("getComputedStyle(document.querySelector('.net-wires')).animationName") == "none"


def test_a_unit_under_the_pointer_is_the_one_that_is_looked_at(student: Student) -> None:
    waits_for_weights(student, 20)
    words = student.page.locator(".net-words")
    unit(student, "1.2").hover()
    expect(words).to_have_text(re.compile(r"^Unit 3 of layer 1: bias [−\d.]+, 2 weights in$"))
    expect(student.page.locator(".net-wire[data-lit]")).to_have_count(4)
    expect(student.page.locator("[data-output]")).to_contain_text("Unit 3 of hidden layer 1")
    unit(student, "1.2").click()
    student.page.mouse.move(5, 5)
    expect(words).to_contain_text("kept on show")
    student.page.keyboard.press("Escape")
    expect(student.page.locator(".net-wire[data-lit]")).to_have_count(0)


def test_a_clicked_line_takes_a_number_and_the_next_epoch_has_it(seat: Seat) -> None:
    student = seat().visit("/?learning_rate=0.0001")
    waits_for_weights(student, 20)
    student.press("step")
    student.waits_for_epoch(1)
    student.page.mouse.click(*on_link(student, "0.x2", "1.3"))
    box = student.page.locator('[data-parameter="weights.1.3.1"]')
    box.fill("2.5")
    box.press("Enter")
    student.page.keyboard.press("Escape")
    student.press("step")
    student.waits_for_epoch(2)
    unit(student, "1.3").focus()
    student.page.keyboard.press("Enter")
    expect(student.page.locator('[data-parameter="weights.1.3.1"]')).to_have_value(re.compile(r"^2\.(4|5)"))
    events = student.answer(f"{student.link().replace('/e/', 'experiments/')}/events?after=0")["events"]
    changed = [event for event in events if event["type"] == "setting_changed"]
    assert [(event["path"], event["new"]) for event in changed] == [("weights.1.3.1", 2.5)]


def test_a_bias_is_typed_before_the_first_epoch(student: Student) -> None:
    waits_for_weights(student, 20)
    unit(student, "2.1").click(position={"x": 4, "y": 40})
    box = student.page.locator('[data-parameter="biases.2.1"]')
    expect(box).to_have_value("0")
    box.fill("much")
    box.press("Enter")
    expect(student.page.get_by_role("alert").filter(has_text="Type a number")).to_be_visible()
    box.fill("0,75")
    box.press("Enter")
    student.sees("Paused")
    student.page.keyboard.press("Escape")
    expect(unit(student, "2.1")).to_be_focused()
    expect(student.page.locator(".net-words")).to_contain_text("bias 0.750")
    student.press("step")
    student.waits_for_epoch(1)
    path = f"{student.link().replace('/e/', 'experiments/')}/events?after=0"
    assert any(event.get("path") == "biases.2.1" for event in student.answer(path)["events"])


def test_weights_of_pixels_are_images_and_large_layers_unfold(seat: Seat) -> None:
    student = seat().visit("/?dataset=digits&hidden=64,32")
    page = student.page
    expect(page.locator(".net-more").first).to_have_text("… 54 more")
    expect(unit(student, "1.0")).to_have_attribute("data-shown", "weights", timeout=10_000)
    waits_for_picture(student, "1.0", lambda shown: cells_are_even(shown, 8))
    expect(page.locator(".net-words")).to_contain_text("200 of 6,464 weights")
    control(student, "button", "Show all 64 of layer 1").click()
    expect(squares(student)).to_have_count(74)
    expect(page.locator(".net-words")).to_contain_text("the strongest 300 of 6,464 weights")
    control(student, "button", "Show fewer of layer 1").click()
    expect(squares(student)).to_have_count(20)


def test_a_saved_experiment_shows_the_picture_without_controls(student: Student) -> None:
    train(student)
    student.visit(student.link())
    expect(unit(student, "1.0")).to_have_attribute("data-shown", "map", timeout=10_000)
    expect(student.page.locator(".net").get_by_role("combobox")).to_have_count(0)
    expect(student.page.locator(".net-card").nth(1)).to_contain_text("4 Tanh")
    unit(student, "1.0").click()
    control(student, "button", "Its weights").click()
    expect(student.page.locator(".net-editor output")).to_have_count(3)
    expect(student.page.locator(".net-editor input")).to_have_count(0)
