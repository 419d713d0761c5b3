"""The card that says what went wrong, what it proposes, and the looks inside."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]
DIVERGES: dict[str, Any] = {"data": {"dataset": "plane"}, "optimizer": {"kind": "sgd", "learning_rate": 3}}


def experiment(url: str, spec: dict[str, Any]) -> str:
    """The id of an experiment made by somebody else."""
    body = json.dumps(spec).encode()
    request = urllib.request.Request(f"{url}/api/experiments", body, {"Content-Type": "application/json"})
    return str(json.load(urllib.request.urlopen(request))["id"])


def test_a_diverged_run_says_why_and_its_suggestion_trains_well(seat: Seat) -> None:
    student = seat()
    student.visit(f"/e/{experiment(student.url, DIVERGES)}")
    student.sees("Diverged at epoch 1")
    card = student.page.locator('[data-finding="diverged"]')
    expect(card).to_contain_text("grew tenfold first, at update 4 (epoch 1)")
    expect(card).to_contain_text("stability limit")
    card.get_by_role("button", name="Try learning rate 0.2").click()
    student.page.wait_for_selector("body[data-ready]")
    expect(student.page.locator("[data-forked]")).to_be_visible()
    expect(student.field("optimizer.learning_rate").locator("input").first).to_have_value("0.2")
    student.press("train")
    student.sees("Finished: 100 of 100 epochs")
    expect(student.page.locator("[data-why]")).to_be_hidden()
    assert student.figure("train_loss") < 0.02


def test_on_the_playground_a_suggestion_goes_into_the_settings(student: Student) -> None:
    student.choose("network.initializer.kind", "constant")
    student.press("train")
    student.sees("Finished")
    card = student.page.locator('[data-finding="symmetric_weights"]')
    expect(card).to_contain_text("worth a single unit")
    card.get_by_role("button").click()
    expect(student.field("network.initializer.kind").locator("select")).to_have_value("xavier_uniform")
    student.press("train")
    student.sees("Training|Finished")
    expect(student.page.locator("[data-why]")).to_be_hidden()


def test_the_diagnostics_show_what_applies_once_they_are_opened(student: Student) -> None:
    student.type("stopping.epochs", "10")
    student.press("train")
    student.sees("Finished: 10 of 10")
    panel = student.page.locator("[data-diagnostics]")
    expect(panel.locator('[data-chart="gradients"]')).to_be_hidden()
    panel.locator("> summary").click()
    assert len(student.curve("gradients")[0]) == 11
    expect(panel.locator("[data-layer-legend] li")).to_have_text(["hidden 1", "hidden 2", "output"])
    expect(panel.locator('[data-chart="units"]')).to_be_visible()
    expect(panel.locator('[data-chart="penalty"]')).to_be_hidden()
    expect(panel.locator('[data-chart="gains"]')).to_be_hidden()
