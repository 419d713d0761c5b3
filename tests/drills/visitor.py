"""Somebody who opens pages all the time and keeps what the server answers, above all when it is in trouble."""

import threading
import urllib.error
import urllib.request
from collections import Counter
from http.client import HTTPException
from itertools import cycle

from tests.drills.site import Site


class Visitor:
    """Opens one page after the other; `wrong` names answers that nobody should get."""

    def __init__(self, site: Site, experiments: list[str]) -> None:
        self.site = site
        self.statuses: Counter[int] = Counter()
        self.wrong: set[str] = set()
        self.texts: set[str] = set()
        pages = [f"{kind}/{each}" for each in experiments for kind in ("e", "api/experiments")]
        self.pages = cycle(["", "health", *pages])
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._visit, daemon=True)
        self.thread.start()

    def leave(self) -> None:
        self.over.set()
        self.thread.join(60)
        assert not self.thread.is_alive(), "An answer never came."

    def _visit(self) -> None:
        while not self.over.wait(0.2):
            self._open(next(self.pages))

    def _open(self, page: str) -> None:
        try:
            with urllib.request.urlopen(f"{self.site.url}/{page}", timeout=45) as answer:
                self._note(page, answer.status, answer.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                self._note(page, refusal.code, refusal.read())
            if refusal.code != 503 or (page != "health" and not refusal.headers["Retry-After"]):
                self.wrong.add(f"/{page.partition('/')[0]} answered {refusal.code} without a word about later")
        except TimeoutError:
            self.wrong.add(f"/{page} did not answer within 45 s")
        except (OSError, HTTPException):
            self.statuses[0] += 1  # nobody listens: the server is being started again

    def _note(self, page: str, status: int, body: bytes) -> None:
        self.statuses[status] += 1
        if status >= 400 or len(self.texts) < 200:
            self.texts.add(body.decode("utf-8", "replace"))
