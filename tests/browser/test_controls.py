"""Keyboard, small screens, dark mode, help, own data, and the sealed test set."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.student import FLOWERS, Student

Seat = Callable[..., Student]


def test_the_keyboard_trains_steps_and_resets(student: Student) -> None:
    student.digits(epochs=3000)
    student.page.evaluate("() => document.activeElement.blur()")
    student.page.keyboard.press("Space")
    student.waits_for_epoch(2)
    student.page.keyboard.press("Space")
    student.sees("^Paused at epoch")
    paused = student.epoch()
    student.page.keyboard.press("ArrowRight")
    student.sees(f"Paused at epoch {paused + 1:,}")
    student.page.keyboard.press("r")
    student.sees("Ready")
    student.page.keyboard.press("?")
    expect(student.page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_keys_typed_into_a_field_are_text(student: Student) -> None:
    student.page.locator("[data-experiment-title]").fill("")
    student.page.locator("[data-experiment-title]").press_sequentially("r ?")
    student.sees("Ready")
    assert student.page.locator("[data-experiment-title]").input_value() == "r ?"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1440, 900)])
def test_no_page_scrolls_sideways(seat: Seat, width: int, height: int) -> None:
    student = seat(width, height).visit()
    student.look_at("loss")
    student.page.wait_for_function("() => document.querySelector('[data-chart=loss] .main-svg')")
    student.photograph_both(f"playground-{width}", "idle")
    student.press("train")
    student.sees("Finished")
    student.waits_for_curve(101)
    student.page.locator("details.group").evaluate_all("groups => groups.forEach((group) => { group.open = true; })")
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert student.page.evaluate(overflow) <= 0
    student.photograph_both(f"playground-{width}", "finished")
    student.visit(student.link())
    student.waits_for_curve(101)
    assert student.page.evaluate(overflow) <= 0
    student.photograph_both(f"experiment-{width}", "finished")


def test_the_theme_can_be_chosen_and_is_remembered(student: Student) -> None:
    student.page.get_by_role("button", name="Switch between light and dark").click()
    assert student.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 19)"
    student.visit("/")
    assert student.page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_every_setting_explains_itself(student: Student) -> None:
    student.field("optimizer.learning_rate").locator(".help-button").click()
    card = student.page.locator(".help-card")
    expect(card).to_contain_text("Learning rate")
    student.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    student.field("optimizer.kind").locator(".help-button").click()
    expect(card).to_contain_text("Source:")


def test_layers_can_be_added_and_taken_away_and_the_cost_follows(student: Student) -> None:
    cost = student.page.locator("[data-cost]")
    expect(cost).to_contain_text("28 parameters")
    student.page.get_by_role("button", name="Add layer").click()
    expect(student.page.locator(".layer")).to_have_count(3)
    expect(cost).to_contain_text("34 parameters")
    student.page.locator("[data-form]").get_by_role("button", name="Remove layer 1").click()
    student.page.locator("[data-form]").get_by_role("button", name="Remove layer 1").click()
    student.page.locator("[data-form]").get_by_role("button", name="Remove layer 1").click()
    expect(cost).to_contain_text("6 parameters")
    student.press("train")
    student.sees("Finished")


def test_early_stopping_is_a_switch_that_reveals_its_settings(student: Student) -> None:
    student.flip("stopping.early")
    student.type("stopping.early.patience", "1")
    student.press("train")
    student.sees("Stopped early at epoch")


def test_every_data_set_of_the_list_can_be_trained(student: Student) -> None:
    names = [entry["name"] for entry in student.answer("schema")["datasets"]]
    for name in names:
        student.choose_dataset(name)
        student.type("stopping.epochs", "1")
        student.press("train")
        student.sees("Finished: 1 of 1")
        student.press("reset")


def test_a_pasted_table_becomes_a_data_set(student: Student) -> None:
    student.page.locator("[data-own-data]").click()
    dialog = student.page.get_by_role("dialog", name="Your own data")
    dialog.get_by_label("Paste the table here").fill(FLOWERS + "\n1,2")
    dialog.get_by_role("button", name="Read the table").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Line 62")
    dialog.get_by_label("Paste the table here").fill(FLOWERS)
    dialog.get_by_role("button", name="Read the table").click()
    expect(dialog.get_by_text("60 rows, 3 columns")).to_be_visible()
    expect(dialog.get_by_label("Column to predict")).to_have_value("kind")
    dialog.get_by_label("Name").fill("Flowers")
    student.photograph("own-data-1440-light")
    dialog.get_by_role("button", name="Use this data set").click()
    expect(student.page.locator('[data-dataset="title"]')).to_have_text("Flowers")
    student.press("train")
    student.sees("Finished: 100 of 100")
    assert student.figure("validation_accuracy") == 1


def test_the_test_set_is_sealed_until_its_owner_opens_it(student: Student, seat: Seat) -> None:
    student.type("stopping.epochs", "5")
    student.press("train")
    student.sees("Finished: 5 of 5")
    link = student.link()
    other = seat().visit(link)
    other.sees("Finished")
    expect(other.page.locator('[data-test="open"]')).to_be_hidden()
    student.visit(link)
    student.page.locator('[data-test="open"]').click()
    student.page.get_by_role("button", name="Keep it sealed").click()
    expect(student.page.locator('[data-test="figures"]')).to_be_hidden()
    student.page.locator('[data-test="open"]').click()
    student.page.locator("[data-test-confirm]").click()
    expect(student.page.locator('[data-test="state"]')).to_contain_text("opened once")
    expect(student.page.locator('[data-output] [data-option="test"]')).to_be_enabled()
    expect(other.page.locator('[data-test="state"]')).to_contain_text("opened once")


def test_new_points_never_reset_a_zoom(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_curve(10)
    plot = student.page.locator('[data-chart="loss"] .nsewdrag').bounding_box()
    assert plot is not None
    student.page.mouse.move(plot["x"] + 40, plot["y"] + 40)
    student.page.mouse.down()
    student.page.mouse.move(plot["x"] + 200, plot["y"] + 120, steps=5)
    student.page.mouse.up()
    zoomed = (
        "() => document.querySelector('[data-chart=loss] [data-plot]').layout.xaxis.range.map((end) => end.toFixed(6))"
    )
    before = student.page.evaluate(zoomed)
    student.waits_for_curve(len(student.curve()[0]) + 30)
    assert student.page.evaluate(zoomed) == before
    student.press("stop")
    student.sees("Stopped")


def test_a_double_click_on_a_chart_shows_everything_again(student: Student) -> None:
    student.press("train")
    student.sees("Finished")
    student.waits_for_curve(101)
    plot = student.page.locator('[data-chart="loss"] .nsewdrag')
    box = plot.bounding_box()
    assert box is not None
    student.page.mouse.move(box["x"] + 40, box["y"] + 40)
    student.page.mouse.down()
    student.page.mouse.move(box["x"] + 200, box["y"] + 120, steps=5)
    student.page.mouse.up()
    right_end = "() => document.querySelector('[data-chart=loss] [data-plot]').layout.xaxis.range[1]"
    assert student.page.evaluate(right_end) < 90
    plot.dblclick()
    student.page.wait_for_function(f"() => ({right_end})() >= 100")


def test_fingers_find_every_button_and_still_scroll_over_charts(seat: Seat) -> None:
    student = seat(390, 844, has_touch=True, is_mobile=True).visit()
    student.page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    small = student.page.evaluate(
        """() => [...document.querySelectorAll('.button, summary, .select, .input, .dataset-tile')]
            .filter((each) => each.offsetParent).map((each) => [each.className, each.getBoundingClientRect().height])
            .filter(([, height]) => height < 43.5)"""
    )
    assert small == []
    student.page.locator('[data-action="train"]').tap()
    student.sees("Finished")
    student.waits_for_curve(101)
    touch = "() => getComputedStyle(document.querySelector('[data-chart=loss] .nsewdrag')).touchAction"
    assert student.page.evaluate(touch) == "auto"


def test_a_setting_that_does_nothing_alone_comes_with_the_one_it_needs(student: Student) -> None:
    student.page.locator('details[data-group="regularization"] > summary').click()
    mode = student.field("regularization.weight_noise_mode")
    expect(mode).to_be_hidden()
    student.type("regularization.weight_noise", "0.1")
    expect(mode).to_be_visible()
    student.type("regularization.weight_noise", "0")
    expect(mode).to_be_hidden()
