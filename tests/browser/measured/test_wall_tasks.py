"""How much the wall of a class asks of its page while thirty students train.

The figures are processor time of the page's own thread, printed (`-s`); docs/performance.md has some.
"""

import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Seat
from tests.browser.measured.processor_time import idle, recorded
from tests.browser.test_classes_together import logged_in
from tests.running_server import ROOT, RunningServer

STUDENTS, SECONDS = 30, 8
LONG_TASK, BUSY = 50, 2.5
"""Beside other work the same task takes longer: caches are shared."""
SEVERAL_CURVES = f"() => document.querySelectorAll('.wall-card .sparkline path').length === {STUDENTS}"
EPOCHS = "() => [...document.querySelectorAll('.wall-figures')].map((figures) => figures.innerText).join('|')"


@pytest.mark.timeout(600)
def test_no_task_of_the_wall_is_long_while_thirty_students_train(
    seat: Seat, server: RunningServer, browser: Browser
) -> None:
    quiet = idle()
    teacher = logged_in(seat(), server, "lovelace")
    command = [sys.executable, "-m", "tests.browser.measured.training_class", str(STUDENTS), "lovelace"]
    code = subprocess.check_output(command, cwd=ROOT, env=server.environment, text=True).strip()
    page = teacher.page
    with recorded(browser, page) as opening:
        teacher.visit(f"/class/{code}")
        expect(page.locator(".wall-card")).to_have_count(STUDENTS)
    page.wait_for_function(SEVERAL_CURVES, timeout=120_000)
    before = page.evaluate(EPOCHS)
    with recorded(browser, page) as live:
        page.wait_for_timeout(1000 * SECONDS)
        page.wait_for_function(f"before => ({EPOCHS})() !== before", arg=before, timeout=120_000)
    moved = changed(before, page.evaluate(EPOCHS))
    with recorded(browser, page) as acting:
        for order in ("best", "name", "help"):
            page.locator("[data-order]").select_option(order)
            settled(page)
    stop_all(teacher.page)
    print(f"\n{STUDENTS} students train, {moved} of them seen to move within {SECONDS} s or more")
    for name, tasks in (("opening", opening.page), ("live", live.page), ("three orders", acting.page)):
        long = sorted((round(each) for each in tasks if each > LONG_TASK), reverse=True)
        print(f"  {name}: longest task {max(tasks):.0f} ms, {sum(tasks):.0f} ms in all, over {LONG_TASK} ms: {long}")
    most = LONG_TASK if quiet else LONG_TASK * BUSY
    assert max(live.page) <= most
    assert max(acting.page) <= most


def changed(before: str, after: str) -> int:
    """How many cards say something else."""
    return sum(one != other for one, other in zip(before.split("|"), after.split("|"), strict=False))


def settled(page: Page) -> None:
    """What was asked for has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def stop_all(page: Page) -> None:
    """Nothing trains on for the tests that follow."""
    page.get_by_role("button", name="Stop all").click()
    page.locator("[data-sure-stop]").get_by_role("button", name="Stop all").click()
    expect(page.locator(".wall-card").filter(has_text="Finished")).to_have_count(STUDENTS, timeout=120_000)
