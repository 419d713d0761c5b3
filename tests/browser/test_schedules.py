"""Schedules and rules for stopping, set and seen at the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]


def rates(student: Student, epochs: int) -> list[float]:
    """The learning rates that the chart has drawn for these epochs."""
    student.waits_for_plot(f"plot.dataset.points > {epochs}", "rate")
    return student.curve("rate")[1][1 : epochs + 1]


def test_milestones_are_typed_as_a_list_and_act_after_their_epochs(student: Student) -> None:
    student.choose("schedule.kind", "multistep")
    student.type("schedule.milestones", "2,5  7")
    student.type("stopping.epochs", "8")
    student.press("train")
    student.sees("Finished: 8 of 8")
    expected = [0.03] * 2 + [0.003] * 3 + [0.0003] * 2 + [0.00003]
    assert rates(student, 8) == pytest.approx(expected, rel=1e-9)
    box = student.field("schedule.milestones").locator("input")
    box.blur()
    expect(box).to_have_value("2, 5, 7")


def test_milestones_that_make_no_sense_are_refused_in_words(student: Student) -> None:
    student.choose("schedule.kind", "multistep")
    for text, words in (
        ("30, ten", 'whole number; it is "ten"'),
        ("30, 10", "Milestones must rise: 10 comes after 30."),
        ("", "too few"),
    ):
        student.type("schedule.milestones", text)
        student.press("train")
        expect(student.field("schedule.milestones").locator(".field-problem")).to_contain_text(words)
    student.type("schedule.milestones", "10")
    expect(student.field("schedule.milestones").locator(".field-problem")).to_be_hidden()


def test_a_plateau_lowers_the_rate_and_the_threshold_ends_the_run(student: Student) -> None:
    student.choose("schedule.kind", "plateau")
    student.type("schedule.patience", "1")
    student.type("schedule.min_delta", "0.05")
    student.flip("stopping.threshold")
    student.type("stopping.threshold.tolerance", "0.1")
    student.type("stopping.threshold.patience", "6")
    student.press("train")
    student.sees("Stopped at the threshold in epoch")
    expect(student.page.locator("[data-status-detail]")).to_contain_text("did not fall more than 0.1")
    assert len(set(rates(student, student.epoch()))) > 2
    expect(student.look_at("loss")).to_contain_text("stopped: threshold")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_settings_of_every_schedule_fit_into_the_panel(seat: Seat, width: int, scheme: str) -> None:
    student = seat(width, 900, color_scheme=scheme).visit()
    select = student.field("schedule.kind").locator("select")
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for kind in select.locator("option").evaluate_all("options => options.map((each) => each.value)"):
        student.choose("schedule.kind", kind)
        assert student.page.evaluate(overflow) <= 0, kind
