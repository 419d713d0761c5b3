"""Where pictures are taken: a running site, a browser, and students who do what a picture shows."""

import subprocess
import sys
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Browser, Locator, expect

from tests.browser.student import Student
from tests.running_server import ROOT, RunningServer

WIDTH, HEIGHT = 1440, 900


@dataclass
class Booth:
    """`quick` trains next to nothing: whether a picture can be taken at all."""

    browser: Browser
    server: RunningServer
    quick: bool = False
    seated: list[Student] = field(default_factory=list)

    def seat(self, width: int = WIDTH, height: int = HEIGHT) -> Student:
        """Somebody in front of a light page that moves nothing by itself."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
        )
        self.seated.append(Student(context, self.server.url))
        return self.seated[-1]

    def trains(self, student: Student, epochs: int, **settings: str) -> str:
        """Train to the end; the path of the experiment."""
        asked = {**settings, "epochs": str(3 if self.quick else epochs)}
        student.page.goto(f"{self.server.url}/?{urlencode(asked)}")
        student.page.wait_for_selector("body[data-ready]")
        student.press("train")
        student.sees("Finished", 120)
        return student.link()

    def teaches(self, name: str, title: str) -> tuple[Student, str]:
        """A new teacher with a class, and the code of the class."""
        command = [sys.executable, "manage.py", "teacher", name]
        told = subprocess.check_output(command, cwd=ROOT, env=self.server.environment, text=True)
        teacher = self.seat().visit("/classes/")
        teacher.page.get_by_label("Username").fill(name)
        teacher.page.get_by_label("Password").fill(told.splitlines()[0].rpartition(": ")[2])
        teacher.page.get_by_role("button", name="Log in").click()
        teacher.page.get_by_label("Name of the class").fill(title)
        teacher.page.get_by_role("button", name="Make a class").click()
        return teacher, teacher.page.locator(".way-in a").inner_text().rpartition("/")[2]

    def joins(self, code: str, nickname: str) -> Student:
        """A student of the class, in a browser of her own."""
        student = self.seat().visit(f"/join/{code}")
        student.page.get_by_label("Your nickname").first.fill(nickname)
        student.page.get_by_role("button", name="Join").click()
        expect(student.page.get_by_role("heading", name=f"Hello {nickname}")).to_be_visible()
        return student

    def leave(self) -> None:
        """Everybody closes the browser."""
        for student in self.seated:
            student.context.close()
        self.seated.clear()


def top_at(student: Student, place: Locator, above: int = 12) -> None:
    """Scroll so that something stands right below the upper edge of the window."""
    place.evaluate(
        """(place, above) => {
            const bar = document.querySelector("[data-transport]")?.getBoundingClientRect().height ?? 0;
            scrollTo(0, place.getBoundingClientRect().top + scrollY - bar - above);
        }""",
        above,
    )
    student.page.wait_for_timeout(300)
