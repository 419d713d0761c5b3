"""What goes wrong is said, at the right place, and breaks nothing."""

import os
import signal
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student
from tests.running_server import RunningServer

Seat = Callable[..., Student]


def raw_wine_with_a_huge_rate(student: Student) -> None:
    student.choose_dataset("wine")
    student.choose("data.normalization.kind", "none")
    student.type("optimizer.learning_rate", "10")
    student.press("train")


def test_a_diverged_run_says_when_and_its_charts_still_work(student: Student, seat: Seat) -> None:
    raw_wine_with_a_huge_rate(student)
    student.sees(r"Diverged at epoch \d+")
    student.waits_for_curve(2)
    assert len(student.curve()[0]) == student.epoch() + 1
    expect(student.page.locator("[data-status-detail]")).not_to_be_empty()
    student.page.locator('[data-chart="loss"] [data-log]').click()
    student.waits_for_plot("plot.layout.yaxis.type === 'log'")
    student.photograph("playground-1440-light-diverged")
    other = seat(color_scheme="dark").visit(student.link())
    other.sees("Diverged at epoch")
    other.waits_for_curve(2)
    other.photograph("experiment-1440-dark-diverged")
    csv = other.context.request.get(f"{other.url}/api/experiments/{student.link().rsplit('/', 1)[-1]}/export/csv")
    assert csv.ok
    assert "nan" not in csv.text().lower()


def test_bad_input_is_shown_at_its_field_and_focused(student: Student) -> None:
    student.type("optimizer.learning_rate", "fast")
    problem = student.page.locator('.field[data-path="optimizer.learning_rate"] > .field-problem')
    expect(problem).to_contain_text("number")
    student.settings(shown=False)
    student.press("train")
    box = student.page.locator('.field[data-path="optimizer.learning_rate"] input').first
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(problem).to_be_in_viewport(ratio=1)
    student.photograph("playground-1440-light-error")
    student.type("optimizer.learning_rate", "0.1")
    expect(problem).to_be_hidden()
    student.press("train")
    student.sees("Training|Finished")


def test_a_problem_in_a_closed_group_opens_it(student: Student) -> None:
    student.type("stopping.epochs", "0")
    student.page.evaluate(
        "() => document.querySelectorAll('details[data-group]').forEach((group) => { group.open = false; })"
    )
    student.press("train")
    expect(student.page.locator('.field[data-path="stopping.epochs"] > .field-problem')).to_be_visible()


def test_a_network_that_is_too_large_is_refused_with_both_numbers(student: Student) -> None:
    student.choose_dataset("digits")
    student.type("network.hidden.0.units", "512")
    student.type("network.hidden.1.units", "512")
    expect(student.page.locator('.field[data-path="network.hidden"] > .field-problem')).to_contain_text("300,000")


def test_where_sockets_are_blocked_polling_shows_the_same(seat: Seat) -> None:
    student = seat()
    student.page.route_web_socket("**/ws/**", lambda socket: socket.close())
    student.visit()
    student.type("stopping.epochs", "5")
    student.press("train")
    student.sees("Finished: 5 of 5", 40)
    expect(student.page.locator("[data-connection]")).to_have_text("live updates delayed")
    student.waits_for_curve(6)


def test_a_lost_connection_is_said_and_caught_up(student: Student) -> None:
    student.digits(epochs=400)
    student.press("train")
    student.waits_for_epoch(3)
    student.context.set_offline(True)
    expect(student.page.locator("[data-connection]")).to_have_text("offline")
    student.context.set_offline(False)
    expect(student.page.locator("[data-connection]")).to_have_text("live")
    student.sees("Finished: 400 of 400", 60)
    student.waits_for_curve(401)
    assert student.curve()[0] == list(range(401))
    # Whatever was asked while it was away, the browser itself said so.
    student.complaints = [each for each in student.complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_a_killed_web_server_is_survived(student: Student, server: RunningServer) -> None:
    student.digits(epochs=500)
    student.press("train")
    student.waits_for_epoch(3)
    os.kill(server.pids["web"], signal.SIGKILL)
    expect(student.page.locator("[data-connection]")).not_to_have_text("live")
    expect(student.page.locator("[data-connection]")).to_have_text("live", timeout=30_000)
    student.sees("Finished: 500 of 500", 60)
    student.waits_for_curve(501)
    assert student.curve()[0] == list(range(501))
    # While there was nobody to talk to, the browser itself said so.
    student.complaints = [each for each in student.complaints if "ERR_" not in each]


def test_an_unknown_experiment_is_a_friendly_404(seat: Seat) -> None:
    student = seat(390, 844)
    answer = student.page.goto(f"{student.url}/e/no-such-experiment")
    assert answer is not None
    assert answer.status == 404
    expect(student.page.get_by_role("link", name="Start an experiment")).to_be_visible()
    student.photograph("404-390-light")
