"""The documentation as the site serves it: under its strict policy, on phones, in the dark, and searched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.student import Student
from tests.browser.test_accessibility import findings
from tests.browser.test_screenshots import OVERFLOW
from tests.documentation.built import build
from tests.running_server import RunningServer

Seat = Callable[..., Student]
PAGES = ("index", "students", "reference/api")


@pytest.fixture(scope="module", autouse=True)
def site(server: RunningServer) -> None:
    build(server.home / "docs", server.home)


def test_pages_are_whole_in_both_schemes(seat: Seat) -> None:
    student = seat()
    for page in PAGES:
        student.page.goto(f"{student.url}/docs/{page}.html")
        expect(student.page.locator("main h1")).to_be_visible()
        assert findings(student) == [], page
        assert student.page.evaluate(OVERFLOW) <= 0, page


def test_on_a_phone_nothing_sticks_out_and_the_menu_is_folded(seat: Seat) -> None:
    student = seat(390, 844, has_touch=True)
    for page in PAGES:
        student.page.goto(f"{student.url}/docs/{page}.html")
        assert student.page.evaluate(OVERFLOW) <= 0, page
    assert findings(student) == []
    menu = student.page.locator(".menu nav")
    expect(menu).to_be_hidden()
    student.page.get_by_text("All pages").click()
    menu.get_by_role("link", name="For teachers").click()
    expect(student.page.get_by_role("heading", name="For teachers")).to_be_visible()


def test_a_word_is_searched_and_found(seat: Seat) -> None:
    student = seat()
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    student.page.locator(".site-header").get_by_role("link", name="Docs").click()
    expect(student.page.get_by_role("heading", name="Where to begin")).to_be_visible()
    student.page.get_by_label("Search the documentation").fill("envelopes")
    student.page.get_by_label("Search the documentation").press("Enter")
    found = student.page.locator("#search-results a").filter(has_text="For teachers").first
    expect(found).to_be_visible()
    assert findings(student) == []
    found.click()
    expect(student.page.locator("main")).to_contain_text("Open the test envelopes")


def test_it_leads_back_to_the_app_and_remembers_the_colours(seat: Seat) -> None:
    student = seat(color_scheme="light")
    student.page.goto(f"{student.url}/docs/reference/spec.html")
    student.page.get_by_role("button", name="Switch between light and dark").click()
    student.page.get_by_role("link", name="Playground", exact=True).click()
    student.page.wait_for_selector("body[data-ready]")
    assert student.page.evaluate("() => document.documentElement.dataset.shownTheme") == "dark"
