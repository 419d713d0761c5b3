"""The main job: set, train, watch, share, fork."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.student import Student

Seat = Callable[..., Student]


def test_digits_are_learned_and_the_link_shows_the_same_to_others(student: Student, seat: Seat) -> None:
    student.digits(epochs=20)
    student.press("train")
    student.sees("Finished: 20 of 20 epochs")
    assert student.figure("validation_accuracy") > 0.94
    student.waits_for_curve(21)

    other = seat().visit(student.link())
    other.waits_for_curve(21)
    assert other.curve("loss", 1) == student.curve("loss", 1)
    assert other.curve("accuracy", 0) == student.curve("accuracy", 0)
    expect(other.page.locator("h1")).to_have_text("Handwritten digits, 64 – 32 Tanh, Adam")
    expect(other.page.locator('[data-setting="optimizer.kind"]')).to_contain_text("Adam")
    expect(other.page.locator("[data-actions]")).to_be_hidden()
    other.photograph("experiment-1440-light")


def test_a_fork_keeps_everything_but_what_was_changed(student: Student, seat: Seat) -> None:
    student.digits(epochs=5)
    student.press("train")
    student.sees("Finished")
    parent = student.link().rsplit("/", 1)[-1]

    other = seat().visit(student.link())
    other.page.locator("[data-fork]").click()
    other.page.wait_for_selector("body[data-ready]")
    expect(other.page.locator("[data-forked]")).to_be_visible()
    other.type("optimizer.learning_rate", "0.01")
    other.press("train")
    other.sees("Finished: 5 of 5 epochs")
    fork = other.answer(f"experiments/{other.link().rsplit('/', 1)[-1]}")
    original = other.answer(f"experiments/{parent}")
    assert fork["parent"] == parent
    assert fork["spec"]["optimizer"]["learning_rate"] == 0.01
    assert fork["spec"]["network"] == original["spec"]["network"]
    assert other.curve() != student.curve()


def test_the_curve_grows_while_training(student: Student) -> None:
    student.digits(epochs=2000)
    student.press("train")
    student.waits_for_curve(5)
    before = len(student.curve()[0])
    student.waits_for_curve(before + 20)
    student.photograph("playground-1440-light-training")
    student.press("stop")
    student.sees("Stopped at epoch")


def test_pause_step_continue_stop_and_reset(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_epoch(3)
    student.press("train")
    student.sees("^Paused at epoch")
    paused = student.epoch()
    student.press("step")
    student.sees(f"Paused at epoch {paused + 1:,}")
    student.press("train")
    student.waits_for_epoch(paused + 10)
    student.press("stop")
    student.sees("Stopped at epoch")
    student.press("reset")
    student.sees("Ready")
    assert student.epoch() == 0
    # The address keeps the settings and forgets the experiment.
    expect(student.page).to_have_url(f"{student.url}/?dataset=digits&hidden=64,32&optimizer=adam&epochs=3000")
    assert student.field("stopping.epochs").locator("input").first.input_value() == "3000"


def test_step_from_the_start_trains_one_epoch_of_the_smallest_network_and_rests(student: Student) -> None:
    student.press("step")
    student.sees("^Paused at epoch 1")
    student.press("step")
    student.sees("^Paused at epoch 2")


def test_a_reload_in_the_middle_ends_in_the_same_picture(student: Student) -> None:
    student.digits(epochs=150)
    student.press("train")
    student.waits_for_epoch(5)
    student.page.reload()
    student.page.wait_for_selector("body[data-ready]")
    assert student.field("network.hidden.0.units").locator("input").first.input_value() == "64"
    student.sees("Finished: 150 of 150 epochs", 60)
    student.waits_for_curve(151)
    after_reload = student.curve()
    assert after_reload[0] == list(range(151))
    student.page.reload()
    student.waits_for_curve(151)
    assert student.curve() == after_reload


def test_a_live_setting_acts_during_training_and_is_marked(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_epoch(2)
    student.type("optimizer.learning_rate", "0.003")
    student.waits_for_plot("plot.layout?.shapes?.length > 0")
    expect(student.page.locator("[data-changed]")).to_be_hidden()
    student.press("stop")
    student.sees("Stopped")
    told = student.visit(student.link()).page.locator("[data-live-changes]")
    expect(told).to_contain_text(re.compile(r"^Changed while it trained: learning rate \S+ → 0.003 after epoch \d+$"))


def test_a_change_from_elsewhere_is_shown_everywhere_and_undo_leaves_it(student: Student) -> None:
    student.digits(epochs=3000)
    student.page.wait_for_timeout(900)  # typing on would be the same step
    student.type("seed", "7")
    student.press("train")
    student.waits_for_epoch(2)
    student.page.evaluate(
        """async (id) => (await import('/static/js/api.js')).change(id, { "optimizer.learning_rate": 0.003 })""",
        student.link().rsplit("/", 1)[-1],
    )
    expect(student.page.locator("#quick-learning_rate")).to_have_value("0.003")
    student.page.locator("[data-undo]").click()
    expect(student.field("seed").locator("input").first).not_to_have_value("7")
    expect(student.page.locator("#quick-learning_rate")).to_have_value("0.003")
    student.press("stop")
    student.sees("Stopped")


def test_dropout_of_a_layer_is_behind_its_dots_and_acts_during_training(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_epoch(2)
    expect(student.field("network.hidden.0.dropout")).to_be_hidden()
    student.page.get_by_role("button", name="Dropout and normalization of layer 1").click()
    student.type("network.hidden.0.dropout", "0.5")
    student.waits_for_plot("plot.layout?.shapes?.length > 0")
    expect(student.page.locator("[data-changed]")).to_be_hidden()
    student.press("stop")
    student.sees("Stopped")
    expect(student.field("network.hidden.0.dropout").locator("input").first).to_have_value("0.5")


def test_a_new_experiment_is_one_experiment_before_the_stream_tells_of_it(seat: Seat) -> None:
    student = seat()
    student.page.route_web_socket(re.compile("/ws/"), lambda _: None)  # opens, and says nothing
    student.visit()
    student.digits(epochs=3000)
    asked: list[str] = []
    student.page.on("request", lambda request: request.method == "POST" and asked.append(request.url.split("/")[-1]))
    train = student.page.locator('[data-action="train"]')
    train.dblclick()
    student.sees("Waiting")
    expect(train).to_contain_text("Pause")
    with student.page.expect_request("**/changes"):
        student.type("optimizer.learning_rate", "0.003")
    student.page.evaluate("() => document.activeElement.blur()")
    with student.page.expect_request("**/control") as wish:
        student.page.keyboard.press("Space")
    assert wish.value.post_data_json == {"desired": "pause"}
    student.press("stop")
    expect(student.page.locator("[data-transport]")).not_to_have_attribute("aria-busy", "true")
    assert [each for each in asked if each.startswith("experiments")] == ["experiments?desired=run"]


def test_other_settings_say_that_they_need_a_new_experiment(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_epoch(2)
    first = student.link()
    student.type("network.hidden.0.units", "8")
    expect(student.page.locator("[data-changed]")).to_be_visible()
    student.page.locator("[data-undo-changes]").click()
    expect(student.page.locator("[data-changed]")).to_be_hidden()
    student.type("network.hidden.0.units", "8")
    student.page.locator("[data-train-changed]").click()
    student.page.wait_for_function(
        "first => document.querySelector('[data-link]').getAttribute('href') !== first", arg=first
    )
    student.waits_for_epoch(1)
    old = student.answer(f"experiments/{first.rsplit('/', 1)[-1]}")
    assert old["status"]["desired"] == "stop"
    student.press("stop")
    student.sees("Stopped")


def test_the_same_seed_gives_the_same_curve(student: Student) -> None:
    student.type("stopping.epochs", "5")
    student.press("train")
    student.sees("Finished: 5 of 5")
    student.waits_for_curve(6)
    first = student.curve()
    student.press("reset")
    student.press("train")
    student.sees("Finished: 5 of 5")
    student.waits_for_curve(6)
    assert student.curve() == first


def test_regression_hides_accuracy_and_names_its_loss(student: Student) -> None:
    student.choose_dataset("plane")
    student.press("train")
    student.sees("Finished")
    expect(student.page.locator('[data-chart="accuracy"]')).to_be_hidden()
    expect(student.page.locator('[data-figure="validation_accuracy"]')).to_be_hidden()
    expect(student.look_at("loss").locator(".ytitle")).to_have_text("loss (Mean squared error)")
    student.photograph("playground-1440-light-regression")
