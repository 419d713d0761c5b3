"""Finds the Chromium of this machine."""

import os
import shutil
from pathlib import Path


def installed_chromium() -> str | None:
    """The path of what CHROMIUM names, of one on PATH, or of the one that Playwright has fetched."""
    names = ("chromium", "chromium-browser", "google-chrome")
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, names), _chromium_of_playwright()]
    return next((candidate for candidate in candidates if candidate and Path(candidate).is_file()), None)


def _chromium_of_playwright() -> str | None:
    downloaded = sorted(Path("~/.cache/ms-playwright").expanduser().glob("chromium-*/chrome-linux*/chrome"))
    return str(downloaded[-1]) if downloaded else None
