"""The charts of a search on a real page: every trial in each of them, and all linked with each other."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.student import Student
from tests.running_server import RunningServer

Seat = Callable[..., Student]
ROOT = Path(__file__).resolve().parents[2]
CHARTS = {
    "optimization-history",
    "trials-plane",
    "parallel-coordinate",
    "intermediate-values",
    "slice",
    "contour",
    "timeline",
}
DRAWN = """([chart, marks]) => {
    const panel = document.querySelector(`[data-chart="${chart}"]`);
    if (!panel.offsetParent) return false;
    const { top, bottom } = panel.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) panel.scrollIntoView({ block: "center" });
    return Number(panel.querySelector("[data-plot]").dataset.marks) >= marks && performance.now();
}"""


def many_trials(server: RunningServer, trials: int, epochs: int) -> str:
    """The link of a finished search of so many trials in the server's book."""
    command = [sys.executable, "-m", "tests.browser.measured.many_trials", str(trials), str(epochs)]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=True)
    return f"/e/{done.stdout.strip()}"


def drawn(student: Student, chart: str, marks: int) -> float:
    """Milliseconds from the navigation until so many marks are on the chart, which is brought into sight."""
    return float(student.page.wait_for_function(DRAWN, arg=[chart, marks]).json_value())


def test_charts_of_a_search_show_every_trial_and_point_to_each_other(seat: Seat, server: RunningServer) -> None:
    student = seat().visit(many_trials(server, 40, 30))
    for chart in CHARTS:
        drawn(student, chart, 40)
    for chart in ("importance", "edf"):
        panel = student.look_at(chart)
        panel.locator("[data-plot] .trace, [data-plot] .bars .point").first.wait_for(state="attached")
    expect(student.page.locator('[data-chart="importance"]')).to_contain_text("fANOVA")

    plot = student.look_at("parallel-coordinate").locator("[data-plot]")
    box = plot.bounding_box()
    assert box is not None
    student.page.evaluate(
        "() => document.addEventListener('trialpointed', ({ detail }) => { window.pointed = detail; })"
    )
    student.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.3)
    student.page.mouse.move(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] * 0.5, steps=20)
    pointed = student.page.wait_for_function("() => window.pointed").json_value()
    tip = student.page.locator('[data-chart="parallel-coordinate"] .trial-tip')
    expect(tip).to_contain_text(f"Trial {pointed}")
    expect(tip).to_contain_text("learning rate")
    student.page.evaluate("() => document.addEventListener('runshown', ({ detail }) => { window.shown = detail; })")
    student.page.mouse.down()
    student.page.mouse.up()
    assert student.page.wait_for_function("() => window.shown").json_value() == pointed

    # The same by keys: from the left, one dot after the other.
    plane = student.look_at("trials-plane").locator("[data-plot]")
    plane.focus()
    for key in ("Home", "ArrowRight", "Enter"):
        plane.press(key)
    words = student.page.locator('[data-chart="trials-plane"] [aria-live]')
    expect(words).to_contain_text("learning rate")
    number = int((words.text_content() or "").split(".")[0].removeprefix("Trial "))
    assert student.page.evaluate("window.pointed") == number
    student.page.wait_for_function("number => window.shown === number", arg=number)
