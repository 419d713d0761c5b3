"""A deadline is meant and read in the browser's own time, over the hours that come twice or never as well."""

import pytest
from playwright.sync_api import Page

SAID = """async (typed) => {
    const { wanted, moment } = await import("/static/js/wall/assignment-words.js");
    const task = { title: "A task", lesson: "", metric: "validation_loss", target: "1" };
    const { deadline } = wanted({ ...task, deadline: typed });
    return [deadline, moment(deadline)];
}"""


@pytest.mark.parametrize(
    ("zone", "typed", "sent", "read"),
    [
        ("Europe/Berlin", "2040-10-28T01:59", "2040-10-27T23:59:00.000Z", "Oct 28, 01:59"),
        ("Europe/Berlin", "2040-10-28T03:00", "2040-10-28T02:00:00.000Z", "Oct 28, 03:00"),
        ("Europe/Berlin", "2040-03-25T02:30", "2040-03-25T01:30:00.000Z", "Mar 25, 03:30"),  # there is no half past two
        ("America/St_Johns", "2040-07-01T08:00", "2040-07-01T10:30:00.000Z", "Jul 1, 08:00"),
        ("UTC", "2040-07-01T08:00", "2040-07-01T08:00:00.000Z", "Jul 1, 08:00"),
    ],
)
def test_a_deadline_keeps_its_moment(module_page: Page, zone: str, typed: str, sent: str, read: str) -> None:
    browser = module_page.context.browser
    assert browser is not None
    context = browser.new_context(timezone_id=zone)
    try:
        page = context.new_page()
        page.goto(module_page.url)
        assert page.evaluate(SAID, typed) == [sent, read]
    finally:
        context.close()
