"""manage.py serve: starts broker, web server, workers and reaper, and keeps them running."""

import os
import signal
import time
from contextlib import closing, suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground import broker, environment
from playground.processes import die_with_parent
from playground.serving import parts, preparation, readiness
from playground.serving.log import Log
from playground.serving.supervisor import StartError, Supervisor

# Loading PyTorch from a cold disk takes its time.
LONGEST_START = 120


class Command(BaseCommand):
    help = "Runs all of Descent on this machine and prints its address. Ctrl-C stops everything."
    # The checks run anyway, with the first migration.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the process that called this one is gone"
        )
        parser.add_argument("--only", choices=parts.ALONE, help="run just this part: several machines share the work")

    def handle(self, *args: Any, with_parent: bool, only: str | None, **options: Any) -> None:
        if only:
            parts.become(only)
        began = time.monotonic()
        if with_parent:
            die_with_parent(os.getppid(), signal.SIGTERM)
        home = settings.DESCENT_HOME
        try:
            with preparation.lock(home), closing(Log(home / "logs")) as log:
                supervisor = Supervisor(log, home / "pids.json", self.say)
                supervisor.catch_signals()
                try:
                    self.start(supervisor)
                    if not supervisor.stopping:
                        self.say(f"Everything is up after {time.monotonic() - began:.1f} s. Log: {log.path}")
                        self.say(readiness.address())
                    supervisor.keep_running()
                    self.say("Stopping …")
                finally:
                    supervisor.stop(parts.STOP_ORDER)
                self.say("Stopped.")
        except (preparation.CannotStartError, broker.BrokerError, StartError) as error:
            raise CommandError(str(error)) from None

    def start(self, supervisor: Supervisor) -> None:
        """Bring everything up, the slow parts side by side."""
        preparation.check_port(settings.HOST, settings.PORT)
        redis_url = self.start_broker(supervisor)
        preparation.migrate()
        preparation.forget_workers()
        for part in (parts.worker, parts.reaper):
            supervisor.start(part(redis_url))
        # The workers load PyTorch meanwhile.
        preparation.collect_static_files()
        supervisor.start(parts.web(redis_url))
        supervisor.wait_until(readiness.healthy, "The site", LONGEST_START)
        # The first visitors need no validation; until then the processor is for the others.
        supervisor.start(parts.validation(redis_url))

    def start_broker(self, supervisor: Supervisor) -> str:
        """Start a Redis of our own, unless REDIS_URL names one."""
        if environment.text("REDIS_URL", ""):
            readiness.check_external_broker(settings.REDIS_URL)
            return str(settings.REDIS_URL)
        own = broker.embedded(settings.DESCENT_HOME)
        supervisor.start(parts.redis(own))
        supervisor.wait_until(lambda: readiness.broker_answers(own.url), "Redis", 20)
        return own.url

    def say(self, sentence: str) -> None:
        """Tell the person at the terminal, who may have closed it: that must not end the site."""
        with suppress(BrokenPipeError):
            self.stdout.write(sentence)
            self.stdout.flush()
