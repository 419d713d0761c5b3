"""Students in real browsers, in front of the real server with real workers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import running_browser
from tests.browser.student import Student
from tests.running_server import RunningServer

Seat = Callable[..., Student]

# Milliseconds to wait for what should be seen: beside other tests the page, its server and its workers share two cores.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all of these tests."""
    with running_browser(chromium) as running:
        yield running


@pytest.fixture
def seat(browser: Browser, server: RunningServer) -> Iterator[Seat]:
    """Seats students, each with a browser of their own. At the end nobody's browser may have complained."""
    students: list[Student] = []

    def take(width: int = 1440, height: int = 900, **options: Any) -> Student:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        students.append(Student(context, server.url))
        return students[-1]

    yield take
    for student in students:
        student.context.close()
    assert [complaint for student in students for complaint in student.complaints] == []
    assert [url for student in students for url in student.foreign] == []


@pytest.fixture
def student(seat: Seat) -> Student:
    """One student at the playground."""
    return seat().visit()
