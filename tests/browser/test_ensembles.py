"""An ensemble is switched on, trained, watched and opened as one experiment; a search keeps its runs when forked."""

import json
import re
import urllib.request
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]
RACE = {
    "stopping": {"epochs": 5},
    "vary": {"kind": "list", "runs": [{"name": "calm", "set": {"optimizer.beta": 0.0}}, {"name": "hasty", "set": {}}]},
}


RATES = {
    "data": {"dataset": "plane"},
    "optimizer": {"kind": "sgd"},
    "stopping": {"epochs": 5},
    "vary": {
        "kind": "list",
        "runs": [{"name": str(rate), "set": {"optimizer.learning_rate": rate}} for rate in (3, 0.1)],
    },
}


def test_an_ensemble_is_trained_and_measured(student: Student, seat: Seat) -> None:
    student.flip("ensemble")
    student.type("ensemble.members", "3")
    student.type("stopping.epochs", "10")
    expect(student.page.locator("[data-cost]")).to_contain_text("3 runs")
    student.press("train")
    student.sees("Finished: 3 runs")
    student.waits_for_curve(11)
    assert student.traces(least=6) == ["ensemble, training", *["members"] * 3, "ensemble, validation", "out of bag"]
    table = student.page.locator("[data-runs-panel] tbody tr")
    expect(table).to_have_count(4)
    expect(table.first).to_contain_text("ensemble")
    student.waits_for_plot("plot.data?.[0].z[0][1] >= 0", "disagreement")
    student.photograph("ensemble-1440-light")
    together = student.page.locator("[data-ensemble-view]")
    together.scroll_into_view_if_needed()
    expect(together.locator(".member")).to_have_count(3)
    expect(together.locator(".scores")).to_contain_text("Out of bag")
    expect(together.locator(".is-average canvas")).to_have_attribute(
        "aria-label", re.compile("3 networks say together")
    )
    expect(together.locator(".identity-sum strong")).to_have_count(3)
    mean, ambiguity, own = (float(text) for text in together.locator(".identity-sum strong").all_inner_texts())
    assert abs(mean - ambiguity - own) < 0.002
    together.locator('[data-member="2"]').click()
    expect(together.locator('[data-member="2"]')).to_have_attribute("aria-pressed", "true")

    ended = together.locator(".identity-sum strong").last.inner_text()
    student.goes_to_first_epoch()
    expect(together.get_by_role("heading").first).to_have_text("3 networks together after epoch 0")
    together.scroll_into_view_if_needed()
    expect(together.locator(".identity-sum strong").last).not_to_have_text(ended)

    link = student.link()
    student.visit(link)
    student.page.locator('[data-test="open"]').click()
    student.page.locator("[data-test-confirm]").click()
    expect(student.page.locator('[data-test="whose"]')).to_contain_text("The average of the ensemble")
    expect(student.page.locator('[data-test="whose"]')).to_contain_text("its members stay sealed")
    other = seat().visit(link)
    other.waits_for_curve(11)
    assert other.figure("validation_loss") == student.figure("validation_loss")


def test_a_race_is_told_by_names_and_can_become_one_run(student: Student) -> None:
    request = urllib.request.Request(f"{student.url}/api/experiments", json.dumps(RACE).encode())
    with urllib.request.urlopen(request) as answer:
        student.visit(json.load(answer)["url"])
    student.sees("Finished: 2 runs")
    student.waits_for_curve(6)
    assert student.traces(least=2) == ["calm", "hasty"]
    expect(student.page.locator("[data-runs=words]")).to_have_text("2 runs that differ in beta.")
    student.page.locator("[data-fork]").click()
    student.page.wait_for_selector("body[data-ready]")
    expect(student.page.locator("[data-cost]")).to_contain_text("2 runs")
    student.page.locator("[data-train-one]").click()
    expect(student.page.locator("[data-cost]")).not_to_contain_text(re.compile("runs"))
    student.press("train")
    student.sees("Finished: 5 of 5 epochs")


def test_a_suggestion_about_what_the_runs_differ_in_trains_one_run(student: Student) -> None:
    request = urllib.request.Request(f"{student.url}/api/experiments", json.dumps(RATES).encode())
    with urllib.request.urlopen(request) as answer:
        student.visit(json.load(answer)["url"])
    student.sees("Finished: 2 runs")
    student.page.locator("[data-runs-panel] .runs-scroll").scroll_into_view_if_needed()
    expect(student.page.locator("[data-runs-panel] .is-best th")).to_have_text(re.compile("best$"))
    student.page.locator('[data-finding="diverged"]').get_by_role("button").click()
    student.page.wait_for_selector("body[data-ready]")
    expect(student.page.locator("[data-varies]")).to_be_hidden()
    expect(student.field("optimizer.learning_rate").locator("input").first).to_have_value("0.2")
    student.press("train")
    student.sees("Finished: 5 of 5 epochs")
