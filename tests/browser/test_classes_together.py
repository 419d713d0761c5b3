"""A class in real browsers: a teacher makes it, a student joins by phone and trains, others see what was shared."""

import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student
from tests.browser.test_accessibility import findings
from tests.running_server import ROOT, RunningServer

Seat = Callable[..., Student]


def logged_in(student: Student, server: RunningServer, name: str) -> Student:
    """A new teacher, with the password that the command prints."""
    command = [sys.executable, "manage.py", "teacher", name]
    told = subprocess.check_output(command, cwd=ROOT, env=server.environment, text=True)
    student.visit("/classes/")
    assert findings(student) == []
    student.page.get_by_label("Username").fill(name)
    student.page.get_by_label("Password").fill(told.splitlines()[0].rpartition(": ")[2])
    student.page.get_by_role("button", name="Log in").click()
    expect(student.page.get_by_role("heading", name="Your classes")).to_be_visible()
    return student


def joins(student: Student, link: str, nickname: str) -> str:
    """With the link of the class; the answer is the student's own code."""
    student.visit(link)
    assert findings(student) == []
    student.page.get_by_label("Your nickname").first.fill(nickname)
    student.page.get_by_role("button", name="Join").click()
    expect(student.page.get_by_role("heading", name=f"Hello {nickname}")).to_be_visible()
    assert findings(student) == []
    return student.page.locator(".own-code .code").inner_text()


def is_lost(student: Student, link: str) -> None:
    """The page says that there is nothing."""
    answer = student.page.goto(f"{student.url}{link}")
    assert answer is not None
    assert answer.status == 404


def test_a_teacher_makes_a_class_and_a_student_trains_in_private_until_it_is_shared(
    seat: Seat, server: RunningServer
) -> None:
    teacher = logged_in(seat(), server, "noether")
    teacher.page.get_by_label("Name of the class").fill("Mathematics 12b")
    teacher.page.get_by_role("button", name="Make a class").click()
    expect(teacher.page.get_by_role("heading", name="Mathematics 12b")).to_be_visible()
    assert findings(teacher) == []
    link = teacher.page.locator(".way-in a").inner_text().removeprefix(server.url)
    expect(teacher.page.get_by_text("Nobody yet.")).to_be_visible()

    ada = seat(390, 844, has_touch=True)
    code = joins(ada, link, "Ada")
    # The teacher's list follows by itself.
    expect(teacher.page.get_by_role("rowheader", name="Ada")).to_be_visible(timeout=60_000)
    assert findings(teacher) == []
    ada.page.get_by_role("link", name="Start training").click()
    ada.page.wait_for_selector("body[data-ready]")
    expect(ada.page.locator(".site-header .seat")).to_contain_text("Ada")
    ada.settings()
    ada.type("stopping.epochs", "20")
    ada.press("train")
    ada.sees("Finished: 20 of 20")
    made = ada.link()

    emmy, stranger = seat(), seat()
    joins(emmy, link, "Emmy")
    for other in (emmy, stranger):
        is_lost(other, made)
    teacher.visit(made)
    expect(teacher.page.locator("[data-author]")).to_have_text("by Ada")

    ada.visit(made)
    assert findings(ada) == []
    ada.page.get_by_label("Seen by").select_option("class")
    expect(ada.page.locator("[data-toast]")).to_have_text("Saved")
    emmy.visit(made)
    expect(emmy.page.locator("[data-author]")).to_have_text("by Ada")
    is_lost(stranger, made)

    elsewhere = seat(390, 844).visit(link)
    elsewhere.page.get_by_text("I have a code of my own").click()
    elsewhere.page.locator("#return_nickname").fill("ada")
    elsewhere.page.locator("#return_code").fill(code)
    elsewhere.page.get_by_role("button", name="Come back").click()
    elsewhere.page.get_by_role("link", name="Circle").click()
    elsewhere.page.wait_for_selector("body[data-ready]")
    expect(elsewhere.page.get_by_label("Seen by")).to_have_value("class")

    teacher.visit(link.replace("/join/", "/classes/"))
    teacher.page.get_by_label("Nicknames, one a line").fill("Sofja\nIda")
    teacher.page.get_by_role("button", name="Make places and print").click()
    expect(teacher.page.locator(".card")).to_have_count(2)
    assert findings(teacher) == []
    own = teacher.page.locator(".card", has_text="Sofja").locator(".code").inner_text()
    sofja = seat(390, 844).visit(f"{link}#nickname=Sofja&code={own}")
    sofja.page.get_by_role("button", name="Come back").click()
    expect(sofja.page.get_by_role("heading", name="Hello Sofja")).to_be_visible()
    assert own not in sofja.page.url
