"""Writes what the processes say into one log file, each line with its time and its source."""

import logging
from collections import deque
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.conf import settings

from playground.logs import with_source


class Log:
    """The log of one run of `serve`; old ones are kept beside it up to a size."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "descent.log"
        self.handler = RotatingFileHandler(self.path, maxBytes=10_000_000, backupCount=3, encoding="utf-8")
        plain = settings.LOG_FORMAT == "json"
        self.handler.setFormatter(logging.Formatter("%(message)s" if plain else "%(asctime)s %(name)-7s| %(message)s"))
        self.unfinished: dict[str, bytes] = {}
        self.recent: dict[str, deque[str]] = {}

    def take(self, source: str, data: bytes) -> None:
        """Keep a piece of output; its last line may still be incomplete."""
        *lines, rest = (self.unfinished.get(source, b"") + data).split(b"\n")
        self.unfinished[source] = rest
        for line in lines:
            self.write(source, line.decode("utf-8", "replace"))

    def write(self, source: str, line: str) -> None:
        """Keep a line; where lines are JSON, its source becomes a part of it."""
        self.recent.setdefault(source, deque(maxlen=30)).append(line)
        if settings.LOG_FORMAT == "json":
            line = with_source(source, line)
        self.handler.emit(logging.LogRecord(source, logging.INFO, "", 0, line, None, None))

    def tail(self, source: str) -> str:
        """The last lines of one source."""
        return "\n".join(f"    {line}" for line in self.recent.get(source, []))

    def close(self) -> None:
        self.handler.close()


class Terminal(Log):
    """Passes everything on as it is: containers and service managers keep the output of what they run."""

    def __init__(self) -> None:
        self.unfinished, self.recent = {}, {}

    def write(self, source: str, line: str) -> None:
        self.recent.setdefault(source, deque(maxlen=30)).append(line)
        with suppress(BrokenPipeError):
            print(with_source(source, line) if settings.LOG_FORMAT == "json" else line, flush=True)

    def close(self) -> None:
        """There is nothing to close."""
