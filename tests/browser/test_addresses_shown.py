"""The address bar holds the settings on show, and opens them again."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.student import Student

Seat = Callable[..., Student]


def waits_for_address(page: Page, query: str) -> None:
    """Wait until the address bar says so: it follows a moment later."""
    page.wait_for_function("query => location.search === query", arg=query)


def test_the_address_follows_the_settings_and_brings_them_back(student: Student) -> None:
    student.choose_dataset("spiral")
    student.type("network.hidden.0.units", "8")
    student.choose("optimizer.kind", "adam")
    student.type("optimizer.learning_rate", "0.01")
    query = "?dataset=spiral&hidden=8,2&optimizer=adam&learning_rate=0.01"
    waits_for_address(student.page, query)
    before = student.page.evaluate("() => history.length")
    student.visit(f"/{query}&activation=relu")
    expect(student.field("data.dataset").locator('input[value="spiral"]')).to_be_checked()
    expect(student.field("optimizer.learning_rate").locator("input").first).to_have_value("0.01")
    expect(student.field("network.hidden.1.activation.kind").locator("select")).to_have_value("relu")
    student.press("train")
    student.sees("Finished")
    assert student.page.evaluate("() => history.length") <= before + 1
    spec = student.answer(f"experiments{student.link().removeprefix('/e')}")["spec"]
    assert [layer["activation"]["kind"] for layer in spec["network"]["hidden"]] == ["relu", "relu"]
    assert (spec["data"]["dataset"], spec["optimizer"]["learning_rate"]) == ("spiral", 0.01)


def test_a_reload_keeps_the_experiment_and_settings_that_are_not_trained_yet(student: Student) -> None:
    student.type("stopping.epochs", "3")
    student.press("train")
    student.sees("Finished: 3 of 3")
    made = student.link().removeprefix("/e/")
    waits_for_address(student.page, f"?e={made}&dataset=circle&epochs=3")
    student.type("seed", "5")
    waits_for_address(student.page, f"?e={made}&dataset=circle&seed=5&epochs=3")
    student.page.reload()
    student.sees("Finished: 3 of 3")
    expect(student.field("seed").locator("input").first).to_have_value("5")
    student.press("reset")
    waits_for_address(student.page, "?seed=5&epochs=3")


def test_a_word_that_says_nothing_is_named_and_the_rest_counts(student: Student) -> None:
    student.visit("/?seed=7&colour=red&learning_rate=fast")
    expect(student.page.locator("[data-notices]")).to_contain_text("colour: There is no such setting here.")
    expect(student.page.locator("[data-notices]")).to_contain_text("“fast” does not fit here")
    expect(student.field("seed").locator("input").first).to_have_value("7")
    waits_for_address(student.page, "?seed=7")


def test_a_fork_and_its_changed_settings_are_in_the_address(student: Student, seat: Seat) -> None:
    student.type("stopping.epochs", "2")
    student.press("train")
    student.sees("Finished: 2 of 2")
    parent = student.link().removeprefix("/e/")
    other = seat().visit(f"/?fork={parent}")
    other.type("stopping.epochs", "4")
    waits_for_address(other.page, f"?fork={parent}&dataset=circle&epochs=4")
    other.page.reload()
    other.page.wait_for_selector("body[data-ready]")
    expect(other.field("stopping.epochs").locator("input").first).to_have_value("4")
    other.press("train")
    other.sees("Finished: 4 of 4")
    assert other.answer(f"experiments{other.link().removeprefix('/e')}")["parent"] == parent


def test_how_charts_are_looked_at_stays_behind_the_hash(student: Student) -> None:
    student.visit("/?seed=3#view=smooth:0.5")
    student.type("seed", "4")
    waits_for_address(student.page, "?seed=4")
    assert student.page.evaluate("() => location.hash") == "#view=smooth:0.5"
