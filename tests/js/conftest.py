"""A page in the real browser that can load our modules and their tests, without any server of ours."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import running_browser

ROOT = Path(__file__).resolve().parents[2]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves the repository and writes no log."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="package")
def module_page(chromium: str) -> Iterator[Page]:
    """An empty page on the address from which static/js and tests/js can be imported."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(ROOT))) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        with running_browser(chromium) as browser:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{files.server_port}/tests/js/blank.html")
            yield page
        files.shutdown()
