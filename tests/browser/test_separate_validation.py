"""Validation elsewhere and on a part of the samples, as a student sees it: late points land where they belong."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]


def test_points_that_come_late_give_the_curve_of_validation_in_line(student: Student, seat: Seat) -> None:
    other = seat().visit()
    for each, elsewhere in ((student, True), (other, False)):
        each.digits(epochs=30)
        each.type("validation.max_samples", "80")
        if elsewhere:
            each.flip("validation.separate_worker")
        each.press("train")
    for each in (student, other):
        each.sees("Finished: 30 of 30 epochs", 90)
        each.waits_for_curve(31)
    for chart in ("loss", "accuracy"):
        assert student.traces(chart, 3)[:3] == ["training", "± standard error", "validation"]
        for trace in (0, 1, 2):
            assert student.curve(chart, trace) == other.curve(chart, trace)
    assert -1 not in student.curve("loss", 2)[1]
    assert len(student.curve("loss", 2)[0]) == 31
    note = student.page.locator('[data-figure="validation_accuracy"] [data-note]')
    expect(note).to_contain_text("±")
    student.photograph("separate-validation-1440-light")
    saved = seat(390, 844, color_scheme="dark").visit(student.link())
    saved.waits_for_curve(31)
    assert saved.curve("loss", 2) == student.curve("loss", 2)
    saved.photograph("separate-validation-390-dark")
    settings = saved.page.locator('[data-setting="validation.separate_worker"]').first
    expect(settings).to_contain_text("on")


def test_what_does_not_go_together_is_said_at_its_switch(student: Student) -> None:
    student.type("data.split.validation", "0")
    student.type("data.split.train", "0.8")
    student.flip("validation.separate_worker")
    problem = student.field("validation.separate_worker").locator(".field-problem")
    student.press("train")
    expect(problem).to_contain_text("no validation samples to evaluate")
