"""How soon the page is there and works, and what it costs to fetch: measured, printed, and held to promises."""

from collections.abc import Callable
from typing import Any

from tests.browser.measured.processor_time import idle
from tests.browser.student import Student

Seat = Callable[..., Student]

# A browser remembers 250 files at most unless it is told otherwise.
WATCH = """
performance.setResourceTimingBufferSize(1000);
new MutationObserver((_, observer) => {
  if (!document.body?.dataset.ready) return;
  window.readyAt = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, attributes: true, childList: true });
"""
# The browser tells its times a little after what they are of.
TOLD = """() => window.Plotly && performance.getEntriesByName("first-contentful-paint").length
  && performance.getEntriesByType("resource").some(({ name }) => name.includes("plotly.min"))"""
MEASURE = """() => {
  const kinds = {};
  for (const { name, transferSize, decodedBodySize } of performance.getEntriesByType("resource")) {
    const kind = name.includes("plotly.min") ? "plotly" : name.includes("/api/") ? "api" : name.split(".").pop();
    kinds[kind] ??= { requests: 0, bytes: 0, raw: 0 };
    kinds[kind].requests += 1;
    kinds[kind].bytes += transferSize;
    kinds[kind].raw += decodedBodySize;
  }
  const [page] = performance.getEntriesByType("navigation");
  const plotly = performance.getEntriesByType("resource").find(({ name }) => name.includes("plotly.min"));
  return {
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, ready: window.readyAt,
    plotly: plotly.startTime, html: page.transferSize, kinds,
  };
}"""


def measured(student: Student) -> dict[str, Any]:
    """Open the playground and wait until everything, the chart library included, has come."""
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    student.page.wait_for_function(TOLD)
    figures: dict[str, Any] = student.page.evaluate(MEASURE)
    print(f"\nfirst paint {figures['paint']:.0f} ms, interactive {figures['ready']:.0f} ms, html {figures['html']} B")
    for kind, each in sorted(figures["kinds"].items()):
        print(f"  {kind:7} {each['requests']:4} requests {each['bytes']:9,} bytes ({each['raw']:,} unpacked)")
    return figures


def test_the_page_is_there_at_once_and_a_second_visit_fetches_next_to_nothing(seat: Seat) -> None:
    student = seat()
    student.context.add_init_script(WATCH)
    first, again = measured(student), measured(student)
    if idle():
        assert first["paint"] < 1000
        assert first["ready"] < 2000
    assert first["plotly"] > first["paint"]
    own = sum(each["bytes"] for kind, each in first["kinds"].items() if kind != "plotly") + first["html"]
    assert own < 450_000
    assert first["kinds"]["plotly"]["bytes"] < 1_600_000
    fetched = {kind: each["bytes"] for kind, each in again["kinds"].items() if kind != "api"}
    assert sum(fetched.values()) == 0
    assert again["html"] + again["kinds"]["api"]["bytes"] < 70_000


def test_all_modules_are_asked_for_at_once(seat: Seat) -> None:
    """Not one after the other, as one import leads to the next."""
    student = seat()
    student.visit()
    begun = student.page.evaluate(
        """() => performance.getEntriesByType("resource")
            .filter(({ name, initiatorType }) => name.includes("/static/js/") && initiatorType !== "link")
            .map(({ name }) => name)"""
    )
    late = [name for name in begun if "/theme." not in name and "worker" not in name]
    preloaded = student.page.locator('link[rel="modulepreload"]').evaluate_all("links => links.map(({ href }) => href)")
    assert len(preloaded) > 50
    assert set(late) <= set(preloaded)
