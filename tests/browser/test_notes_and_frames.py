"""What an owner writes about an experiment, and the frame that shows it in another page."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page, expect

from tests.browser.student import Student

Seat = Callable[..., Student]


@contextmanager
def course_page(code: str) -> Iterator[str]:
    """The address of another server's page that holds this code."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f'<!doctype html><link rel="icon" href="data:,">{code}'.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_owner_writes_in_place_and_others_read(student: Student, seat: Seat) -> None:
    student.type("stopping.epochs", "3")
    student.press("train")
    student.sees("Finished: 3 of 3")
    link = student.link()
    student.visit(link)
    heading = student.page.locator("[data-heading]")
    expect(heading).to_contain_text("Circle, 4 – 2 Tanh")
    student.page.get_by_role("button", name="Write", exact=True).click()
    student.page.locator("#write-title").fill("Rates")
    student.page.locator("#write-description").fill("What three rates do.")
    student.page.locator("#write-notes").fill("First <b>line</b>\nand second.")
    student.page.get_by_role("button", name="Save").click()
    expect(heading).to_have_text("Rates")
    expect(student.page.locator("[data-toast]")).to_have_text("Saved")
    other = seat().visit(link)
    expect(other.page.locator("[data-heading]")).to_have_text("Rates")
    expect(other.page.locator("[data-description]")).to_have_text("What three rates do.")
    assert other.page.locator("[data-notes]").inner_text() == "First <b>line</b>\nand second."
    expect(other.page.locator("[data-write]")).to_be_hidden()
    # What the server refuses is told, and nothing is lost.
    student.page.get_by_role("button", name="Edit", exact=True).click()
    box = student.page.locator("#write-notes")
    box.evaluate("box => { box.removeAttribute('maxlength'); box.value = 'x'.repeat(5001); }")
    student.page.get_by_role("button", name="Save").click()
    expect(student.page.locator("[data-notes-problem]")).to_contain_text("5000")
    assert len(box.input_value()) == 5001
    student.page.get_by_role("button", name="Cancel").click()
    expect(student.page.locator("[data-notes]")).to_contain_text("and second.")


def test_an_experiment_lives_in_a_frame_of_another_page(student: Student) -> None:
    student.type("stopping.epochs", "3000")
    student.press("train")
    student.waits_for_epoch(3)
    link = student.link()
    student.visit(link)
    student.page.locator("[data-embed]").first.click()
    code = student.page.get_by_label("Paste this into the page").input_value()
    assert code.startswith(f'<iframe src="{student.url}{link}/embed" title="Circle, 4 – 2 Tanh')
    student.page.get_by_role("button", name="Close").click()
    page = student.context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    with course_page(code) as address:
        page.goto(address)
        watch_the_frame(student, page)
    assert complaints == []
    page.close()


def watch_the_frame(student: Student, page: Page) -> None:
    frame = page.frame_locator("iframe")
    expect(frame.locator("[data-status-title]")).to_contain_text("Training")
    expect(frame.locator('[data-chart="loss"] .main-svg').first).to_be_visible()
    expect(frame.locator("[data-output] canvas").first).to_be_visible()
    expect(frame.locator("button:visible", has_text="Train")).to_have_count(0)
    student.press("stop")
    expect(frame.locator("[data-status-title]")).to_contain_text("Stopped")
