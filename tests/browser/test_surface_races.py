"""Races on error surfaces at the page: optimizers and a student's rule, forwards, backwards and from a link."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

THREE = "racer=sgd,learning_rate:0.009&racer=momentum,learning_rate:0.009&racer=nesterov,learning_rate:0.0045"
RAVINE = f"/surface?matrix=1,0;0,200&{THREE}"
OWN_RULE = "speed = keep*speed - eta*g\nw = w + speed"


def press(student: Student, name: str) -> None:
    student.page.locator(f'button[data-race="{name}"]').click()


def row(student: Student, number: int) -> Locator:
    return student.page.locator('[data-race="table"] tbody tr').nth(number)


def stands(student: Student, number: int, words: str) -> None:
    expect(row(student, number)).to_contain_text(re.compile(words), timeout=60_000)


def painted(student: Student, layer: str) -> int:
    """How many pixels of a layer over the landscape are not empty."""
    count: int = student.page.evaluate(
        """layer => {
            const canvas = document.querySelector(`[data-race-layer=${layer}]`);
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 3; at < data.length; at += 4) count += data[at] > 0;
            return count;
        }""",
        layer,
    )
    return count


def to_the_end(student: Student, standings: list[str]) -> None:
    press(student, "end")
    for number, words in enumerate(standings):
        stands(student, number, words)


def test_three_optimizers_and_a_students_rule_race(student: Student) -> None:
    page = student.visit(RAVINE).page
    to_the_end(student, [r"arrived after 880", r"arrived after 162", r"arrived after 128 \(1st\)"])

    page.locator("[data-add-racer]").select_option("written")
    card = page.locator('[data-racer="3"]')
    card.locator("textarea").fill(OWN_RULE)
    card.locator('.field[data-path$="constants.keep"] input').first.fill("0.9")
    card.locator('.field[data-path$="learning_rate"] input').first.fill("0.009")
    # The rule is that of classical momentum, and so is its limit.
    expect(card.locator("[data-racer-limit]")).to_contain_text("Stable up to 0.019, as measured", timeout=30_000)
    stands(student, 3, r"arrived after 162")
    assert painted(student, "trail") > 500
    assert painted(student, "balls") > 300
    assert student.traces("race", 5)[:4] == [
        "1 SGD",
        "2 Momentum (classical)",
        "3 Nesterov momentum",
        "4 Your own rule",
    ]

    link = page.evaluate(
        "() => new Promise((done) => setTimeout(() => done(location.pathname + location.search), 600))"
    )
    student.visit(link)
    expect(page.locator('[data-racer="3"] textarea')).to_have_value(OWN_RULE)
    to_the_end(student, [r"arrived after 880", r"arrived after 162", r"arrived after 128", r"arrived after 162"])

    page.locator('[data-racer="3"]').get_by_role("button", name="Remove").click()
    expect(page.locator("[data-racer]")).to_have_count(3)
    page.locator('[data-racer="2"]').get_by_role("button", name="Duplicate").click()
    stands(student, 3, r"Nesterov momentum.*arrived after 128")


def test_a_race_goes_step_by_step_and_back(student: Student) -> None:
    page = student.visit(RAVINE).page
    reading = page.locator('[data-race="reading"]')
    press(student, "step")
    press(student, "step")
    expect(reading).to_have_text("step 2 of 20")
    # After two steps of 0.009 from (−4, 2): −4 · 0.991² and 2 · 0.8².
    expect(row(student, 0)).to_contain_text("−3.93, 1.28")
    page.keyboard.press("ArrowRight")
    expect(reading).to_contain_text("step 3")
    press(student, "play")
    page.wait_for_function("() => Number(document.querySelector('[data-race=reading]').textContent.match(/\\d+/)) > 8")
    press(student, "play")
    expect(page.locator('[data-race="play-label"]')).to_have_text("Race")
    press(student, "end")
    stands(student, 0, "arrived after 880")
    slider = page.locator('input[data-race="time"]')
    slider.evaluate("range => { range.value = 500; range.dispatchEvent(new Event('input')); }")
    expect(reading).to_have_text("step 440 of 880")
    stands(student, 0, "under way")
    stands(student, 1, "arrived after 162")

    page.locator('[data-race="speed"]').select_option("1000")
    page.locator('[data-race="arrows"]').uncheck()
    expect(page).to_have_url(re.compile("&step=440&speed=1000&arrows=off$"))
    student.visit(page.url.removeprefix(student.url))
    expect(reading).to_have_text("step 440")
    stands(student, 0, "under way")
    stands(student, 1, "arrived after 162")
    expect(page.locator('[data-race="speed"]')).to_have_value("1000")
    expect(page.locator('[data-race="arrows"]')).not_to_be_checked()
    press(student, "reset")
    expect(reading).to_contain_text("step 0")


def test_rates_beyond_the_limit_noise_and_145109_steps_on_a_phone(seat: Seat) -> None:
    student = seat(390, 900).visit("/surface?matrix=1,0;0,200&racer=sgd,learning_rate:0.009")
    page = student.page
    card = page.locator('[data-racer="0"]')
    expect(card.locator(".slider-tick")).to_have_count(2)
    rate = card.locator('.field[data-path$="learning_rate"] input').first
    card.locator('[data-rate="best"]').click()
    expect(rate).to_have_value(str(2 / 201))
    for value, words in (("0.0098", "arrived"), ("0.0102", "diverged at step")):
        rate.fill(value)
        press(student, "end")
        stands(student, 0, words)
    expect(card.locator("[data-racer-limit]")).to_contain_text("it diverges")
    rate.fill("fast")
    expect(card.locator(".field-problem").first).to_have_text("This should be a number.")
    rate.fill("0.009")
    page.locator('.field[data-path="noise"] input').first.fill("1")
    press(student, "reset")
    press(student, "step")
    noisy = row(student, 0).inner_text()
    page.locator('.field[data-path="seed"] input').first.fill("5")
    page.wait_for_function(
        "before => document.querySelector('[data-race=table] tbody tr').innerText !== before", arg=noisy
    )

    page.locator("[data-lessons]").select_option("L13")
    expect(page.locator('[data-race="question"]')).to_contain_text("how many steps")
    expect(row(student, 0)).to_contain_text("best rate")
    to_the_end(student, ["arrived after 145,109"])
    page.locator("[data-lessons]").select_option("L13 shifted")
    expect(page.locator('[data-race="reading"]')).to_contain_text("step 0")
    to_the_end(student, ["arrived after 1"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_falls_without_end_is_told_so_and_a_lesson_leads_to_the_playground(student: Student) -> None:
    page = student.visit("/surface?matrix=2,0;0,-2&start=1,0.01&racer=sgd,learning_rate:0.03").page
    to_the_end(student, ["fell without end"])
    expect(page.locator("[data-racer-limit]")).to_contain_text("along the direction that bends up")
    student.waits_for_plot("plot.data?.[0]?.y.at(-1) < -1000 && plot._fullLayout.yaxis.type === 'linear'", "race")
    switch = page.locator('[data-chart="race"] [data-log]')
    expect(switch).to_be_disabled()
    page.locator("[data-lessons]").select_option("B2 penalty")
    to_the_end(student, ["arrived after"])
    expect(switch).to_be_enabled()
    page.locator('[data-race="question"] a').click()
    expect(page.locator("[data-experiment-title]")).to_have_value("Eight points, sixteen numbers")
    expect(page).to_have_url(re.compile(r"/\?dataset=sine8&"))
