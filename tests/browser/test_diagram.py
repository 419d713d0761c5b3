"""The network as its own control panel: every control of it changes the settings, the picture and what trains."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.net_picture import control, squares, train, unit, waits_for_weights
from tests.browser.student import Student


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


def test_the_picture_works_with_a_finger_on_a_phone(seat: Seat) -> None:
    student = seat(390, 844, has_touch=True, is_mobile=True).visit()
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
