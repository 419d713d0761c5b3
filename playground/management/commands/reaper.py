"""manage.py reaper: looks every second for work whose worker is gone."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from playground.reaper import reap

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Takes back what dead workers held and rings for work that waits, every second, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        while not ended.wait(1):
            close_old_connections()
            try:
                reap()
                (settings.DESCENT_HOME / "reaper.seen").touch()
            except Error:
                # A database that is away for a moment comes back; the next look does everything again.
                logger.exception("The database did not answer.")
