"""The picture moves with the weights that stream in: while typing, while training, after reloads, for each run."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.net_picture import squares, waits_for_weights
from tests.browser.student import Student

Seat = Callable[..., Student]
DRAWN = '[data-output] [data-epoch="{}"]'
RACE: dict[str, Any] = {
    "data": {"samples": 100},
    "stopping": {"epochs": 30},
    "vary": {
        "kind": "list",
        "runs": [
            {"name": "narrow", "set": {"network.hidden": [{"units": 1}]}},
            {"name": "wide", "set": {"network.hidden": [{"units": 6}]}},
        ],
    },
}
MADE = """async (spec) => {
    const { createExperiment } = await import('/static/js/api.js');
    return (await createExperiment(spec)).id;
}"""


def made(student: Student, spec: dict[str, Any]) -> str:
    return str(student.page.evaluate(MADE, spec))


def shows(student: Student, run: str) -> None:
    expect(student.page.locator("[data-show-run][aria-pressed=true]")).to_have_text(run)


def test_the_picture_follows_typing_and_then_training_to_its_end(student: Student) -> None:
    page = student.page
    waits_for_weights(student, 2 * 4 + 4 * 2 + 2 * 2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "scene" in request.url else None)
    student.type("data.noise", "0.4")
    student.type("stopping.epochs", "60")
    with page.expect_response(re.compile("/api/scene")):
        student.type("seed", "7")
    assert len(asked) <= 2, "only what changes the picture asks for one, once typing pauses"
    student.press("train")
    student.sees("Finished: 60 of 60")
    page.wait_for_selector(DRAWN.format(60))
    page.reload()
    page.wait_for_selector(DRAWN.format(60))


def test_every_run_of_a_race_can_be_looked_at_and_the_best_is_on_show_at_the_end(student: Student) -> None:
    experiment = made(student, RACE)
    student.visit(f"/e/{experiment}")
    student.sees("Finished: 2 runs")
    shows(student, "wide")
    expect(squares(student)).to_have_count(6)
    student.page.wait_for_selector(DRAWN.format(30))
    narrow = student.page.locator("[data-runs-panel] tbody .run-show", has_text="narrow")
    narrow.focus()
    student.page.keyboard.press("Enter")
    shows(student, "narrow")
    expect(squares(student)).to_have_count(1)
    student.page.wait_for_selector(DRAWN.format(30))
    expect(narrow).to_be_focused()


def test_where_sockets_are_blocked_the_picture_moves_all_the_same(seat: Seat) -> None:
    student = seat()
    student.page.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked'); } }")
    student.visit()
    student.type("stopping.epochs", "40")
    student.press("train")
    student.sees("Finished: 40 of 40")
    student.page.wait_for_selector(DRAWN.format(40))


def test_a_page_without_kept_weights_shows_the_last_ones(student: Student) -> None:
    """As an experiment of an earlier version, whose server knows its first and last epoch only."""
    student.type("stopping.epochs", "20")
    student.press("train")
    student.sees("Finished: 20 of 20")

    def first_and_last(route: Route) -> None:
        if "epochs=" in route.request.url and not route.request.url.endswith("epochs="):
            route.continue_()
        else:
            route.fulfill(json={"run": 1, "epochs": [0, 20], "best": None, "bytes": 112})

    student.page.route("**/weights?*", first_and_last)
    student.visit(student.link())
    student.page.wait_for_selector(DRAWN.format(20))
    student.goes_to_first_epoch()
    student.page.wait_for_selector(DRAWN.format(0))
