"""The range test at the page, and the largest rate that the loss allows, marked on the slider."""

import re

from playwright.sync_api import expect

from tests.browser.student import Student

LESSON = "dataset=digits&hidden=32&activation=relu&optimizer=sgd&batch_size=32&epochs=10"


def test_the_range_test_finds_a_rate_that_trains(student: Student) -> None:
    student.visit(f"/?{LESSON}")
    student.page.get_by_role("button", name="Find a learning rate").click()
    dialog = student.page.locator("[data-range-dialog]")
    use = dialog.locator('[data-range="use"]')
    found = re.compile(r"least at .* exploded at .* One tenth")
    expect(dialog.get_by_role("status")).to_contain_text(found, timeout=60_000)
    student.page.wait_for_function(
        "() => document.querySelector('[data-range-dialog] [data-plot]').data?.[2]?.name === 'least'"
    )
    dialog.get_by_label("Mini-batches").fill("5")
    dialog.get_by_label("Mini-batches").press("Enter")
    expect(dialog.locator('[data-range="steps-problem"]')).to_contain_text("20")
    expect(use).to_be_hidden()
    dialog.get_by_label("Mini-batches").fill("150")
    dialog.get_by_role("button", name="Measure again").click()
    expect(dialog.get_by_role("status")).to_contain_text(found, timeout=60_000)
    rate = float(use.inner_text().removeprefix("Use "))
    assert 0.05 <= rate <= 0.3
    use.click()
    expect(dialog).to_be_hidden()
    expect(student.page.locator("#quick-learning_rate")).to_have_value(str(rate))
    student.press("train")
    student.sees("Finished")
    assert student.figure("validation_accuracy") >= 0.9

    student.choose("optimizer.kind", "rprop")
    student.page.get_by_role("button", name="Find a learning rate").click()
    expect(dialog.get_by_role("status")).to_contain_text("finds its own steps")
    student.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_largest_stable_rate_is_marked_on_the_slider(student: Student) -> None:
    student.choose("optimizer.kind", "sgd")
    field = student.field("optimizer.learning_rate")
    field.scroll_into_view_if_needed()
    words = field.locator('[data-rate-limit="words"]')
    expect(words).to_contain_text(re.compile(r"^2/λmax = [\d.]+ for this network at its first weights"), timeout=60_000)
    box = field.locator(".slider-tick").bounding_box()
    slider = field.locator(".slider").bounding_box()
    assert box
    assert slider
    assert slider["x"] < box["x"] < slider["x"] + slider["width"]
    student.type("optimizer.learning_rate", "9")
    expect(words).to_contain_text("This rate is above it")
    student.type("optimizer.learning_rate", "0.1")
    expect(words).to_contain_text("Steps above it")
    student.type("stopping.epochs", "30")
    student.press("train")
    student.sees("Finished")
    field.scroll_into_view_if_needed()
    expect(words).to_contain_text("after epoch 30", timeout=60_000)
    student.choose("optimizer.kind", "adam")
    field.scroll_into_view_if_needed()
    expect(words).to_contain_text("Adam scales its steps by itself", timeout=60_000)
    expect(field.locator(".slider-tick")).to_have_count(0)
