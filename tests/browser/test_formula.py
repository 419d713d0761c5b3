"""The formula of the network: with the numbers of this moment, of whatever is looked at."""

import base64
import re

import numpy as np
from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

LINES = ".formula-group p"
COEFFICIENT = "line => line.querySelector('mn[class]').textContent"


def titles(student: Student) -> list[str]:
    return student.page.locator(".formula-group h3").all_inner_texts()


def test_it_follows_while_settings_are_typed(student: Student) -> None:
    card = student.page.locator(".formula-card")
    card.scroll_into_view_if_needed()
    expect(card.locator(".formula-of")).to_have_text("of the output, before training")
    assert titles(student) == ["Output", "Layer 2", "Layer 1", "Inputs"]
    weights = np.frombuffer(
        base64.b64decode(student.context.request.post(f"{student.url}/api/scene", data={}).json()["weights"]), "<f4"
    )
    first = card.locator(".formula-group").nth(2).locator("p").first
    expect(first.locator("mn", has_text=f"{abs(weights[0]):.3f}")).to_be_visible()
    student.type("network.hidden.1.units", "3")
    expect(card.locator(".formula-group").nth(1).locator("p")).to_have_count(3)
    student.choose("network.hidden.0.activation.kind", "relu")
    expect(card).to_contain_text("ReLU")
    student.choose("data.normalization.kind", "none")
    expect(card.locator("h3")).to_have_text(["Output", "Layer 2", "Layer 1"])


def test_it_follows_training_and_the_unit_that_is_looked_at(seat: Seat) -> None:
    student = seat(permissions=["clipboard-read", "clipboard-write"]).visit()
    card = student.page.locator(".formula-card")
    card.scroll_into_view_if_needed()
    line = card.locator(LINES).nth(1)
    before = line.evaluate(COEFFICIENT)
    student.type("stopping.epochs", "30")
    student.press("train")
    student.sees("Finished", seconds=60)
    card.scroll_into_view_if_needed()
    expect(card.locator(".formula-of")).to_have_text("of the output, after epoch 30", timeout=20_000)
    assert line.evaluate(COEFFICIENT) != before
    student.page.evaluate("document.querySelector('[data-unit]')?.scrollIntoView()")
    student.page.locator(".formula-card").get_by_role("button", name="Copy as LaTeX").click()
    copied = student.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("\\begin{align*}")
    assert re.search(r"a_\{2\}\^\{\(2\)\} &= \\tanh", copied)
    assert line.evaluate(COEFFICIENT) in copied


def test_a_wide_formula_scrolls_inside_its_card(seat: Seat) -> None:
    student = seat(390, 844).visit()
    card = student.page.locator(".formula-card")
    card.scroll_into_view_if_needed()
    expect(card.locator(LINES).first).to_be_visible()
    assert card.evaluate("card => card.getBoundingClientRect().right") <= 390
    scroll = card.locator(".formula-scroll")
    assert scroll.evaluate("box => box.scrollWidth > box.clientWidth")
