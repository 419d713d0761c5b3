"""Inputs at the page: tiles as in TensorFlow Playground, data broken on purpose, and figures before and after."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.student import Student


def spec_of(student: Student) -> dict:  # type: ignore[type-arg]
    """The spec of the experiment that the student has made."""
    spec: dict = student.answer(f"experiments/{student.link().rsplit('/', 1)[-1]}")["spec"]  # type: ignore[type-arg]
    return spec


def test_with_squares_a_linear_model_finds_the_circle(student: Student) -> None:
    tiles = student.field("data.features")
    expect(tiles.locator(".chip")).to_have_text(["x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"])
    assert tiles.locator("input:checked").count() == 2
    tiles.locator('input[value="x1^2"]').check()
    tiles.locator('input[value="x2^2"]').check()
    for _ in range(2):
        student.page.locator("[data-form]").get_by_role("button", name="Remove layer 1").click()
    expect(student.page.locator("[data-cost]")).to_contain_text("10 parameters")
    student.type("stopping.epochs", "20")
    student.press("train")
    student.sees("Finished")
    assert spec_of(student)["data"]["features"] == ["x1", "x2", "x1^2", "x2^2"]
    assert student.figure("validation_accuracy") > 0.9
    expect(student.page.locator('[data-dataset="facts"]')).to_contain_text("x₁, x₂, x₁², x₂²")


def test_the_last_tile_cannot_be_taken_away(student: Student) -> None:
    tiles = student.field("data.features")
    tiles.locator('input[value="x1"]').click()
    tiles.locator('input[value="x2"]').click()
    assert [box.get_attribute("value") for box in tiles.locator("input:checked").all()] == ["x2"]


@pytest.mark.parametrize("width", [1440, 390])
def test_every_tile_is_large_enough_and_inside_the_page(seat: Seat, width: int) -> None:
    student = seat(width=width).visit()
    for chip in student.field("data.features").locator(".chip").all():
        box = chip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert min(box["width"], box["height"]) >= (36 if width == 390 else 30)
        inner = chip.locator("span")
        assert inner.evaluate("span => span.scrollWidth <= span.clientWidth + 1")


def test_each_column_can_be_distorted_by_itself(student: Student) -> None:
    scale = student.field("data.distort.scale")
    scale.get_by_role("button", name="for each").click()
    scale.get_by_label("Distort scale of x2").fill("0.01")
    student.type("data.distort.shift", "20")
    expect(student.page.locator('[data-fold="data.distort"] .group-summary')).to_have_text("scale 1; 0.01, shift 20")
    student.type("stopping.epochs", "2")
    student.press("train")
    student.sees("Finished")
    assert spec_of(student)["data"]["distort"] == {"scale": [1, 0.01], "shift": 20}
    student.page.locator("[data-inputs] summary").click()
    rows = student.page.locator("[data-inputs] tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator("td.after").nth(1)).to_have_text("1.00")
    expect(rows.nth(1).locator("td").nth(2)).to_have_text("0.0229")


def test_a_saved_experiment_shows_what_normalization_did(seat: Seat) -> None:
    student = seat(width=390).visit()
    student.choose_dataset("wine")
    student.choose("data.normalization.kind", "minmax")
    student.type("stopping.epochs", "1")
    student.press("train")
    student.sees("Finished")
    student.visit(student.link())
    fold = student.page.locator("[data-inputs]")
    expect(fold.locator("[data-inputs-count]")).to_have_text("13 inputs")
    fold.locator("summary").click()
    cells = fold.locator("tbody tr").first.locator("td")
    expect(cells.nth(5)).to_have_text("0")
    expect(cells.nth(7)).to_have_text("1.00")
    assert student.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_powers_that_overflow_are_refused_at_their_degree_while_the_student_sets_them(student: Student) -> None:
    student.choose_dataset("poly19")
    student.choose("data.expansion.kind", "polynomial")
    student.type("data.expansion.degree", "19")
    student.choose("data.normalization.kind", "none")
    problem = student.field("data.expansion.degree").locator(".field-problem")
    expect(problem).to_contain_text('The input "x^19" reaches 9.4e+39')
    student.choose("data.normalization.kind", "standardize")
    expect(problem).to_be_hidden()
    expect(student.page.locator('[data-dataset="facts"]')).to_contain_text("19 numbers made of x")
