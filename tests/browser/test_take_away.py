"""The dialog in which results are taken away, by mouse and by keyboard."""

import json
from collections.abc import Callable
from pathlib import Path

import safetensors.numpy
from playwright.sync_api import Page, expect

from tests.browser.student import Student
from tests.browser.test_accessibility import findings
from training.exports import EXPORTS

Seat = Callable[..., Student]


def download(page: Page, form: str) -> bytes:
    """What a press on the button of this form saves."""
    with page.expect_download() as caught:
        page.get_by_role("dialog").locator(f'[data-form-of="{form}"]').get_by_text("Download").click()
    assert caught.value.suggested_filename.endswith(EXPORTS[form].suffix)
    return Path(caught.value.path()).read_bytes()


def test_every_form_is_offered_and_comes_when_it_is_pressed(seat: Seat) -> None:
    student = seat(reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"]).visit()
    student.type("stopping.epochs", "3")
    student.press("train")
    student.sees("Finished: 3 of 3")
    page = student.page
    page.locator("[data-saved] [data-take]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".take-forms li strong")).to_have_count(len(EXPORTS))
    assert set(dialog.locator(".take-forms li strong").all_inner_texts()) == {each.title for each in EXPORTS.values()}
    assert findings(student) == []
    assert len(download(page, "csv").splitlines()) == 5
    assert json.loads(download(page, "spec"))["stopping"]["epochs"] == 3
    assert "layers.0.weight" in safetensors.numpy.load(download(page, "weights"))
    dialog.get_by_role("button", name="Copy Citation (BibTeX)").click()
    expect(dialog.locator('[data-form-of="citation"] .take-buttons')).to_contain_text("Copied")
    assert "@misc{descent" in page.evaluate("() => navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("() => document.activeElement.hasAttribute('data-take')")


def test_a_run_is_chosen_and_what_cannot_be_had_is_said(seat: Seat) -> None:
    student = seat(390, 844, has_touch=True, is_mobile=True, reduced_motion="reduce").visit()
    rates = [{"set": {"optimizer.learning_rate": rate}} for rate in (0.01, 0.3)]
    body = {"data": {"samples": 60}, "stopping": {"epochs": 3}, "vary": {"kind": "list", "runs": rates}}
    ask = """async (body) => {
      localStorage.setItem("descent.device", "cuda");  // there is none: it waits
      return (await (await import("/static/js/api.js")).createExperiment(body)).id;
    }"""
    made = student.page.evaluate(ask, body)
    page = student.visit(f"/e/{made}").page
    page.get_by_role("button", name="Take away").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Which run").select_option("2")
    weights = dialog.locator('[data-form-of="weights"]')
    weights.get_by_text("Download").click()
    expect(weights.get_by_role("alert")).to_contain_text("Run 2 has no network yet")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert findings(student) == []
    dialog.get_by_role("button", name="Close", exact=True).last.click()
    page.evaluate("() => localStorage.clear()")
    made = page.evaluate("async (body) => (await (await import('/static/js/api.js')).createExperiment(body)).id", body)
    student.visit(f"/e/{made}").sees("Finished")
    page.get_by_role("button", name="Take away").click()
    dialog.get_by_label("Which run").select_option("2")
    data = download(page, "weights")
    told = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])["__metadata__"]
    assert (told["run"], json.loads(told["spec"])["optimizer"]["learning_rate"]) == ("2", 0.3)


def test_an_owner_deletes_with_a_second_press_and_others_see_no_button(seat: Seat) -> None:
    student = seat(reduced_motion="reduce").visit()
    page = student.page
    body = {"data": {"samples": 60}, "stopping": {"epochs": 3}}
    made = page.evaluate("async (body) => (await (await import('/static/js/api.js')).createExperiment(body)).id", body)
    student.visit(f"/e/{made}").sees("Finished")
    expect(seat().visit(f"/e/{made}").page.locator("[data-delete]")).to_be_hidden()
    button = page.locator("[data-delete]")
    button.press("Enter")
    expect(button).to_have_text("Delete for good?")
    assert findings(student) == []
    page.keyboard.press("Tab")
    expect(button).to_have_text("Delete …")
    button.click()
    button.click()
    page.wait_for_url(f"{student.url}/")
    assert page.request.get(f"{student.url}/e/{made}").status == 404
    assert made not in page.evaluate("() => localStorage.getItem('recent-experiments') ?? ''")
