"""The large map: every switch, every zoom and every reading has its effect on what is painted."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

COLOURS = """canvas => {
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return new Set(pixels.filter((pixel) => pixel !== 0)).size;
}"""
WAIT = 20_000


class Map:
    """The large map on a student's page."""

    def __init__(self, student: Student) -> None:
        self.student, self.page = student, student.page
        self.element = student.page.locator("[data-output]")
        self.field = self.element.locator(".output-field")
        self.reading = self.element.locator(".output-reading")
        self.page.wait_for_function(f"() => ({FRAMES}) > 0", timeout=WAIT)

    def colours(self, canvas: str) -> int:
        count: int = self.element.locator(f".output-{canvas}").evaluate(COLOURS)
        return count

    def becomes(self, canvas: str, true: Callable[[int], bool]) -> None:
        """Wait until the number of colours on a canvas is as it should be."""
        count = -1
        for _ in range(200):
            count = self.colours(canvas)
            if true(count):
                return
            self.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        pytest.fail(f"the {canvas} has {count} colours")

    def switch(self, name: str) -> Locator:
        return self.element.locator(f'[data-option="{name}"]')

    def ticks(self) -> list[str]:
        return self.element.locator(".output-axes text").all_text_contents()

    def other_ticks(self, before: list[str]) -> list[str]:
        """The ticks, once they are others."""
        self.page.wait_for_function(
            """before => [...document.querySelectorAll('.output-axes text')].map((each) => each.textContent).join()
                         !== before.join()""",
            arg=before,
        )
        return self.ticks()


FRAMES = "Number(document.querySelector('.output-field')?.dataset.frames)"


@pytest.fixture
def shown(student: Student) -> Map:
    """The map of the first page: two classes, not yet trained."""
    return Map(student)


def test_switches_change_what_is_painted(shown: Map) -> None:
    shown.becomes("ground", lambda count: count > 100)
    shown.switch("discretize").check()
    shown.becomes("ground", lambda count: 0 < count <= 3)
    shown.switch("train").uncheck()
    shown.becomes("points", lambda count: count == 0)
    shown.switch("validation").check()
    shown.becomes("points", lambda count: count > 2)
    expect(shown.switch("test")).to_be_disabled()
    expect(shown.element).to_contain_text("Test (sealed)")


def test_buttons_wheel_and_drag_look_closer(shown: Map) -> None:
    whole = shown.ticks()
    assert {"0", "x₁", "x₂"} <= set(whole)
    everything = shown.element.locator('[data-zoom="all"]')
    expect(everything).to_be_hidden()
    shown.element.locator('[data-zoom="in"]').click()
    expect(everything).to_be_visible()
    nearer = shown.other_ticks(whole)
    shown.field.hover()
    shown.page.keyboard.down("Control")
    shown.page.mouse.wheel(0, -400)
    shown.page.keyboard.up("Control")
    nearer = shown.other_ticks(nearer)
    box = shown.field.bounding_box()
    assert box
    shown.page.mouse.down()
    shown.page.mouse.move(box["x"] + 10, box["y"] + 10, steps=4)
    shown.page.mouse.up()
    shown.other_ticks(nearer)
    everything.click()
    expect(everything).to_be_hidden()
    assert shown.ticks() == whole


def test_the_keyboard_reads_and_zooms(shown: Map) -> None:
    shown.field.focus()
    shown.page.keyboard.press("ArrowRight")
    expect(shown.reading).to_have_text(re.compile(r"x₁ 0\.600.*x₂ 0.*class [01] \d+\.\d\s%"))
    before = shown.reading.inner_text()
    shown.page.keyboard.press("ArrowUp")
    expect(shown.reading).not_to_have_text(before)
    for _ in range(3):
        shown.page.keyboard.press("+")
    expect(shown.element.locator('[data-zoom="all"]')).to_be_visible()
    shown.page.keyboard.press("0")
    expect(shown.element.locator('[data-zoom="all"]')).to_be_hidden()
    expect(shown.element.locator(".output-ground")).to_have_attribute(
        "aria-label", re.compile("What the network says for x1 from −6.*class")
    )


def test_a_unit_that_is_looked_at_takes_the_map(shown: Map) -> None:
    heading = shown.element.locator("h2")
    expect(heading).to_have_text("Output")
    shown.page.locator('[data-diagram] [data-layer="1"]').first.hover()
    expect(heading).to_have_text("Unit 1 of hidden layer 1")
    expect(shown.element.locator(".output-legend")).to_contain_text("1.00")
    shown.page.mouse.move(2, 2)
    expect(heading).to_have_text("Output")


def test_every_kind_of_data_has_its_picture(seat: Seat) -> None:
    student = seat().visit()
    shown = Map(student)
    student.choose_dataset("plane")
    expect(shown.element.locator(".output-bar-words")).to_contain_text("target: 0")
    student.choose_dataset("sine")
    expect(shown.field).to_have_class(re.compile("is-line"))
    assert {"x", "y"} <= set(shown.ticks())
    shown.field.focus()
    student.page.keyboard.press("ArrowLeft")
    expect(shown.reading).to_have_text(re.compile(r"x −0\.\d+.*y −?\d"))
    student.choose_dataset("digits")
    expect(shown.element).to_be_hidden()


def test_the_map_fits_a_phone_and_the_dark(seat: Seat) -> None:
    student = seat(390, 844, color_scheme="dark", has_touch=True).visit()
    shown = Map(student)
    box = shown.field.bounding_box()
    assert box
    assert 240 < box["width"] < 360
    for switch in shown.element.locator(".output-switch").all():
        size = switch.bounding_box()
        assert size
        assert size["height"] >= 44
