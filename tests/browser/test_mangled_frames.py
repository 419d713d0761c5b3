"""A network that loses, doubles and swaps what a socket brings: the page shows every epoch once, in order."""

from collections.abc import Callable
from itertools import count

from playwright.sync_api import WebSocketRoute

from tests.browser.student import Student

Seat = Callable[..., Student]


class Mangler:
    """Of five frames in a row one is lost, one comes twice, one comes behind the next one."""

    def __init__(self) -> None:
        self.done = {"lost": 0, "doubled": 0, "swapped": 0}

    def __call__(self, browser: WebSocketRoute) -> None:
        numbers, held = count(), list[str]()

        def pass_on(frame: str | bytes) -> None:
            what = {1: "lost", 2: "doubled", 3: "swapped"}.get(next(numbers) % 5)
            if what:
                self.done[what] += 1
            frames = {"lost": [], "doubled": [frame, frame], "swapped": []}.get(what or "", [frame])
            for each in [*frames, *(held if what != "swapped" else [])]:
                browser.send(each)
            held[:] = [str(frame)] if what == "swapped" else []

        browser.connect_to_server().on_message(pass_on)


def test_lost_doubled_and_swapped_frames_leave_no_gap_in_the_chart(seat: Seat) -> None:
    student, mangler = seat(), Mangler()
    student.page.route_web_socket("**/ws/**", mangler)
    student.visit()
    student.digits(epochs=300)
    student.press("train")
    student.sees("Finished: 300 of 300", 90)
    student.waits_for_curve(301)
    assert student.curve()[0] == list(range(301))
    assert min(mangler.done.values()) > 0
