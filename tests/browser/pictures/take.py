"""`make screenshots` takes the pictures of the documentation anew; `make screenshots ONLY=wall,charts` some of them."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import running_browser
from tests.browser.pictures.booth import Booth
from tests.browser.pictures.scenes import SCENES
from tests.installed_chromium import installed_chromium
from tests.running_server import ROOT, RunningServer

DOCS = ROOT / "docs"
LARGEST = 200_000
"""Bytes: pages are read over a school's network, by thirty at once."""


def place(name: str) -> Path:
    """Where a picture is kept. The one of the README has had its name for long."""
    return DOCS / "screenshot.png" if name == "playground" else DOCS / "pictures" / f"{name}.webp"


def keep(page: Page, path: Path) -> None:
    """Write a picture of the window down, as well as its size allows."""
    taken = page.screenshot(animations="disabled")
    path.parent.mkdir(exist_ok=True)
    with Image.open(BytesIO(taken)) as picture:
        if path.suffix == ".png":
            picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(path, optimize=True)
            return
        for quality in (90, 80, 70, 60):
            picture.convert("RGB").save(path, quality=quality, method=6)
            if path.stat().st_size < LARGEST:
                return
    raise SystemExit(f"{path} is larger than {LARGEST} bytes.")


def main(only: str = "") -> None:
    """Take them with a server of our own, one after the other."""
    chromium = installed_chromium()
    if not chromium:
        raise SystemExit("No Chromium found: set CHROMIUM to its path.")
    wanted = only.split(",") if only else list(SCENES)
    with tempfile.TemporaryDirectory(prefix="descent-pictures-") as home, running_browser(chromium) as browser:
        server = RunningServer(Path(home), NODE_NAME="classroom").wait_until_up()
        booth = Booth(browser, server)
        try:
            for name in wanted:
                keep(SCENES[name](booth), place(name))
                booth.leave()
                sys.stdout.write(f"{place(name)}: {place(name).stat().st_size:,} bytes\n")
        finally:
            server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:2])
