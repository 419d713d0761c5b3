"""What the tests of the network's picture do with it."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.student import Student

WEIGHTS = """(key) => document.querySelector(`[data-key="${key}"]`).getBoundingClientRect().toJSON()"""

PICTURE = """key => {
    const sheet = document.querySelector(".net-pictures");
    const square = document.querySelector(`[data-key="${key}"] .net-square`);
    const [all, own] = [sheet, square].map((each) => each.getBoundingClientRect());
    const finer = sheet.width / all.width;
    const box = [own.x - all.x, own.y - all.y, own.width, own.height].map((each) => Math.round(finer * each));
    const { width, height, data } = sheet.getContext("2d").getImageData(...box);
    return { width, height, data: [...data] };
}"""


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


def picture(student: Student, key: str) -> Any:
    """What is painted in the square of a unit: {width, height, data: [red, green, blue, alpha, …]}."""
    return student.page.evaluate(PICTURE, key)


def waits_for_picture(student: Student, key: str, right: Callable[[Any], bool], seconds: float = 10) -> None:
    """Until what is painted in the square of a unit is right; another scene or size clears it for a moment."""
    deadline = time.monotonic() + seconds
    while not right(picture(student, key)):
        assert time.monotonic() < deadline, f"the picture of {key} does not become right"


def spec(student: Student) -> Any:
    """The settings of the experiment that the page has begun."""
    return student.answer(student.link().replace("/e/", "experiments/"))["spec"]


def train(student: Student) -> Any:
    """One epoch with what is set, and the settings it was trained with."""
    student.press("step")
    student.waits_for_epoch(1)
    return spec(student)


def on_link(student: Student, start: str, end: str) -> tuple[float, float]:
    """A point on the line between two squares, near its start where lines lie apart."""
    before: Any = None
    at: Any = ()
    while at != before:  # the picture may still be on its way to its place
        student.page.wait_for_timeout(150)
        before, at = at, (student.page.evaluate(WEIGHTS, start), student.page.evaluate(WEIGHTS, end))
    left, right = at[0]["x"] + at[0]["width"], at[1]["x"]
    first, last = (box["y"] + box["height"] / 2 for box in at)
    part = 0.22
    return left + (right - left) * (1.5 * part * (1 - part) + part**3), first + (last - first) * (
        3 - 2 * part
    ) * part**2
