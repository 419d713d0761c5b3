"""The list of concepts: found by a word, reached by an address, readable on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]


def test_a_word_leaves_the_concepts_that_mention_it(seat: Seat) -> None:
    student = seat().visit("/concepts/")
    shown = student.page.locator("[data-concept]:visible")
    expect(shown).to_have_count(50)
    search = student.page.get_by_role("searchbox")
    search.fill("nesterov")
    expect(student.page.locator("#C07")).to_be_visible()
    expect(student.page.locator("#C22")).to_be_hidden()
    expect(student.page.locator('li[data-contents-of="C22"]')).to_be_hidden()
    search.fill("no concept says this")
    expect(shown).to_have_count(0)
    expect(student.page.get_by_text("No concept mentions this.")).to_be_visible()
    search.fill("")
    expect(shown).to_have_count(50)


@pytest.mark.parametrize("width", [1440, 390])
def test_an_address_leads_to_its_concept_and_nothing_is_cut_off(seat: Seat, width: int) -> None:
    student = seat(width=width).visit("/concepts/#C28")
    heading = student.page.get_by_role("heading", name="C28 The error surface of a linear neuron")
    expect(heading).to_be_in_viewport()
    assert student.page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_proves_a_concept_can_be_unfolded(seat: Seat) -> None:
    student = seat().visit("/concepts/")
    card = student.page.locator("#C02")
    proof = card.get_by_text("a network of zeros has the entropy of guessing")
    expect(proof).to_be_hidden()
    card.get_by_text("Proved by 3 tests").click()
    expect(proof).to_be_visible()


def test_the_playground_leads_to_it(student: Student) -> None:
    student.page.get_by_role("navigation", name="Site").get_by_role("link", name="Concepts").click()
    expect(student.page.get_by_role("heading", name="The fifty concepts of the course")).to_be_visible()
