"""Links that hide controls, and links of the TensorFlow Playground, opened and pasted."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student
from tests.browser.test_addresses_shown import waits_for_address

Seat = Callable[..., Student]
THEIRS = "activation=relu&dataset=spiral&networkShape=6,4&noise=10&percTrainData=70&xSquared=true&seed=0.5"


def test_a_tensorflow_link_opens_as_settings_of_ours(student: Student) -> None:
    student.visit(f"/#{THEIRS}&learningRate_hide=true&discretize=true")
    expect(student.field("data.dataset").locator('input[value="spiral"]')).to_be_checked()
    expect(student.field("network.hidden.1.units").locator("input")).to_have_value("4")
    expect(student.page.locator('[data-quick="learning_rate"]')).to_be_hidden()
    note = student.page.locator("[data-foreign]")
    expect(note).to_contain_text("From the TensorFlow Playground")
    note.locator("summary").click()
    expect(note).to_contain_text("it is the validation split")
    student.page.wait_for_function("() => location.hash === '' && location.search.includes('&samples=500&')")
    assert "discretize=on&hide=learning_rate" in student.page.url
    student.page.get_by_role("button", name="Show all controls").click()
    expect(student.page.locator('[data-quick="learning_rate"]')).to_be_visible()
    student.type("stopping.epochs", "3")
    student.press("train")
    student.sees("Finished: 3 of 3")
    spec = student.answer(f"experiments{student.link().removeprefix('/e')}")["spec"]
    assert (spec["optimizer"], spec["data"]["split"]["train"]) == ({"kind": "sgd", "learning_rate": 0.03}, 0.7)
    # In the page that is open already, such a link only changes what follows the #.
    student.page.evaluate("() => { location.hash = 'dataset=gauss&problem=classification'; }")
    expect(student.field("data.dataset").locator('input[value="gauss"]')).to_be_checked()
    # It begins anew: an experiment on show is not told of settings that were never meant for it.
    student.sees("Ready")


def test_a_link_is_pasted_into_the_dialog(student: Student) -> None:
    student.page.get_by_role("button", name="Share").click()
    dialog = student.page.get_by_role("dialog", name="Share")
    dialog.get_by_text("Open a TensorFlow Playground link").click()
    box = dialog.get_by_label("Paste it here")
    box.fill("https://example.org/")
    dialog.get_by_role("button", name="Open", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("This is no link of the TensorFlow Playground")
    box.fill(f"https://playground.tensorflow.org/#{THEIRS}")
    box.press("Enter")
    expect(dialog).to_be_hidden()
    expect(student.field("network.hidden.0.units").locator("input")).to_have_value("6")
    expect(student.page.locator("[data-foreign]")).to_be_visible()


def test_a_lesson_link_is_made_with_boxes_and_hides_what_it_says(student: Student) -> None:
    student.choose_dataset("xor")
    student.page.get_by_role("button", name="Share").click()
    dialog = student.page.get_by_role("dialog", name="Share")
    expect(dialog.get_by_label("These settings as a link")).to_have_value(f"{student.url}/?dataset=xor")
    dialog.get_by_text("Make a lesson link").click()
    for name in ("Optimizer", "Layers and units", "Charts"):
        dialog.get_by_label(name, exact=True).check()
    dialog.get_by_label("What to find out").fill("Which rate learns fastest? <b>Try</b> three.")
    dialog.get_by_label("Title").press("Enter")
    expect(dialog).to_be_visible()
    link = dialog.get_by_label("The link", exact=True).input_value()
    assert link.endswith("&hide=optimizer,hidden,charts")
    student.photograph("share-1440-light")
    student.visit(link.removeprefix(student.url))
    expect(student.page.locator("[data-lesson]")).to_contain_text("learns fastest? <b>Try</b> three.")
    hidden = ['[data-quick="optimizer"]', ".net-stepper", '[data-chart="loss"]']
    shown = ['[data-quick="learning_rate"]', "[data-diagram]", "[data-summary]"]
    for selector in hidden:
        expect(student.page.locator(selector)).to_be_hidden()
    for selector in shown:
        expect(student.page.locator(selector)).to_be_visible()
    student.page.get_by_role("button", name="Show all controls").click()
    for selector in hidden + shown:
        expect(student.page.locator(selector)).to_be_visible()
    student.page.wait_for_function("() => !location.search.includes('hide=')")
    student.page.get_by_role("button", name="Back to the lesson").click()
    expect(student.page.locator(hidden[0])).to_be_hidden()


def test_views_of_the_picture_are_in_the_address(student: Student) -> None:
    student.visit("/?discretize=on&show=train,validation&hide=%22%5D%7B%7D,*")
    student.type("seed", "3")
    student.page.wait_for_function("() => location.search.includes('seed=3&discretize=on&show=train,validation')")
    expect(student.page.locator("[data-lesson]")).to_be_visible()
    expect(student.page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    student.visit("/?show=none")
    student.type("seed", "4")
    waits_for_address(student.page, "?seed=4&show=none")


def test_a_lesson_without_settings_stays_within_reach_on_a_phone(seat: Seat) -> None:
    student = seat(width=390, height=844).visit("/?hide=settings")
    student.page.locator("body").press("s")
    expect(student.page.locator("[data-drawer-toggle]")).to_have_attribute("aria-expanded", "false")
    assert student.page.locator("[inert]").count() == 0
    student.page.get_by_role("button", name="Show all controls").click()
    expect(student.page.locator("aside[data-settings]")).to_be_hidden()
    student.page.locator("body").press("s")
    expect(student.page.locator("aside[data-settings]")).to_be_visible()
    assert student.page.locator("[inert]").count() > 0
