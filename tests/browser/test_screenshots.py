"""Pictures of both pages for the eyes of developers, at four widths and in two themes; nothing may stick out."""

from collections.abc import Callable

import pytest

from tests.browser.student import Student

Seat = Callable[..., Student]

SIZES = [(390, 844), (768, 1024), (1440, 900), (1920, 1080)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def link(request: pytest.FixtureRequest) -> dict[str, str]:
    """The experiment that all pictures show, once it was trained."""
    return {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES, ids=[str(width) for width, _ in SIZES])
def test_nothing_sticks_out(seat: Seat, link: dict[str, str], width: int, height: int, scheme: str) -> None:
    student = seat(width, height, color_scheme=scheme, reduced_motion="reduce")
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    student.page.wait_for_selector("[data-diagram] svg")
    student.page.wait_for_selector("[data-output] canvas")
    assert student.page.evaluate(OVERFLOW) <= 0
    student.photograph(f"playground-{width}-{scheme}")
    if not link:
        student.press("train")
        student.sees("Finished")
        student.photograph(f"trained-{width}-{scheme}")
        link["path"] = student.link()
    student.visit(link["path"])
    student.sees("Finished")
    student.page.wait_for_selector("[data-output] canvas")
    assert student.page.evaluate(OVERFLOW) <= 0
    student.photograph(f"experiment-{width}-{scheme}")


def test_the_figures_stay_on_one_line_whatever_they_say(seat: Seat) -> None:
    student = seat(1440, 900)
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    height = "() => document.querySelector('[data-summary]').offsetHeight"
    before = student.page.evaluate(height)
    student.page.evaluate(
        """() => document.querySelectorAll("[data-summary] [data-note]").forEach((note) => {
            note.textContent = "average of 25 · ± 0.0123 · best 0.0123, epoch 1,234";
        })"""
    )
    assert student.page.evaluate(height) == before
