"""A student at the page: sets, presses and looks as a person would, and notices whatever a browser complains about."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Request, expect

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
# Chromium writes a refused request to the console whether or not the page deals with it.
REFUSED = re.compile(r"the server responded with a status of 4\d\d")
# What it says about pictures in three dimensions, where a test machine has no graphics card, or that Plotly reads back.
SLOW_PICTURES = re.compile(r"GPU stall due to ReadPixels|willReadFrequently")

# A table to upload, as a student may have it.
FLOWERS = "length,width,kind\n" + "\n".join(
    f"{5 + index / 50:.2f},{3 + (index % 2):.1f},{'daisy' if index % 2 else 'rose'}" for index in range(60)
)


class Student:
    """One browser window on the site."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        known = REFUSED.search(message.text) or SLOW_PICTURES.search(message.text)
        if message.type in ("error", "warning") and not known:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)

    def visit(self, path: str = "/") -> "Student":
        """Open a page of the site and wait until it works."""
        self.page.goto(f"{self.url}{path}")
        self.page.wait_for_selector("body[data-ready]")
        if self._wide:
            self.settings()
        return self

    @property
    def _wide(self) -> bool:
        """Whether all settings stand beside the page instead of over it."""
        size = self.page.viewport_size
        return size is not None and size["width"] > 1100

    def settings(self, shown: bool = True) -> None:
        """Open or close the drawer with all settings, where the page has one."""
        toggle = self.page.locator("[data-drawer-toggle]")
        if toggle.count() == 0 or (toggle.get_attribute("aria-expanded") == "true") == shown:
            return
        if shown:
            toggle.click()
        else:
            self.page.locator("[data-drawer-close]").click()

    def field(self, path: str) -> Locator:
        """The box of a setting, with everything opened that it is folded into."""
        self.settings()
        box = self.page.locator(f'.field[data-path="{path}"]')
        box.wait_for(state="attached")
        box.evaluate(
            "box => { for (let at = box; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; }"
        )
        return box

    def type(self, path: str, text: str) -> None:
        """Write into a setting."""
        self.field(path).locator("input:not([type=range])").first.fill(text)

    def choose(self, path: str, option: str) -> None:
        """Pick from a list."""
        self.field(path).locator("select").select_option(option)

    def choose_dataset(self, name: str) -> None:
        """Press the tile of a data set."""
        self.field("data.dataset").locator(f'input[value="{name}"]').check()

    def flip(self, path: str) -> None:
        """Turn a switch."""
        self.field(path).locator("input").click()

    def press(self, action: str) -> None:
        """Press Train, Step, Reset or Stop."""
        if not self._wide:
            self.settings(shown=False)
        self.page.locator(f'[data-action="{action}"]').click()

    @property
    def status(self) -> Locator:
        """What the page says about the training."""
        return self.page.locator("[data-status-title]")

    def sees(self, words: str, seconds: float = 30) -> None:
        """Wait until the status says so."""
        expect(self.status).to_contain_text(re.compile(words), timeout=seconds * 1000)

    def figure(self, name: str) -> float:
        """A figure of the summary, not rounded."""
        return float(self.page.locator(f'[data-figure="{name}"]').get_attribute("data-exact") or "nan")

    def epoch(self) -> int:
        """The epoch that the summary shows."""
        return int(self.page.locator('[data-figure="epoch"] [data-value]').inner_text().replace(",", ""))

    def stands_at(self, epoch: int) -> None:
        """Wait until the summary shows this epoch."""
        expect(self.page.locator('[data-figure="epoch"] [data-value]')).to_have_text(f"{epoch:,}")

    def waits_for_epoch(self, least: int) -> None:
        """Wait until training has come this far."""
        self.page.wait_for_function(
            """least => Number(document.querySelector('[data-figure="epoch"] [data-value]')
                                 .textContent.replaceAll(',', '')) >= least""",
            arg=least,
        )

    def look_at(self, chart: str) -> Locator:
        """Scroll a chart into sight, unfolded; out of sight nothing is drawn."""
        panel = self.page.locator(f'[data-chart="{chart}"]')
        panel.evaluate("chart => { const fold = chart.closest('details'); if (fold) fold.open = true; }")
        panel.scroll_into_view_if_needed()
        return panel

    def curve(self, chart: str = "loss", trace: int = 0) -> list[list[float]]:
        """The points that a chart has drawn: [epochs, values]."""
        self.waits_for_plot("plot.data?.length > 0", chart)
        points: list[list[float]] = self.page.evaluate(
            """([chart, trace]) => {
                const { x, y } = document.querySelector(`[data-chart=${chart}] [data-plot]`).data[trace];
                return [[...x], [...y].map((value) => (Number.isNaN(value) ? -1 : value))];
            }""",
            [chart, trace],
        )
        return points

    def waits_for_curve(self, points: int) -> None:
        """Wait until the first charts have drawn this many points, each in sight: elsewhere nothing is drawn."""
        for chart in ("loss", "accuracy"):
            if self.page.locator(f'[data-chart="{chart}"]').is_hidden():
                continue
            self.waits_for_plot(f"plot.dataset.points >= {points}", chart)

    def waits_for_plot(self, condition: str, chart: str = "loss") -> None:
        """Wait until something is true of `plot`, in which Plotly draws a chart (`plot.data`, `plot.layout`).

        While pictures above are still coming, a chart may be pushed out of sight, where nothing is drawn.
        """
        self.look_at(chart)
        self.page.wait_for_function(f"""() => {{
            const panel = document.querySelector('[data-chart="{chart}"]');
            const {{ top, bottom }} = panel.getBoundingClientRect();
            if (bottom < 0 || top > innerHeight) panel.scrollIntoView({{ block: "center" }});
            const plot = panel.querySelector("[data-plot]");
            return {condition};
        }}""")

    def traces(self, chart: str = "loss", least: int = 1) -> list[str]:
        """The names of a chart's curves, once it has so many."""
        self.waits_for_plot(f"plot.data?.length >= {least}", chart)
        names: list[str] = self.page.evaluate(
            "chart => document.querySelector(`[data-chart=${chart}] [data-plot]`).data.map((trace) => trace.name)",
            chart,
        )
        return names

    def goes_to_first_epoch(self) -> None:
        """Travel in time to the beginning, as soon as the slider knows more than one epoch."""
        slider = self.page.locator(".time-range")
        expect(slider).to_be_enabled()
        slider.press("Home")

    def link(self) -> str:
        """The path of the saved experiment."""
        return str(self.page.locator("[data-link]").first.get_attribute("href"))

    def answer(self, path: str) -> Any:
        """What the API answers to this student."""
        return self.context.request.get(f"{self.url}/api/{path}").json()

    def digits(self, epochs: int = 20) -> None:
        """Set up handwritten digits with 64 and 32 hidden units and Adam."""
        self.choose_dataset("digits")
        self.type("network.hidden.0.units", "64")
        self.type("network.hidden.1.units", "32")
        self.choose("optimizer.kind", "adam")
        self.type("stopping.epochs", str(epochs))

    def photograph(self, name: str) -> None:
        """Keep a picture of the window for the eyes of developers."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("() => scrollTo(0, 0)")
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    def photograph_both(self, page: str, state: str) -> None:
        """Pictures in dark and in light colours."""
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme)
            self.photograph(f"{page}-{scheme}-{state}")
