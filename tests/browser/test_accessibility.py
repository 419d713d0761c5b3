"""What axe-core finds on every page and in every state: nothing."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from tests.browser.net_picture import unit, waits_for_weights
from tests.browser.student import Student

Seat = Callable[..., Student]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
TEXT = {"dark": "rgb(233, 239, 236)", "light": "rgb(27, 36, 34)"}
"""The colour of plain text."""
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets.push(sheet);
}"""
"""Colours that fade into the other scheme are no fault while they do."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async (rules) => {
  const options = { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] };
  const { violations } = await axe.run(document, options);
  const told = (id) => ({ target, any }) => `${id}: ${target} ${any[0]?.message ?? ""}`;
  return violations.flatMap(({ id, nodes }) => nodes.map(told(id)));
}"""


def findings(student: Student) -> list[str]:
    """What axe-core says about the page as it is now, in dark and in light colours."""
    # Evaluated, not added as a script: the page's content security policy forbids strangers.
    student.page.evaluate(AXE)
    # Where a test has scrolled to, something may lie half under the bar that stays: that is no fault of its size.
    student.page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    student.page.evaluate(STILL)
    found: list[str] = []
    for scheme, colour in TEXT.items():
        student.page.emulate_media(color_scheme=scheme)
        student.page.wait_for_function("colour => getComputedStyle(document.body).color === colour", arg=colour)
        found += [f"{scheme}: {each}" for each in student.page.evaluate(FIND, RULES)]
    return found


@pytest.fixture
def watched(seat: Seat) -> Student:
    """A student with less motion."""
    return seat(reduced_motion="reduce")


def trained(student: Student, epochs: int = 20) -> Student:
    """The playground after a short training."""
    student.type("stopping.epochs", str(epochs))
    student.press("train")
    student.sees(f"Finished: {epochs} of {epochs}")
    student.waits_for_curve(epochs + 1)
    return student


def test_the_playground_before_and_after_training_and_what_was_saved(watched: Student) -> None:
    watched.visit()
    assert findings(watched) == []
    trained(watched)
    watched.page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    assert findings(watched) == []
    watched.visit(watched.link())
    watched.sees("Finished")
    watched.waits_for_curve(21)
    assert findings(watched) == []


@pytest.mark.parametrize(
    "dialog", ["[data-keys]", "[data-presets-open]", "[data-share]", "[data-own-table]", ".with-find button"]
)
def test_dialogs(seat: Seat, dialog: str) -> None:
    student = seat(reduced_motion="reduce").visit()
    student.page.locator(dialog).first.click()
    student.page.wait_for_selector("dialog[open]")
    assert findings(student) == []


def test_trouble(watched: Student) -> None:
    watched.visit()
    watched.type("optimizer.learning_rate", "fast")
    watched.page.wait_for_selector(".field-problem:visible")
    assert findings(watched) == []
    watched.choose_dataset("plane")
    watched.choose("optimizer.kind", "sgd")
    watched.type("optimizer.learning_rate", "3")
    watched.press("train")
    watched.sees("Diverged")
    watched.page.wait_for_selector("[data-why]:visible")
    assert findings(watched) == []
    watched.page.locator(".help-button:visible").first.click()
    assert findings(watched) == []


def test_digits_while_they_train(watched: Student) -> None:
    watched.visit()
    watched.digits(epochs=3000)
    watched.press("train")
    watched.waits_for_epoch(3)
    watched.press("train")
    watched.sees("Paused")
    assert findings(watched) == []


@pytest.mark.parametrize("path", ["/concepts/", "/nowhere", "/compare"])
def test_other_pages(watched: Student, path: str) -> None:
    watched.page.goto(f"{watched.url}{path}")
    watched.page.wait_for_load_state("networkidle")
    assert findings(watched) == []


def test_a_saved_experiment_branched_compared_and_in_a_frame(watched: Student) -> None:
    watched.visit()
    trained(watched, 5)
    waits_for_weights(watched, 20)
    unit(watched, "2.1").click(position={"x": 4, "y": 40})
    watched.page.wait_for_selector("[data-parameter]:visible")
    assert findings(watched) == []
    watched.page.keyboard.press("Escape")
    saved = watched.link()
    watched.page.locator('[data-time-action="branch"]').click()
    watched.page.wait_for_selector("[data-branch-dialog][open]")
    assert findings(watched) == []
    watched.visit(f"{saved}/embed")
    watched.waits_for_curve(6)
    assert findings(watched) == []
    watched.visit(f"/compare?ids={saved.rsplit('/', 1)[-1]}")
    watched.waits_for_curve(6)
    assert findings(watched) == []


def test_a_lesson(watched: Student) -> None:
    watched.visit("/?lesson=Rates&intro=Which%20one%20learns%20fastest%3F&hide=optimizer,charts")
    watched.page.wait_for_selector("[data-lesson]:visible")
    assert findings(watched) == []


def test_the_laboratory_with_a_rule_that_is_wrong_and_a_worksheet(watched: Student) -> None:
    page = watched.visit("/surface?racer=written&racer=adam&worksheet").page
    cell = page.get_by_label("a after step 1")
    cell.fill("3")
    cell.press("Enter")
    page.wait_for_selector(".sheet-note:visible")
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    page.get_by_label("Rule", exact=True).first.fill("a = sqrt(g\nw = w - eta*a*")
    page.wait_for_selector(".rule-problems li")
    assert findings(watched) == []


def test_a_phone_with_all_settings_open(seat: Seat) -> None:
    student = seat(390, 844, has_touch=True, is_mobile=True, reduced_motion="reduce").visit()
    assert findings(student) == []
    student.settings()
    assert findings(student) == []
    outside: Any = student.page.evaluate("() => document.querySelector('[data-below-drawer]').inert")
    assert outside
    student.page.keyboard.press("Escape")
    assert student.page.evaluate("() => document.activeElement.hasAttribute('data-drawer-toggle')")
