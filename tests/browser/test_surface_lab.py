"""The error-surface lab as a student uses it: samples, sliders, starts, typed functions, three dimensions, links."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.student import Student
from tests.browser.test_accessibility import findings

Seat = Callable[..., Student]


SIGHT = """async () => {
    const { sightOf } = await import('/static/js/surface/camera.js');
    return sightOf(document.querySelector('[data-lab-scene] [data-plot]')._fullLayout.scene._scene.getCamera());
}"""


def figure(student: Student, name: str) -> Locator:
    """A line of the panel of figures; its exact value is an attribute."""
    return student.page.locator(f'[data-lab-figure="{name}"]')


def says(student: Student, name: str, pattern: str) -> None:
    """Wait until a figure is as expected."""
    expect(figure(student, name)).to_have_attribute("data-exact", re.compile(f"^{pattern}$"))


def start(student: Student) -> list[float]:
    """The start as the boxes show it."""
    boxes = student.page.locator(".lab-start-boxes input")
    return [float(boxes.nth(axis).input_value()) for axis in range(boxes.count())]


def test_a_needle_becomes_a_circle_and_the_link_keeps_it(seat: Seat) -> None:
    student = seat().visit("/surface")
    page = student.page
    page.locator('[data-preset="needle"]').click()
    says(student, "condition", r"40005\.9\d*")
    says(student, "minimum", r"-0\.98019801\d*,1|-0\.98019801\d*,0\.9999999\d*")
    page.get_by_label("Shift of x₁", exact=True).fill("100")
    page.get_by_label("Shift of x₂, slider").fill("100")
    says(student, "condition", "1")
    says(student, "best", r"0\.25")
    expect(page).to_have_url(re.compile(r"/surface\?surface=linear_neuron&shift=100&"))
    page.get_by_label("Sample 2, target").fill("one")
    expect(page.locator('[data-path="rows"] > .field-problem')).to_contain_text("needs a number")
    says(student, "condition", "1")
    page.get_by_label("Sample 2, target").fill("1")
    expect(page.locator('[data-path="rows"] > .field-problem')).to_be_hidden()
    expect(page).to_have_url(re.compile("targets=2,1"))
    student.visit(page.url.removeprefix(student.url))
    says(student, "minimum", r"1\.5,0\.5")
    assert page.get_by_label("Sample 2, target").input_value() == "1"


def test_the_start_follows_mouse_keys_and_numbers(seat: Seat) -> None:
    student = seat().visit("/surface")
    page = student.page
    handle, field = page.locator("[data-lab-start]"), page.locator("[data-lab-field]")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    moved = start(student)
    assert -4 < moved[0] < -3
    assert 2 < moved[1] < 3
    box, held = field.bounding_box(), handle.bounding_box()
    assert box is not None
    assert held is not None
    page.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    dragged = start(student)
    assert dragged[0] > moved[0]
    field.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    assert start(student)[0] < dragged[0]
    assert start(student)[1] < dragged[1]
    page.get_by_label("Start, w₁").fill("50")
    expect(handle).to_have_attribute("aria-label", re.compile("w₁ = 50,"))
    expect(page).to_have_url(re.compile("start=50,"))
    # Out of sight before: the picture has made room.
    expect(handle).to_be_visible()


def test_a_function_is_typed_and_seen_from_all_sides(seat: Seat) -> None:
    student = seat(reduced_motion="reduce").visit("/surface")
    page = student.page
    page.get_by_label("Kind of surface").select_option("function")
    box = page.get_by_label("Function", exact=True)
    box.fill("w1^2 + 3*w2^")
    expect(page.locator(".rule-problems .rule-place")).to_contain_text("column 12")
    assert findings(student) == []
    box.fill("w1^2 + 3*w2^2")
    expect(page.locator(".rule-problems li")).to_have_count(0)
    says(student, "condition", "3")
    expect(page).to_have_url(re.compile(r"formula=w1%5E2\+%2B\+3\*w2%5E2"))
    page.get_by_label("3-D").check()
    page.wait_for_function("() => Number(document.querySelector('[data-lab-scene] [data-plot]').dataset.drawn) > 0")
    kinds = page.evaluate("() => document.querySelector('[data-lab-scene] [data-plot]').data.map(({ type }) => type)")
    assert kinds[0] == "surface"
    assert findings(student) == []
    turned = page.locator("[data-lab-scene] [data-plot]").bounding_box()
    assert turned is not None
    middle = (turned["x"] + turned["width"] / 2, turned["y"] + turned["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 120, middle[1] + 30, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"&view=3d&camera=[-\d.]+,[-\d.]+,[\d.]+$"))
    camera = page.url.rpartition("=")[2]
    student.visit(page.url.removeprefix(student.url))
    page.wait_for_function("() => Number(document.querySelector('[data-lab-scene] [data-plot]').dataset.drawn) > 0")
    seen = page.evaluate(SIGHT)
    assert seen == [pytest.approx(float(number), abs=0.06) for number in camera.split(",")]
    page.locator("[data-lab-whole]").click()
    expect(page).to_have_url(re.compile("&view=3d$"))
    box.fill("w^4 - 2*w^2 + 0.5*w")
    says(student, "minimum", r"-1\.0574537707\d*")
    # A curve has no third dimension.
    expect(page.locator("[data-lab-scene]")).to_be_hidden()


def test_a_phone_shows_all_of_it(seat: Seat) -> None:
    phone = {"has_touch": True, "is_mobile": True, "reduced_motion": "reduce", "color_scheme": "dark"}
    student = seat(390, 844, **phone).visit("/surface?surface=beale")
    page = student.page
    says(student, "minimum", r"(3|2\.99999999\d*),(0\.5|0\.49999999\d*)")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert findings(student) == []
    # The eye goes down, and so does Tab.
    tops = "() => [...document.querySelectorAll('.lab-panel')].map((panel) => panel.getBoundingClientRect().top)"
    seen = page.evaluate(tops)
    assert len(seen) == 5
    assert seen == sorted(seen)
    page.set_viewport_size({"width": 1440, "height": 900})
    sides = "() => [...document.querySelectorAll('.lab-panel')].map((panel) => panel.getBoundingClientRect().left)"
    lefts = page.evaluate(sides)
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 3
