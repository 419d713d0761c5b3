"""The playground without a mouse: everything is reached, in a sensible order, and does what it should."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]

FOCUSED = """() => {
  const at = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const outlined = outlineStyle !== "none" && outlineWidth !== "0px";
  const shown = outlined || at.matches("input[type=checkbox], input[type=radio]");
  return [at.dataset.action ?? at.id ?? "", at.tagName, shown, at.closest("[data-diagram]") !== null];
}"""


def test_tab_reaches_training_settings_data_and_network_in_this_order(seat: Seat) -> None:
    student = seat(reduced_motion="reduce")
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    student.page.wait_for_selector("[data-diagram] svg")
    met: list[str] = []
    for _ in range(60):
        student.page.keyboard.press("Tab")
        name, tag, shown, in_network = student.page.evaluate(FOCUSED)
        assert shown or tag == "BODY", f"nothing shows that {name or tag} has the focus"
        met.append("network" if in_network else name)
    order = ["train", "step", "weights", "quick-learning_rate", "quick-problem", "quick-noise", "network"]
    places = [met.index(each) for each in order]
    assert places == sorted(places)


def test_a_whole_experiment_without_a_mouse(seat: Seat) -> None:
    student = seat()
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    keyboard = student.page.keyboard
    student.page.locator("#quick-learning_rate").focus()
    keyboard.press("ArrowDown")
    expect(student.page.locator("#quick-learning_rate")).to_have_value("0.1")
    keyboard.press("Control+z")
    expect(student.page.locator("#quick-learning_rate")).to_have_value("0.03")
    keyboard.press("Control+Shift+z")
    student.page.evaluate("() => document.activeElement.blur()")
    keyboard.press("s")
    settings = student.page.get_by_role("complementary", name="All settings")
    expect(settings).to_be_visible()
    keyboard.press("Escape")
    expect(settings).to_be_hidden()
    student.page.evaluate("() => document.activeElement.blur()")
    keyboard.press("Space")
    student.sees("Finished: 100 of 100")
    keyboard.press("w")
    student.sees("Ready")
    keyboard.press("ArrowRight")
    student.sees("Paused at epoch 1")
    keyboard.press("?")
    dialog = student.page.get_by_role("dialog", name="Keys")
    for key in ("space", "→", "r", "w", "s", "Z"):
        expect(dialog.locator("kbd", has_text=key).first).to_be_visible()
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
