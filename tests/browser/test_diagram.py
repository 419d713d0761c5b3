"""The network as its own control panel: every control of it changes the settings, the picture and what trains."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

WEIGHTS = """(key) => document.querySelector(`[data-key="${key}"]`).getBoundingClientRect().toJSON()"""


def unit(student: Student, key: str) -> Locator:
    """The square of a unit, an output or an input: "1.0", "0.x1"."""
    return student.page.locator(f'.net-nodes [data-key="{key}"]')


def control(student: Student, role: Any, name: str) -> Locator:
    """A control of the picture; the form has others of the same name."""
    return student.page.locator(".net").get_by_role(role, name=name)


def squares(student: Student, kind: str = "unit") -> Locator:
    return student.page.locator(f".net-{kind}")


def waits_for_weights(student: Student, links: int) -> None:
    """Until the lines show the weights of a network with that many links."""
    expect(student.page.locator(".net-ground .net-wire:is(.positive, .negative)")).to_have_count(links, timeout=10_000)


def spec(student: Student) -> Any:
    """The settings of the experiment that the page has begun."""
    return student.answer(student.link().replace("/e/", "experiments/"))["spec"]


def train(student: Student) -> Any:
    """One epoch with what is set, and the settings it was trained with."""
    student.press("step")
    student.waits_for_epoch(1)
    return spec(student)


def test_layers_and_units_are_added_on_the_picture(student: Student) -> None:
    waits_for_weights(student, 20)
    page = student.page
    control(student, "button", "One more unit in layer 1").click()
    expect(squares(student)).to_have_count(7)
    control(student, "button", "Add a layer after layer 1").click()
    expect(page.locator(".net-layers")).to_have_text("3 hidden layers")
    control(student, "button", "Remove layer 3").click()
    control(student, "textbox", "Units of layer 2").fill("3")
    control(student, "textbox", "Units of layer 2").press("Enter")
    waits_for_weights(student, 2 * 5 + 5 * 3 + 3 * 2)
    expect(page.locator("[data-cost]")).to_contain_text("41 parameters")
    assert [layer["units"] for layer in train(student)["network"]["hidden"]] == [5, 3]


def test_a_layer_has_its_own_function_dropout_and_normalization(student: Student) -> None:
    control(student, "combobox", "Activation of layer 1").select_option("relu")
    control(student, "combobox", "Dropout of layer 1").select_option("0.2")
    control(student, "combobox", "Normalization of layer 2").select_option("batch")
    first, second = train(student)["network"]["hidden"]
    assert (first["activation"]["kind"], first["dropout"], first["normalization"]) == ("relu", 0.2, "none")
    assert (second["activation"]["kind"], second["dropout"], second["normalization"]) == ("tanh", 0, "batch")


def test_tiles_are_switched_on_and_off_and_one_stays(student: Student) -> None:
    unit(student, "0.x1^2").click()
    unit(student, "0.x2").click()
    waits_for_weights(student, 2 * 4 + 4 * 2 + 2 * 2)
    expect(unit(student, "0.x1^2")).to_have_attribute("aria-pressed", "true")
    assert train(student)["data"]["features"] == ["x1", "x1^2"]
    unit(student, "0.x1^2").click()
    unit(student, "0.x1").click()
    expect(unit(student, "0.x1")).to_have_attribute("aria-pressed", "true")
    expect(student.page.locator(".net-words")).to_have_text("One input has to stay.")


def test_without_hidden_layers_inputs_lead_to_the_outputs(student: Student) -> None:
    fewer = control(student, "button", "Remove the last hidden layer")
    fewer.click()
    fewer.click()
    expect(student.page.locator(".net-layers")).to_have_text("No hidden layer")
    expect(fewer).to_be_disabled()
    waits_for_weights(student, 4)
    assert train(student)["network"]["hidden"] == []


def test_units_show_maps_that_move_while_it_trains(seat: Seat) -> None:
    student = seat().visit("/?epochs=5000")
    expect(unit(student, "1.0")).to_have_attribute("data-shown", "map", timeout=10_000)
    picture = "key => document.querySelector(`[data-key='${key}'] canvas`).toDataURL()"
    before = student.page.evaluate(picture, "1.0")
    student.press("train")
    expect(student.page.locator(".net.is-running")).to_be_attached()
    assert "net-flow" in student.page.evaluate("getComputedStyle(document.querySelector('.net-wires')).animationName")
    student.page.wait_for_function(f"before => ({picture})('1.0') !== before", arg=before, timeout=10_000)
    student.press("stop")
    expect(student.page.locator(".net.is-running")).not_to_be_attached()


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
    unit(student, "1.2").click()
    student.page.mouse.move(5, 5)
    expect(words).to_contain_text("kept on show")
    student.page.keyboard.press("Escape")
    expect(student.page.locator(".net-wire[data-lit]")).to_have_count(0)


def on_link(student: Student, start: str, end: str) -> tuple[float, float]:
    """A point on the line between two squares, near its start where lines lie apart."""
    at = student.page.evaluate(WEIGHTS, start), student.page.evaluate(WEIGHTS, end)
    left, right = at[0]["x"] + at[0]["width"], at[1]["x"]
    first, last = (box["y"] + box["height"] / 2 for box in at)
    part = 0.22
    return left + (right - left) * (1.5 * part * (1 - part) + part**3), first + (last - first) * (
        3 - 2 * part
    ) * part**2


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


def test_the_picture_works_with_the_keyboard_alone(student: Student) -> None:
    waits_for_weights(student, 20)
    keys = student.page.keyboard
    control(student, "combobox", "Activation of layer 2").focus()
    for _ in range(4):
        keys.press("Tab")
    expect(unit(student, "0.x1")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", " "):
        keys.press(key)
    expect(unit(student, "0.x1^2")).to_have_attribute("aria-pressed", "true")
    waits_for_weights(student, 24)
    keys.press("ArrowRight")
    assert re.fullmatch(r"1\.\d", str(student.page.evaluate("document.activeElement.dataset.key")))
    keys.press("Enter")
    rows = student.page.locator(".net-editor [data-parameter]")
    expect(rows).to_have_count(4)
    expect(rows.first).to_be_focused()
    keys.press("Escape")
    expect(student.page.locator(".net-editor")).to_have_count(0)
    assert re.fullmatch(r"1\.\d", str(student.page.evaluate("document.activeElement.dataset.key")))


@pytest.mark.parametrize("width", [390])
def test_the_picture_works_with_a_finger_on_a_phone(seat: Seat, width: int) -> None:
    student = seat(width, 844, has_touch=True, is_mobile=True).visit()
    waits_for_weights(student, 20)
    page = student.page
    assert (
        page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.net-scroll'))"
        )
        == 0
    )
    page.get_by_role("button", name=re.compile("^Layer 1")).tap()
    control(student, "button", "One less unit in layer 1").tap()
    control(student, "button", "One less unit in layer 1").tap()
    waits_for_weights(student, 2 * 2 + 2 * 2 + 2 * 2)
    unit(student, "0.x1x2").tap()
    waits_for_weights(student, 14)
    unit(student, "1.1").tap()
    expect(page.locator(".net-words")).to_contain_text("Unit 2 of layer 1")
    control(student, "button", "Type its weights").tap()
    page.locator('[data-parameter="weights.1.1.0"]').fill("1.5")
    page.locator('[data-parameter="weights.1.1.0"]').press("Enter")
    student.sees("Paused")
    small = page.evaluate("""() => [...document.querySelectorAll('.net button, .net select, .net input')]
        .filter((each) => each.offsetParent && !each.matches('.net-step, .net-remove'))
        .filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.className)""")
    assert small == []


def test_weights_of_pixels_are_images_and_large_layers_unfold(seat: Seat) -> None:
    student = seat().visit("/?dataset=digits&hidden=64,32")
    page = student.page
    expect(page.locator(".net-more").first).to_have_text("… 54 more")
    expect(unit(student, "1.0")).to_have_attribute("data-shown", "weights", timeout=10_000)
    assert page.evaluate(
        "(({ width, height }) => [width, height])(document.querySelector('[data-key=\"1.0\"] canvas'))"
    ) == [8, 8]
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
