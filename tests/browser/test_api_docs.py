"""The page of the API works in a browser that forbids everything from elsewhere."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student


def test_the_api_page_works_under_our_policy(seat: Callable[..., Student]) -> None:
    student = seat()
    page = student.page
    page.goto(f"{student.url}/api/docs")
    expect(page.get_by_text("/api/schema", exact=True)).to_be_visible()
    # Trying a call out shows that scripts, styles and requests are all allowed.
    page.locator(".opblock-summary", has_text="/api/schema").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("200")
