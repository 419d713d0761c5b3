"""manage.py healthy: tells container engines whether one part of Descent is well."""

import time
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.models import Worker
from playground.serving import readiness

# The reaper looks once a second; a machine under load may keep it waiting.
SILENT_FOR = 30


class Command(BaseCommand):
    help = "Ends with status 0 if the named part, running on this machine, is well."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("part", choices=["web", "worker", "validation", "reaper"])

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        checks: dict[str, Callable[[], bool]] = {
            "web": web_is_healthy,
            "worker": partial(worker_is_healthy, "training"),
            "validation": partial(worker_is_healthy, "validation"),
            "reaper": reaper_is_healthy,
        }
        if not checks[part]():
            raise CommandError(f"{part} is not healthy.")


def web_is_healthy() -> bool:
    """Visitors may be sent to it; whether broker and workers are well is not its own health."""
    try:
        with urllib.request.urlopen(f"{readiness.address()}health/ready", timeout=5):
            return True
    except OSError:  # not listening, or saying 503
        return False


def worker_is_healthy(duty: str) -> bool:
    """At least one worker process with this duty on this machine has reported lately."""
    return bool(Worker.objects.alive(duty).here().exists())


def reaper_is_healthy() -> bool:
    """It has finished a look lately."""
    try:
        return time.time() - (settings.DESCENT_HOME / "reaper.seen").stat().st_mtime < SILENT_FOR
    except FileNotFoundError:
        return False
