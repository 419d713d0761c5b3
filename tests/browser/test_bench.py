"""The settings one changes most, taking them back, first weights, examples: what each does to the next epochs."""

import time
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.student import Student


def changes(student: Student) -> dict[str, Any]:
    """The settings that were changed while it trained, as the log tells them."""
    events = student.answer(f"experiments/{experiment(student)}/events?after=0&limit=500")["events"]
    return {event["path"]: event["new"] for event in events if event["type"] == "setting_changed"}


def quick(student: Student, name: str) -> Locator:
    """One of the few controls beside the picture."""
    return student.page.locator(f'[data-quick="{name}"]').locator("select, input")


def experiment(student: Student) -> str:
    """The id of the newest experiment."""
    return student.link().rsplit("/", 1)[-1]


def trained_spec(student: Student) -> dict[str, dict[str, object]]:
    """The settings of the experiment that was just made."""
    return dict(student.answer(f"experiments/{experiment(student)}")["spec"])


def test_what_is_chosen_in_the_strip_trains(student: Student) -> None:
    for name, option in [
        ("problem", "regression"), ("learning_rate", "0.01"), ("optimizer", "adam"), ("activation", "relu"),
        ("regularization", "l2"), ("regularization_rate", "0.001"), ("batch", "32"),
    ]:  # fmt: skip
        quick(student, name).select_option(option)
    # Another optimizer begins with its own learning rate.
    quick(student, "learning_rate").select_option("0.003")
    student.press("train")
    student.sees("Finished")
    spec = trained_spec(student)
    assert spec["data"]["dataset"] == "plane"
    assert (spec["optimizer"]["kind"], spec["optimizer"]["learning_rate"]) == ("adam", 0.003)
    assert [layer["activation"]["kind"] for layer in spec["network"]["hidden"]] == ["relu", "relu"]  # type: ignore[attr-defined]
    assert (spec["regularization"]["l1"], spec["regularization"]["l2"]) == (0, 0.001)
    assert spec["batch"]["size"] == 32
    # The whole form shows the same, for there is one spec only.
    expect(student.field("optimizer.learning_rate").locator("input").first).to_have_value("0.003")
    student.type("optimizer.learning_rate", "0.0042")
    expect(quick(student, "learning_rate")).to_have_value("0.0042")


def test_data_beside_the_picture_are_trained_on(student: Student) -> None:
    panel = student.page.locator("[data-data-panel]")
    panel.locator('input[value="moons"]').check()
    quick(student, "noise").fill("0.3")
    quick(student, "split").fill("80")
    expect(student.page.locator("[data-cost]")).to_contain_text("40 updates")
    student.press("step")
    student.sees("Paused at epoch 1")
    data = trained_spec(student)["data"]
    assert (data["dataset"], data["noise"]) == ("moons", 0.3)
    assert data["split"] == {"train": 0.8, "validation": 0.1, "test": 0.1}


def test_a_strip_setting_changes_a_network_while_it_trains(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_epoch(2)
    quick(student, "regularization").select_option("l2")
    quick(student, "batch").select_option("128")
    deadline = time.monotonic() + 20
    while len(changes(student)) < 2 and time.monotonic() < deadline:
        student.page.wait_for_timeout(100)
    assert changes(student) == {"regularization.l2": 0.01, "batch.size": 128}
    expect(student.page.locator("[data-changed]")).to_be_hidden()
    student.press("stop")


def test_settings_are_taken_back_and_brought_again(student: Student) -> None:
    undo, redo = student.page.locator("[data-undo]"), student.page.locator("[data-redo]")
    expect(undo).to_be_disabled()
    quick(student, "activation").select_option("relu")
    quick(student, "learning_rate").select_option("1")
    undo.click()
    expect(quick(student, "learning_rate")).to_have_value("0.03")
    expect(quick(student, "activation")).to_have_value("relu")
    student.page.keyboard.press("Control+z")
    expect(quick(student, "activation")).to_have_value("tanh")
    expect(undo).to_be_disabled()
    student.page.keyboard.press("Control+Shift+z")
    redo.click()
    expect(quick(student, "learning_rate")).to_have_value("1")
    expect(redo).to_be_disabled()


def first_weights(student: Student) -> str:
    """What the first run of the newest experiment began with."""
    student.press("step")
    student.sees("Paused at epoch 1")
    events = student.answer(f"experiments/{experiment(student)}/events?after=0")["events"]
    return str(next(event["weights_sha256"] for event in events if event["type"] == "run_started"))


def test_reset_keeps_the_first_weights_and_new_weights_draws_others(student: Student) -> None:
    before = first_weights(student)
    student.press("reset")
    student.sees("Ready")
    assert first_weights(student) == before
    student.press("weights")
    student.sees("Ready")
    other = first_weights(student)
    assert other != before
    student.page.locator("[data-undo]").click()
    student.press("reset")
    assert first_weights(student) == before


@pytest.mark.parametrize(("preset", "end"), [("diverging", "Diverged"), ("product", "Finished")])
def test_an_example_shows_its_phenomenon_at_once(student: Student, preset: str, end: str) -> None:
    student.page.locator("[data-presets-open]").click()
    student.photograph("examples-1440-light")
    student.page.locator(f'[data-preset="{preset}"]').click()
    student.press("train")
    student.sees(end)
    if preset == "product":
        assert student.figure("validation_accuracy") > 0.9
