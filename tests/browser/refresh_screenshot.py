"""Takes the picture of the README anew: `.venv/bin/python -m tests.browser.refresh_screenshot`."""

import os
import shutil
import tempfile
from pathlib import Path

from tests.browser.chromium import running_browser
from tests.browser.student import ROOT, Student
from tests.running_server import RunningServer

PICTURE = ROOT / "docs" / "screenshot.png"


def main() -> None:
    """Train the default experiment on a server of our own and photograph the page while it trains."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("No Chromium found: set CHROMIUM to its path.")
    with tempfile.TemporaryDirectory(prefix="descent-picture-") as home:
        server = RunningServer(Path(home)).wait_until_up()
        try:
            with running_browser(chromium) as browser:
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                student = Student(context, server.url)
                student.page.goto(f"{server.url}/")
                student.page.wait_for_selector("body[data-ready]")
                student.press("train")
                student.waits_for_epoch(60)
                student.page.mouse.move(720, 30)
                student.page.screenshot(path=PICTURE, animations="disabled")
        finally:
            server.stop()
    print(PICTURE)


if __name__ == "__main__":
    main()
