"""Some of the class in real browsers: with a tab left open, double clicks, and pages that are loaded again.

What a student sees is told by the page itself, after the frame in which it was painted.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

from playwright.sync_api import Error, Page, Request

from benchmarks.load.descent import Descent
from tests.browser.chromium import running_browser
from tests.browser.student import Student
from tests.installed_chromium import installed_chromium

Found = TypeVar("Found")
NOTE_WHAT_IS_PAINTED = """() => {
    window.painted = [];
    const figure = document.querySelector('[data-figure="epoch"] [data-value]');
    const note = () => setTimeout(() => {
        const epoch = Number(figure.textContent.replaceAll(",", ""));
        if (epoch > 0) painted.push([epoch, Date.now()]);
    });
    const observer = new MutationObserver(() => requestAnimationFrame(note));
    observer.observe(figure, { childList: true, characterData: true, subtree: true });
    const train = document.querySelector('[data-action="train"]');
    train.addEventListener("click", () => { window.pressed ??= Date.now(); }, true);
}"""


class Window:
    """One student with a browser window."""

    def __init__(self, student: Student) -> None:
        self.student = student
        self.posts = 0
        self.run = ""
        self.painted: list[list[tuple[int, float]]] = []
        """(epoch, when it was seen), of each time that the page was loaded."""
        self.first: float | None = None
        """Seconds from the press to the first epoch on the screen."""
        self.errors: list[str] = []
        student.context.on("request", self._count)

    def _count(self, request: Request) -> None:
        self.posts += request.method == "POST" and "/api/experiments?" in request.url

    def collect(self) -> None:
        """Take over what the page has noted."""
        noted = self.student.page.evaluate("() => [window.pressed ?? null, window.painted ?? []]")
        pressed, painted = noted
        painted = [(epoch, at / 1000) for epoch, at in painted]
        if pressed and painted and self.first is None:
            self.first = painted[0][1] - pressed / 1000
        self.painted.append(painted)
        self.run = self.student.link().rpartition("/")[2]

    def double_click(self, action: str) -> None:
        self.student.page.locator(f'[data-action="{action}"]').dblclick(delay=20)


class Browsers:
    """A few windows; one thread drives them all, as Playwright wants it."""

    def __init__(self, site: Descent, count: int) -> None:
        self.site, self.count = site, count
        self.windows: list[Window] = []
        self._thread = ThreadPoolExecutor(1)
        self._open = ExitStack()

    async def _do(self, work: Callable[[], Found]) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def arrive(self) -> None:
        if self.count:
            await self._do(self._arrive)

    def _arrive(self) -> None:
        path = installed_chromium()
        assert path is not None, "The real browsers need Chromium; --browsers 0 does without."
        browser = self._open.enter_context(running_browser(path))
        for number in range(self.count):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            student = Student(context, self.site.url)
            _join(student, self.site.code, f"Browser {number}")
            _leave_a_tab_open(Student(context, self.site.url))
            student.visit()
            student.type("stopping.epochs", "1500")
            student.page.evaluate(NOTE_WHAT_IS_PAINTED)
            self.windows.append(Window(student))

    async def press_train(self, patience: float) -> None:
        """All of them with a double click; then wait until each has shown an epoch."""
        if self.windows:
            await self._do(lambda: self._press_train(patience))

    def _press_train(self, patience: float) -> None:
        until = time.monotonic() + patience
        for window in self.windows:
            window.double_click("train")
        for window in self.windows:
            left = max(1.0, until - time.monotonic())
            _try(window, partial(_wait_for_an_epoch, seconds=left))

    async def reload(self) -> None:
        """One of them loads its page again."""
        if self.windows:
            await self._do(lambda: self._reload(self.windows[0]))

    def _reload(self, window: Window) -> None:
        window.collect()
        window.student.page.reload()
        window.student.page.wait_for_selector("body[data-ready]")
        window.student.page.evaluate(NOTE_WHAT_IS_PAINTED)

    async def press_stop(self) -> None:
        if self.windows:
            await self._do(self._press_stop)

    def _press_stop(self) -> None:
        for window in self.windows:
            window.collect()
            _try(window, lambda page: page.locator('[data-action="stop"]').dblclick(timeout=5000))
        for window in self.windows:
            _try(window, lambda page: page.wait_for_selector('[data-action="stop"]:disabled', timeout=20_000))

    async def leave(self) -> None:
        if self.windows:
            await self._do(self._open.close)
        self._thread.shutdown()

    def first_epochs(self) -> list[float | None]:
        """Seconds from each press to the first epoch on the screen; None where it was not seen."""
        return [window.first for window in self.windows]

    def to_pixels(self) -> list[float]:
        """Seconds from writing each epoch down to the frame that showed it, or a later one; loading left aside."""
        found = []
        for window in self.windows:
            written = self.site.epochs_written(window.run)
            for painted in window.painted:
                found += _until_painted(written, painted)
        return found

    def errors(self) -> list[str]:
        """Whatever went wrong, and presses that were taken for two."""
        found = [error for window in self.windows for error in [*window.errors, *window.student.complaints]]
        doubled = [window for window in self.windows if window.posts != 1]
        return found + [f"A double click on Train made {window.posts} experiments." for window in doubled]


def _try(window: Window, work: Callable[[Page], object]) -> None:
    try:
        work(window.student.page)
    except Error as error:
        window.errors.append(f"In a browser: {error.message.splitlines()[0]}")


def _wait_for_an_epoch(page: Page, seconds: float) -> None:
    page.wait_for_function("() => painted.length", timeout=1000 * seconds)


def _join(student: Student, code: str, nickname: str) -> None:
    student.visit(f"/join/{code}")
    student.page.get_by_label("Your nickname").first.fill(nickname)
    student.page.get_by_role("button", name="Join").click()
    student.page.get_by_role("heading", name=f"Hello {nickname}").wait_for()


def _leave_a_tab_open(tab: Student) -> None:
    tab.visit()
    tab.type("stopping.epochs", "3")
    tab.press("train")
    tab.sees("Finished", seconds=120)


def _until_painted(written: Mapping[int, float], painted: Sequence[tuple[int, float]]) -> list[float]:
    if not painted:
        return []
    found = []
    for epoch, at in written.items():
        shown = next((seen for number, seen in painted if number >= epoch and seen >= at), None)
        if at > painted[0][1] and shown is not None:
            found.append(shown - at)
    return found
