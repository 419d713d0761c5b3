"""A class as tests need it: a teacher who logs in, and students with browsers of their own."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse

from playground.models import Classroom
from tests.playground.requests import Browser

PASSWORD = "a long enough password"


class Visiting(Browser):
    """A browser that also sends the forms of pages."""

    def send(self, address: str, **fields: Any) -> HttpResponse:
        """Send a form with the token of the page; sessions that begin anew bring a new one."""
        token = self.client.cookies["csrftoken"].value
        answer = self.client.post(
            address, {"csrfmiddlewaretoken": token, **fields}, headers={"Referer": "http://testserver/"}
        )
        self.headers = {"X-CSRFToken": self.client.cookies["csrftoken"].value}
        return answer

    def look(self, address: str) -> HttpResponse:
        """Open a page."""
        return self.client.get(address)


class Pupil(Visiting):
    """Somebody who joins a class."""

    code = ""

    def joins(self, classroom: Classroom, nickname: str) -> "Pupil":
        """With the code of the class; the own code is kept."""
        answer = self.send(f"/join/{classroom.code}", nickname=nickname)
        assert answer.status_code == 200, answer.content
        self.code = own_code(answer)
        return self


class Teacher(Visiting):
    """A Django user with a class, logged in."""

    def __init__(self, name: str = "noether") -> None:
        super().__init__()
        self.user = User.objects.create_user(name, password=PASSWORD)
        self.classroom = Classroom.objects.found("Mathematics 12b", self.user)
        assert self.send("/login", username=name, password=PASSWORD).status_code == 302


def own_code(answer: HttpResponse) -> str:
    """The code on a page that shows one."""
    [code] = codes(answer)
    return code


def codes(answer: HttpResponse) -> list[str]:
    """All codes of students on a page."""
    return re.findall(r'class="code">([A-Z2-9]{4}-[A-Z2-9]{4})<', answer.content.decode())
