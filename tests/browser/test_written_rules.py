"""Students write update rules: typed, corrected, trained, linked, raced, searched, and worked out by hand."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.student import Student

RULE = "v = beta*v + (1-beta)*g\nw = w - eta*boost*v"


def editor(student: Student) -> Locator:
    return student.field("optimizer.rule").get_by_role("textbox", name="Rule")


def constant(student: Student, name: str) -> Locator:
    return student.field(f"optimizer.constants.{name}").locator("input:not([type=range])")


def builder(student: Student) -> Locator:
    student.page.evaluate("() => document.activeElement.blur()")
    student.page.keyboard.press("c")
    return student.page.get_by_role("dialog", name="Compare and search")


def without_experiment(student: Student) -> str:
    return re.sub("[?]e=[^&]*&", "?", student.page.url.removeprefix(student.url))


def test_a_typed_rule_trains_digits_lives_in_links_and_joins_races_and_searches(student: Student) -> None:
    student.visit("/?dataset=digits&hidden=16&epochs=3&batch_size=32")
    student.choose("optimizer.kind", "written")
    text = editor(student)
    text.fill("v = beta*v + (1-beta)*g\nw = w - eta*bost(v)")
    place = student.field("optimizer.rule").get_by_role("button", name="Line 2, column 13")
    expect(place).to_be_visible()
    expect(student.field("optimizer.rule").locator(".rule-problems")).to_contain_text("There is no function bost.")
    expect(student.field("optimizer.rule").locator(".is-wrong")).to_have_text("bost")
    student.press("train")
    expect(text).to_be_focused()
    place.click()
    assert text.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "bost"

    text.fill(RULE)
    expect(place).to_be_hidden()
    expect(student.field("optimizer.rule").locator(".rule-names")).to_have_text(
        "Kept from update to update: v. Constants: beta, boost."
    )
    expect(constant(student, "beta")).to_have_value("0.9")
    constant(student, "boost").fill("20")
    student.press("train")
    student.sees("Finished")
    assert student.figure("train_accuracy") > 0.5

    # The link holds rule and constants; what was taken back comes again.
    student.page.wait_for_url(re.compile("constants.boost=20"))
    student.visit(without_experiment(student))
    expect(editor(student)).to_have_value(RULE)
    expect(constant(student, "boost")).to_have_value("20")
    editor(student).fill("w = w - eta*g")
    expect(student.page.locator('[data-path="optimizer.constants.boost"]')).to_have_count(0)
    student.page.locator("[data-undo]").click()
    expect(editor(student)).to_have_value(RULE)
    expect(constant(student, "boost")).to_have_value("20")

    dialog = builder(student)
    dialog.get_by_role("button", name="Race of optimizers").click()
    expect(student.page.locator("[data-varies-words]")).to_contain_text("6 runs that differ in optimizer")
    student.sees("Finished: 6 runs", seconds=60)
    runs = student.answer(f"experiments/{student.link().rsplit('/', 1)[-1]}")["runs"]
    assert [run["settings"]["optimizer.kind"] for run in runs].count("written") == 1
    assert all(run["reason"] == "epochs" for run in runs)

    student.page.get_by_role("button", name="Train one run instead").click()
    dialog = builder(student)
    dialog.get_by_role("radio", name="Random", exact=True).check()
    picker = dialog.get_by_role("combobox", name="Add a setting to vary")
    picker.fill("optimizer boost")
    picker.press("Enter")
    axis = dialog.locator('[data-axis="optimizer.constants.boost"]')
    axis.get_by_label("from").fill("5")
    axis.get_by_label("to").fill("30")
    dialog.locator('[data-path="vary.trials"] input.number').fill("3")
    dialog.get_by_role("button", name="Train", exact=True).click()
    expect(dialog).to_be_hidden()
    student.sees("Finished: 3 runs", seconds=60)
    runs = student.answer(f"experiments/{student.link().rsplit('/', 1)[-1]}")["runs"]
    assert len({run["settings"]["optimizer.constants.boost"] for run in runs}) == 3
    # The saved experiment shows the rule as it was written.
    student.visit(student.link())
    expect(student.page.locator('[data-setting="optimizer.rule"] strong')).to_have_text(RULE)


def test_the_rule_of_a_built_in_optimizer_is_shown_and_can_be_changed(student: Student) -> None:
    student.choose("optimizer.kind", "rmsprop")
    student.type("optimizer.rho", "0.8")
    page = student.page
    page.locator("summary", has_text="Its rule").click()
    shown = page.get_by_role("textbox", name="Rule of RMSProp")
    expect(shown).not_to_be_editable()
    rule = shown.input_value()
    assert "rho*a" in rule
    page.get_by_role("button", name="Change it: write your own").click()
    expect(editor(student)).to_have_value(rule)
    expect(constant(student, "rho")).to_have_value("0.8")
    expect(student.field("optimizer.learning_rate").locator("input").first).to_have_value("0.01")
    # What a line needed comes back with the line.
    constant(student, "rho").fill("0.7")
    editor(student).fill("w = w - eta*g")
    expect(page.locator(".rule-constants .field")).to_have_count(0)
    editor(student).fill(rule)
    expect(constant(student, "rho")).to_have_value("0.7")
    page.locator("[data-rule-starts]").select_option("clipped")
    expect(editor(student)).to_have_value(re.compile("clip"))
    expect(constant(student, "c")).to_have_value("0.1")


def test_rmsprop_is_worked_out_by_hand(student: Student) -> None:
    page = student.visit("/surface").page
    page.get_by_role("link", name="By hand").click()
    sheet = page.locator("[data-worksheet]")

    def write(name: str, step: int, number: str) -> Locator:
        cell = sheet.get_by_label(f"{name} after step {step}", exact=True)
        cell.fill(number)
        cell.press("Enter")
        return cell.locator("xpath=following-sibling::*")

    # g is 1, 3, -2, 0.5, 1; rho is 0.9, eta is 0.1, and the first w is 1.
    expect(write("a", 1, "0.1")).to_have_class(re.compile("is-right"))
    expect(write("w", 1, "0")).to_have_class(re.compile("is-wrong"))
    note = sheet.locator(".sheet-note:visible")
    expect(note).to_contain_text("The square root is missing")
    expect(sheet.get_by_role("status")).to_contain_text("Step 1 broke.")
    note.get_by_role("button").click()
    expect(note).to_contain_text("w = 1 - 0.1*1/(sqrt(0.1) + 1e-8)")
    expect(write("w", 1, "0.6838")).to_have_class(re.compile("is-right"))
    expect(note).to_have_count(0)
    for step, weight in enumerate(["0.3823", "0.5583", "0.5124", "0.4199"], start=2):
        expect(write("w", step, weight)).to_have_class(re.compile("is-right"))
    expect(sheet.get_by_role("status")).to_have_text("All 5 weights are right: this rule is yours.")

    sheet.get_by_label("Rule to work out").select_option("momentum")
    sheet.get_by_label("beta").fill("0.5")
    page.wait_for_url(re.compile("constants.beta=0.5"))
    address = page.url.removeprefix(student.url)
    page.goto("about:blank")
    student.visit(address)
    expect(sheet.get_by_label("Rule", exact=True)).to_have_value(re.compile("beta"))
    expect(write("v", 1, "0.5")).to_have_class(re.compile("is-right"))
