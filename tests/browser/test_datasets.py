"""Choosing a data set: what it is shown as, which settings come with it, and that it trains."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

CONCERN = {
    "circle": {"samples", "noise", "split"},
    "digits": {"samples", "split"},
    "sine": {"samples", "noise", "cycles", "split"},
    "sine8": {"noise"},
    "hinton_shift": set(),
    "waveforms": {"samples", "signal_features", "signal_to_noise", "split"},
}
ALL = set().union(*CONCERN.values())
HIDDEN = "field => Boolean(field.closest('[hidden]'))"


@pytest.mark.parametrize("name", CONCERN)
def test_a_data_set_comes_with_the_settings_that_it_uses(student: Student, name: str) -> None:
    student.choose_dataset(name)
    shown = {each for each in ALL if not student.page.locator(f'.field[data-path="data.{each}"]').evaluate(HIDDEN)}
    assert shown == CONCERN[name]


def test_other_signal_features_are_other_inputs(student: Student) -> None:
    student.choose_dataset("waveforms")
    facts = student.page.locator('[data-dataset="facts"]')
    expect(facts).to_contain_text("39 numbers")
    student.field("data.features").locator(".chip").first.click()
    expect(facts).to_contain_text("38 numbers")
    student.choose("data.signal_features", "melspec")
    expect(facts).to_contain_text("240 numbers")
    student.choose("data.signal_features", "raw")
    expect(facts).to_contain_text("8,000 numbers")
    expect(student.page.locator("[data-cost]")).to_contain_text("32,026 parameters")


def test_clips_are_shown_and_others_on_demand(student: Student) -> None:
    student.choose_dataset("waveforms")
    clips = student.page.locator('[data-dataset="clips"]')
    expect(clips.locator("figcaption")).to_have_text(["tone", "chirp", "noise burst", "AM"])
    expect(clips.locator("canvas")).to_have_count(12)
    picture = "canvas => canvas.toDataURL()"
    before = clips.locator(".spectrogram").first.evaluate(picture)
    with student.page.expect_response("**/clips?**seed=1"):
        clips.get_by_role("button", name="Others").click()
    student.page.wait_for_function(
        "before => document.querySelector('.clip .spectrogram').toDataURL() !== before", arg=before
    )
    student.choose("data.signal_features", "raw")
    expect(clips.locator("canvas")).to_have_count(8)
    student.choose_dataset("circle")
    expect(clips).to_be_hidden()


@pytest.mark.parametrize("name", ["hinton_scale", "sine8", "coinflip"])
def test_small_sets_train_at_once(student: Student, name: str) -> None:
    student.choose_dataset(name)
    student.type("stopping.epochs", "5")
    student.press("train")
    student.sees("Finished: 5 of 5")


def test_the_network_memorizes_raw_samples_and_learns_nothing(student: Student) -> None:
    student.choose_dataset("waveforms")
    student.choose("data.signal_features", "raw")
    student.type("network.hidden.0.units", "32")
    student.type("stopping.epochs", "20")
    student.press("train")
    student.sees("Finished: 20 of 20", seconds=60)
    assert student.figure("train_accuracy") > 0.8
    assert student.figure("validation_accuracy") < 0.4


@pytest.mark.parametrize("width", [1440, 390])
def test_tiles_and_clips_fit_the_window(seat: Seat, width: int) -> None:
    student = seat(width=width).visit()
    student.choose_dataset("waveforms")
    expect(student.page.locator('[data-dataset="clips"] canvas')).to_have_count(12)
    assert student.page.evaluate("() => document.documentElement.scrollWidth") <= width
    sizes = student.page.locator(".dataset-tile").evaluate_all("tiles => tiles.map((tile) => tile.offsetWidth)")
    assert min(sizes) >= 44
