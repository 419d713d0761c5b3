"""Experiments side by side."""

from playwright.sync_api import expect

from tests.browser.student import Student


def made(student: Student, parent: str = "", **settings: object) -> str:
    """An experiment of somebody's that trains, or a fork of a parent."""
    post = student.context.request.post
    token = student.page.evaluate("() => document.cookie.match(/csrftoken=([^;]+)/)[1]")
    spec = {"stopping": {"epochs": 8}, **settings}
    address, body = (f"experiments/{parent}/fork", {"set": settings}) if parent else ("experiments", spec)
    answer = post(f"{student.url}/api/{address}", data=body, headers={"X-CSRFToken": token})
    return str(answer.json()["id"])


def test_experiments_are_compared_curve_by_curve_and_setting_by_setting(student: Student) -> None:
    slow = made(student, title="Slow", optimizer={"kind": "sgd", "learning_rate": 0.0001})
    fast = made(student, title="Fast", optimizer={"kind": "sgd", "learning_rate": 0.1})
    third = made(student, title="Third", seed=5)
    page = student.page
    student.visit(f"/compare?ids={slow},{fast},no-such-experiment")
    expect(page.locator("[data-notices]")).to_contain_text("There is no experiment “no-such-experiment”.")
    figures = page.locator("[data-figures] tbody tr")
    expect(figures).to_have_count(2)
    expect(figures.nth(0)).to_contain_text("Slow")
    expect(figures.nth(0)).to_contain_text("base")
    for row in (0, 1):
        expect(figures.nth(row)).to_contain_text("Finished", timeout=60_000)
    student.waits_for_curve(9)
    assert student.traces(least=2) == ["Slow", "Fast"]
    expect(figures.nth(1).locator(".is-leader").first).to_contain_text("best")
    # Only the settings that differ, against the base on the left.
    rows = page.locator("[data-setting-rows] tbody tr:not(.setting-group)")
    expect(rows).to_have_count(1)
    expect(rows.first).to_have_text("Learning rate η0.00010.1")
    expect(rows.first.locator("td.is-different")).to_have_text("0.1")
    page.get_by_text("only what differs").click()
    page.wait_for_function("() => location.search.endsWith('&all=on')")
    assert rows.count() > 15
    page.get_by_text("only what differs").click()
    # Best and last figures.
    best = figures.nth(1).inner_text()
    assert "epoch" in best
    page.get_by_text("best epoch, not the last").click()
    expect(figures.nth(1)).not_to_contain_text("epoch 8")
    page.wait_for_function("() => location.search.endsWith('&show=last')")
    # Another base, one more, one less: the address follows.
    page.get_by_role("button", name="Compare the others with Fast").click()
    expect(figures.nth(0)).to_contain_text("Fast")
    page.get_by_label("Link of an experiment").fill(f"{student.url}/e/{third}")
    page.get_by_role("button", name="Add").click()
    expect(figures).to_have_count(3)
    page.get_by_role("button", name="Remove Slow").click()
    expect(figures).to_have_count(2)
    page.wait_for_function("ids => location.search.includes(ids)", arg=f"ids={fast},{third}")
    student.photograph("compare-1440-light")
    # Pointing at a curve marks its row; pointing at a row makes the other curves faint.
    student.waits_for_curve(9)
    third_drawn = "document.querySelector('[data-chart=loss] [data-plot]').data?.find(({ name }) => name === 'Third')"
    page.wait_for_function(f"() => {third_drawn}?.x.length > 4")
    place = page.evaluate("""() => {
        const plot = document.querySelector('[data-chart=loss] [data-plot]');
        const { xaxis, yaxis } = plot._fullLayout;
        const trace = plot.data.find(({ name }) => name === 'Third');
        const frame = plot.getBoundingClientRect();
        return [frame.left + xaxis._offset + xaxis.d2p(trace.x[4]), frame.top + yaxis._offset + yaxis.d2p(trace.y[4])];
    }""")
    page.mouse.move(*place)
    expect(page.locator("[data-figures] tr.is-marked")).to_contain_text("Third")
    faint = (
        "() => document.querySelector('[data-chart=loss] [data-plot]').data.filter((each) => each.opacity < 0.5).length"
    )
    page.locator("[data-figures] tbody tr").first.hover()
    page.wait_for_function(faint)
    page.mouse.move(5, 5)
    page.wait_for_function(f"() => !({faint})()")


def test_an_empty_comparison_says_what_to_do_and_offers_what_was_seen(student: Student) -> None:
    one = made(student, title="Seen before")
    student.visit("/compare")
    expect(student.page.get_by_role("heading", name="Nothing to compare yet")).to_be_visible()
    student.page.get_by_label("Link of an experiment").fill("hello world")
    student.page.get_by_role("button", name="Add").click()
    expect(student.page.locator("[data-notices]")).to_contain_text("Paste the link of an experiment")
    student.photograph("compare-empty-1440-light")
    student.visit(f"/e/{one}")
    student.page.get_by_role("link", name="Compare", exact=True).click()
    student.page.wait_for_selector("body[data-ready]")
    expect(student.page.locator("[data-figures] tbody tr")).to_have_count(1)
    # A fork, and a branch, is compared with what it comes from.
    fork = made(student, parent=one, title="Forked")
    student.visit(f"/e/{fork}")
    expect(student.page.locator("[data-compare]")).to_have_attribute("href", f"/compare?ids={one},{fork}")
    student.visit(f"/compare?ids={one}")
    student.page.get_by_role("button", name="Remove Seen before").click()
    student.page.get_by_role("button", name="+ Seen before").click()
    expect(student.page.locator("[data-figures] tbody tr")).to_have_count(1)


def test_the_settings_of_a_search_show_what_it_tries(student: Student) -> None:
    axes = {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1}}
    search = made(student, vary={"kind": "random", "axes": axes, "trials": 2, "seed": 0}, validation={"every": 2})
    student.visit(f"/e/{search}")
    rate = student.page.locator('[data-setting="optimizer.learning_rate"]')
    expect(rate).to_contain_text("0.001 to 1, logarithmic")
    expect(rate).to_contain_text("differs between the runs")
    expect(student.page.locator('[data-setting="validation.every"] strong')).to_have_text("2 epochs")
    student.page.get_by_text("All settings", exact=True).click()
    expect(student.page.locator("[data-all-settings]")).to_contain_text("Learning rate η0.001 to 1, logarithmic")
