"""Every page in a real browser, with a class of hostile names, under the policy that forbids everything inline."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hostile import PAYLOADS, Watched, send
from tests.browser.student import Student
from tests.running_server import ROOT, RunningServer
from tests.security.addresses import doors, filled

PASSWORD = "a long pass phrase"
MACHINES = ("/api/", "/health", "/metrics")
"""What no browser draws, but for the page of the API."""
DOORS = sorted(doors())
DRAWN = ("/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/add/", "/admin/password_change/")


def make_teacher(server: RunningServer) -> None:
    environment = {**os.environ, **server.environment, "DJANGO_SETTINGS_MODULE": "playground.settings",
                   "DJANGO_SUPERUSER_PASSWORD": PASSWORD}  # fmt: skip
    command = ["manage.py", "createsuperuser", "--noinput", "--username", "warden", "--email", "warden@descent.example"]
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True)


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/login")
    page.locator("input[name=username]").fill("warden")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/classes/")


def make_class(student: Student, watched: Watched) -> str:
    """The code of a class whose title, students and task want to be markup; what is printed of it is looked at here."""
    page = student.page
    page.locator("input[name=title]").first.fill(PAYLOADS[1])
    page.locator("input[name=title]").first.press("Enter")
    page.wait_for_url("**/classes/*")
    code = page.url.rpartition("/")[2]
    send(student, "POST", f"/api/classes/{code}/assignments", {"title": PAYLOADS[3], "target": 0.9})
    names = [text for text in PAYLOADS if len(text) <= 32 and text.isprintable()]
    places = page.locator("form:has([name=names])")
    places.evaluate("(form, names) => { form.elements.names.value = names; form.requestSubmit(); }", "\n".join(names))
    page.wait_for_url("**/places")
    expect(page.get_by_text(names[0]).first).to_be_visible()
    assert watched.looks_at(page) == []
    return code


@pytest.mark.timeout(600)
def test_no_page_asks_for_what_is_forbidden(seat: Callable[..., Student], server: RunningServer) -> None:
    make_teacher(server)
    student = seat()
    watched = Watched(student.context)
    page = student.visit().page
    student.type("stopping.epochs", "3")
    student.press("train")
    student.sees("Finished: 3 of 3")
    public_id = student.link().removeprefix("/e/")
    sign_in(page, student.url)
    code = make_class(student, watched)
    seen = 0
    for door in DOORS:
        method, _, address = door.partition(" ")
        address = address.replace("<str:code>", code)
        drawn = address == "/api/docs" or not address.startswith(MACHINES)
        if method == "get" and drawn and (not address.startswith("/admin/") or address in DRAWN):
            answer = page.goto(f"{student.url}{filled(address, public_id)}")
            assert answer
            if page.locator("script[type=module]").count():
                page.wait_for_selector("body[data-ready]")
            assert watched.looks_at(page) == [], door
            assert student.complaints == [], door
            assert student.foreign == [], door
            seen += answer.headers["content-type"].startswith("text/html")
    assert seen > 10
    expect(page.locator("body")).to_be_attached()
