"""Searches of thousands of trials: soon there, and smooth under the pointer."""

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.browser.measured.processor_time import idle, recorded
from tests.browser.student import Student
from tests.browser.test_search_charts import drawn, many_trials
from tests.running_server import RunningServer

Seat = Callable[..., Student]
LONG_TASK, BUSY = 50, 2.5


def test_two_thousand_trials_open_in_under_two_seconds_and_stay_smooth(
    seat: Seat, server: RunningServer, browser: Browser
) -> None:
    # As in class: who opens a link has been at the playground.
    quiet = idle()
    student = seat().visit()
    student.page.wait_for_function("() => window.Plotly")
    link = many_trials(server, 2000, 20)
    clocks, work = [], []
    for _ in range(2):
        with recorded(browser, student.page) as took:
            student.page.goto(f"{student.url}{link}")
            clocks.append(drawn(student, "optimization-history", 2000))
        work.append(sum(took.page))
    print(f"2,000 trials drawn after {min(clocks):.0f} ms, {min(work):.0f} ms of them work of the page's thread")
    assert min(*clocks, *work) < 2000
    student.sees("Finished")

    longest = []
    for chart in ("trials-plane", "parallel-coordinate"):
        drawn(student, chart, 2000)
        box = student.look_at(chart).locator("[data-plot]").bounding_box()
        assert box is not None
        student.page.wait_for_timeout(500)
        with recorded(browser, student.page) as took:
            for step in range(30):
                student.page.mouse.move(box["x"] + 80 + 8 * step, box["y"] + 100 + 3 * step)
        longest.append(max(took.page))
    print(f"longest tasks under the pointer: {', '.join(f'{each:.0f}' for each in longest)} ms")
    assert min(longest) <= (LONG_TASK if quiet else LONG_TASK * BUSY)
