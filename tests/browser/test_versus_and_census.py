"""Grid against random, and a census of minima, trained by real workers and read from the page."""

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import expect

from tests.browser.student import Student

SMALL: dict[str, Any] = {"data": {"samples": 60}, "stopping": {"epochs": 4}}
VERSUS: dict[str, Any] = {
    "kind": "grid_against_random",
    "points": 2,
    "repeats": 3,
    "axes": {
        "optimizer.learning_rate": {"kind": "uniform", "low": 0, "high": 0.2},
        "regularization.l2": {"kind": "log_uniform", "low": 1e-5, "high": 0.1},
    },
}


def trained(student: Student, **settings: Any) -> Student:
    """The page of an experiment whose runs have all ended."""
    request = urllib.request.Request(f"{student.url}/api/experiments", json.dumps({**SMALL, **settings}).encode())
    with urllib.request.urlopen(request) as answer:
        student.visit(json.load(answer)["url"])
    student.sees("Finished: ", seconds=90)
    return student


def test_a_grid_and_a_random_search_are_set_side_by_side(student: Student) -> None:
    trained(student, vary=VERSUS)
    versus = student.page.locator("[data-versus]")
    versus.scroll_into_view_if_needed()
    expect(versus.locator(".versus-verdict")).to_have_text(re.compile(r"won \d of 3 repeats"))
    for side in ("grid", "random"):
        expect(versus.locator(f".versus-side.is-{side} [data-trial]")).to_have_count(4)
    expect(versus.locator(".versus-side.is-grid")).to_contain_text("2 values of learning rate, 2 values of l2")
    expect(versus.locator(".versus-side.is-random")).to_contain_text("4 values of learning rate, 4 values of l2")
    student.waits_for_plot("plot.data?.length === 6", "versus")
    # What the table says is what the API says.
    runs = student.answer(f"experiments/{student.page.url.rsplit('/', 1)[1]}")["runs"]
    best = min(run["best"]["validation_loss"] for run in runs if run["group"] == "random" and run["trial"] <= 8)
    cells = versus.locator("tbody tr").nth(1).locator("td")
    shown = float(cells.nth(2).inner_text())
    assert abs(shown - best) < 0.01 * best
    # Another repeat is one press away, and its points are others.
    versus.locator('[data-repeat="2"]').click()
    expect(versus.locator(".versus-side.is-random [data-trial]").last).to_have_attribute(
        "data-trial", re.compile("2[1-4]")
    )
    # A press on a trial brings its network into the picture.
    student.page.evaluate("() => document.addEventListener('runshown', ({ detail }) => { window.onShow = detail; })")
    versus.locator('.versus-side.is-grid [data-trial="18"]').click()
    student.page.wait_for_function("() => window.onShow === 18")


def test_a_census_shows_the_solutions_of_a_bar(student: Student) -> None:
    trained(student, vary={"kind": "census", "initializations": 40})
    census = student.page.locator("[data-census]")
    census.scroll_into_view_if_needed()
    expect(census).to_contain_text("40 networks, training loss")
    bars = census.locator("[data-bar]:not(:disabled)")
    counted = bars.evaluate_all("bars => bars.map((bar) => bar.dataset.runs.split(' ').length)")
    assert sum(counted) == 40
    expect(census.locator(".member")).to_have_count(min(24, counted[0]))
    bars.last.click()
    expect(bars.last).to_have_attribute("aria-pressed", "true")
    expect(census.locator(".member")).to_have_count(min(24, counted[-1]))
    chosen = bars.last.get_attribute("data-runs") or ""
    run = chosen.split()[0]
    expect(census.locator(f'[data-member="{run}"]')).to_have_attribute("aria-pressed", "true")
    bars.last.press("ArrowLeft")
    expect(bars.nth(bars.count() - 2)).to_have_attribute("aria-pressed", "true")
