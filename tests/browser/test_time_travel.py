"""Going back through the epochs: whatever is drawn follows; branches and repetitions are shown with their parent."""

import re
from base64 import b64decode
from collections.abc import Callable
from struct import unpack_from
from typing import Any

from playwright.sync_api import expect

from tests.browser.student import Student
from tests.waiting import wait_for

Seat = Callable[..., Student]
MAP = '[data-output] [data-epoch="{}"]'


def reads(student: Student, words: str) -> None:
    expect(student.page.locator("[data-time-reading]")).to_have_text(re.compile(words))


def kept(student: Student, least: int) -> None:
    """Wait until the slider knows so many epochs."""
    student.page.wait_for_function("least => Number(document.querySelector('.time-range').max) >= least", arg=least)


def cursor(student: Student) -> str:
    line = student.page.locator('[data-chart="loss"] .chart-cursor')
    return "" if line.is_hidden() else str(line.evaluate("line => line.style.transform"))


def does(student: Student, action: str) -> None:
    student.page.locator(f'[data-time-action="{action}"]').click()


def travels(each: Student) -> None:
    """To the beginning, on by keys, and played back to the end."""
    page = each.page
    kept(each, 30)
    reads(each, r"^epoch 40 of 40 · training loss 0\.\d+ · validation loss")
    each.look_at("loss")
    assert cursor(each) == ""
    each.goes_to_first_epoch()
    page.wait_for_selector(MAP.format(0))
    reads(each, r"^epoch 0 of 40 · training loss 0\.[67]")
    each.stands_at(0)
    expect(page.locator("[data-formula]")).to_contain_text("before training")
    start = cursor(each)
    page.locator("body").press("]")
    page.keyboard.press(".")
    page.keyboard.press("]")
    page.keyboard.press("[")
    page.wait_for_selector(MAP.format(2))
    reads(each, "^epoch 2 of 40")
    each.stands_at(2)
    wait_for(lambda: "" != cursor(each) != start, "the cursor of the chart")
    expect(page.locator("[data-formula]")).to_contain_text("after epoch 2")
    expect(page.locator(".time-range")).to_have_attribute("aria-valuetext", "epoch 2")
    page.locator(".time-speed").select_option("60")
    does(each, "play")
    page.wait_for_selector(MAP.format(40))
    reads(each, "^epoch 40 of 40")
    wait_for(lambda: cursor(each) == "", "no cursor in the chart")


def test_everything_follows_the_slider_also_on_a_saved_link(student: Student, seat: Seat) -> None:
    student.type("stopping.epochs", "40")
    student.press("train")
    student.sees("Finished: 40 of 40")
    other = seat().visit(student.link())
    for each in (student, other):
        travels(each)
    student.page.evaluate("() => document.querySelector('[data-time]').scrollIntoView({ block: 'end' })")


def test_training_goes_on_behind_an_epoch_that_one_went_back_to(student: Student) -> None:
    student.type("stopping.epochs", "3000")
    student.press("train")
    student.waits_for_epoch(20)
    kept(student, 10)
    student.goes_to_first_epoch()
    student.page.wait_for_selector(MAP.format(0))
    student.page.wait_for_function(
        """() => Number(document.querySelector('[data-status-title]').textContent
                          .replaceAll(',', '').match(/epoch (\\d+)/)?.[1]) >= 100"""
    )
    assert student.page.locator(MAP.format(0)).count() == 1
    reads(student, "^epoch 0 of 3,000")
    does(student, "live")
    student.page.wait_for_function(
        "() => Number(document.querySelector('[data-output] [data-epoch]').dataset.epoch) > 20"
    )
    student.press("stop")
    student.sees("Stopped")


def test_a_branch_is_drawn_with_its_parent_and_can_be_run_again(student: Student, seat: Seat) -> None:
    student.type("stopping.epochs", "30")
    student.press("train")
    student.sees("Finished: 30 of 30")
    other = seat().visit(student.link())
    page, kin = other.page, other.page.locator(".time-kin")
    kept(other, 25)
    expect(kin).to_be_hidden()
    other.goes_to_first_epoch()
    for _ in range(10):
        page.keyboard.press("]")
    reads(other, "^epoch 10 of 30")
    does(other, "branch")
    dialog = page.locator("[data-branch-dialog]")
    expect(dialog.locator("h2")).to_have_text("Branch from epoch 10")
    dialog.locator("#branch-choice").select_option("Optimizer: Learning rate η")
    dialog.locator(".branch-field input:not([type=range])").fill("-1")
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_role("alert")).to_contain_text("must be at least")
    dialog.locator(".branch-field input:not([type=range])").fill("0.5")
    dialog.locator("button[type=submit]").click()
    told = re.compile(r"^Branch at epoch 10 of its parent\. Largest difference: .* at epoch [123]\d\.$")
    expect(kin).to_have_text(told, timeout=20_000)
    other.sees("Finished: 30 of 30")
    branch = other.answer(f"experiments/{page.url.rsplit('/', 1)[-1]}")
    assert (branch["parent"], branch["branched_at"]) == (student.link().rsplit("/", 1)[-1], 10)
    other.look_at("loss")
    assert other.curve("loss")[1][:11] == student.curve("loss")[1][:11]
    assert {"parent, training", "parent, validation"} <= set(other.traces())

    does(other, "again")
    expect(kin).to_contain_text("Run again: repeats its parent", timeout=20_000)
    same = "Largest difference: 0 at every epoch: identical bits, same machine fingerprint."
    expect(kin.locator("[data-difference]")).to_have_text(same, timeout=20_000)
    assert page.url.rsplit("/", 1)[-1] != branch["id"]
    expect(page.locator("[data-live-changes]")).to_contain_text("learning rate 0.03 → 0.5 after epoch 10")


def test_a_weight_typed_before_training_is_where_training_begins(student: Student) -> None:
    student.page.locator('.net-node[data-key="1.0"]').focus()
    student.page.keyboard.press("Enter")
    box = student.page.locator('[data-parameter="weights.1.0.0"]')
    box.fill("2.5")
    box.press("Enter")
    student.sees("Paused at epoch 0")
    made = student.link().rsplit("/", 1)[-1]

    def typed() -> list[dict[str, Any]]:
        events = student.answer(f"experiments/{made}/events")["events"]
        return [event for event in events if event["type"] == "setting_changed"]

    # The worker notes it when it has taken up the experiment, a moment after that is seen.
    wait_for(lambda: bool(typed()), "the change that was typed")
    changes = typed()
    assert [(event["epoch"], event["path"], event["new"]) for event in changes] == [(0, "weights.1.0.0", 2.5)]
    weights = student.answer(f"experiments/{made}/weights?run=1&epochs=0")["weights"][0]["data"]
    assert unpack_from("<f", b64decode(weights)) == (2.5,)
    student.press("step")
    student.sees("Paused at epoch 1")
    assert student.link().rsplit("/", 1)[-1] == made


def test_a_schedule_and_growing_batches_begin_while_it_trains(student: Student) -> None:
    student.digits(epochs=10_000)
    student.press("train")
    student.waits_for_epoch(2)
    # Changes after the same epoch share a mark: the second comes when the first has its own.
    student.choose("schedule.kind", "exponential")
    student.waits_for_plot("plot.layout?.shapes?.length === 1")
    student.flip("batch.growth")
    student.waits_for_plot("plot.layout?.shapes?.length === 2")
    expect(student.page.locator("[data-changed]")).to_be_hidden()
    student.press("stop")
    student.sees("Stopped")
    told = student.visit(student.link()).page.locator("[data-live-changes]")
    expect(told).to_contain_text("schedule constant → exponential after epoch")
    expect(told).to_contain_text("growth off → on after epoch")
