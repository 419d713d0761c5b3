"""What the network gets right and wrong, drawn by the browser from streamed weights: it agrees with the engine."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

COUNTS = """() => [...document.querySelectorAll('.confusion tbody tr')]
    .map((row) => [...row.querySelectorAll('button')].map((cell) => Number(cell.textContent.replace(',', '') || 0)))"""
NOTE = ".gallery-note"
PATIENCE = 20_000


def look(student: Student, split: str) -> None:
    """Choose whose samples are shown, and wait for those of the last epoch."""
    student.page.locator(".gallery").scroll_into_view_if_needed()
    student.page.locator(f'[name="gallery-split"][value="{split}"]').check()


def ends(student: Student, epochs: int) -> dict[str, float]:
    """Train to the end; the last epoch as the server tells it."""
    student.press("train")
    student.sees("Finished", seconds=60)
    events = student.answer(f"experiments/{student.link().removeprefix('/e/')}/events?after=0&limit=500")["events"]
    last: dict[str, float] = [event for event in events if event["type"] == "epoch_ended"][-1]
    assert last["epoch"] == epochs
    return last


def test_the_confusions_of_digits_are_those_of_the_engine(student: Student) -> None:
    student.choose_dataset("digits")
    student.type("network.hidden.0.units", "16")
    student.type("stopping.epochs", "6")
    last = ends(student, 6)
    for split, key in (("validation", "validation_accuracy"), ("train", "train_accuracy")):
        look(student, split)
        shown = "359 samples" if split == "validation" else "1,000 of 1,079 samples"
        expect(student.page.locator(NOTE)).to_contain_text(f"{shown}, after epoch 6", timeout=PATIENCE)
        counts = student.page.evaluate(COUNTS)
        right, total = sum(row[number] for number, row in enumerate(counts)), sum(map(sum, counts))
        if split == "validation":
            assert right / total == pytest.approx(last[key], abs=1e-9)
        else:  # some of the samples stand for all
            assert right / total == pytest.approx(last[key], abs=0.03)
    chosen(student.page, counts)
    travelled(student.page)
    opened(student)


def travelled(page: Page) -> None:
    """Back at the first epoch the table is that of the first epoch."""
    before = page.evaluate(COUNTS)
    page.locator(".time-range").fill("1")
    expect(page.locator(NOTE)).to_contain_text("after epoch 1", timeout=PATIENCE)
    assert page.evaluate(COUNTS) != before


def opened(student: Student) -> None:
    """The saved page shows the test samples once their owner has opened them, and is as right about them."""
    student.visit(student.link())
    page = student.page
    expect(page.locator('[name="gallery-split"]')).to_have_count(2)
    page.locator('[data-test="open"]').click()
    page.locator("[data-test-confirm]").click()
    expect(page.locator('[data-test="figures"]')).to_be_visible()
    accuracy = float(page.locator('[data-test="accuracy"]').inner_text().split()[0].rstrip("%"))
    # The validation split has as many samples: only the numbers tell when those of the test are there.
    page.locator(".gallery").scroll_into_view_if_needed()
    expect(page.locator(NOTE)).to_contain_text("359 samples, after epoch 6", timeout=PATIENCE)
    validation = page.evaluate(COUNTS)
    look(student, "test")
    page.wait_for_function(f"before => JSON.stringify(({COUNTS})()) !== JSON.stringify(before)", arg=validation)
    expect(page.locator(NOTE)).to_contain_text("359 samples, after epoch 6", timeout=PATIENCE)
    counts = page.evaluate(COUNTS)
    right, total = sum(row[number] for number, row in enumerate(counts)), sum(map(sum, counts))
    assert 100 * right / total == pytest.approx(accuracy, abs=0.06)


def chosen(page: Page, counts: list[list[int]]) -> None:
    """A cell shows its own samples, a sample its picture and its probabilities."""
    wrong = {(row, column): count for row, each in enumerate(counts) for column, count in enumerate(each)}
    (truth, said), count = max(((cell, n) for cell, n in wrong.items() if cell[0] != cell[1]), key=lambda each: each[1])
    page.locator(f'[data-cell="{truth},{said}"]').click()
    samples = page.locator(".sample-grid .sample")
    expect(samples).to_have_count(min(count, 24))
    expect(samples.first).to_have_text(f"{truth} → {said}")
    samples.last.click()
    expect(samples.last).to_have_attribute("aria-pressed", "true")
    picture = page.locator(".gallery-portrait canvas")
    assert picture.evaluate("canvas => [canvas.width, canvas.height]") == [8, 8]
    ink = "canvas => canvas.getContext('2d').getImageData(0, 0, 8, 8).data.reduce((sum, each) => sum + each, 0)"
    assert picture.evaluate(ink) > 1000
    shares = [float(each.split()[0].rstrip("%")) for each in page.locator(".answer-figure").all_inner_texts()]
    assert (len(shares), sum(shares)) == (10, pytest.approx(100, abs=0.6))
    assert shares[said] == max(shares)
    page.get_by_role("button", name="Show all", exact=True).click()
    expect(page.locator(".gallery-samples h3")).to_contain_text("Most wrong")


def test_a_table_of_numbers_shows_its_errors_in_their_own_unit(student: Student) -> None:
    student.choose_dataset("diabetes")
    student.type("stopping.epochs", "5")
    last = ends(student, 5)
    look(student, "validation")
    note = student.page.locator(NOTE)
    expect(note).to_contain_text("after epoch 5", timeout=PATIENCE)
    found = re.search(r"Typical error ([\d.]+)", note.inner_text())
    scene = student.answer(f"experiments/{student.link().removeprefix('/e/')}/scene")
    assert found is not None
    expected = scene["output"]["target"]["scale"] * math.sqrt(last["validation_loss"])
    assert float(found[1]) == pytest.approx(expected, rel=0.01)
    rows = student.page.locator(".residual-scroll tbody tr")
    expect(rows).to_have_count(10)
    rows.nth(3).get_by_role("button").click()
    expect(student.page.locator(".gallery-chosen h3")).to_contain_text(
        rows.nth(3).get_by_role("button").inner_text()[1:]
    )
    expect(student.page.locator(".gallery-portrait dt").first).to_have_text("age")


def test_a_clicked_sound_is_seen_beside_what_is_said_about_it(seat: Seat) -> None:
    student = seat().visit()
    student.choose_dataset("waveforms")
    student.type("data.samples", "60")
    gallery = student.page.locator(".gallery")
    gallery.scroll_into_view_if_needed()
    spectrograms = gallery.locator(".sample canvas")
    expect(spectrograms.first).to_be_visible(timeout=30_000)
    gallery.locator(".sample").nth(2).click()
    expect(gallery.locator(".gallery-portrait canvas")).to_have_count(2)
    expect(gallery.locator(".answer-bars dt")).to_have_text(
        [re.compile(each) for each in ("tone", "chirp", "noise", "AM")]
    )
    student.choose("data.signal_features", "raw")
    expect(student.page.locator(NOTE)).to_contain_text(re.compile(r"\d+ of 12 samples"), timeout=30_000)
    student.choose_dataset("circle")
    expect(gallery).to_be_hidden()
