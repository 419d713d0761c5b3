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
from playground.serving.log import Log, Terminal
from playground.serving.supervisor import StartError, Supervisor

# Loading PyTorch from a cold disk takes its time.
LONGEST_START = 120
DOCUMENTATION = "once everything is up, build the pages at /docs/ where they are older than their sources"
ONLY = "run just this part, with the database and the Redis of DATABASE_URL and REDIS_URL: machines share the work"


class Command(BaseCommand):
    help = "Runs all of Descent on this machine and prints its address. Ctrl-C stops everything."
    # The checks run anyway, with the first migration.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the process that called this one is gone"
        )
        parser.add_argument("--documentation", action="store_true", help=DOCUMENTATION)
        parser.add_argument("--only", choices=[*parts.PLAIN, *parts.NODES], help=ONLY)

    def handle(self, *args: Any, with_parent: bool, only: str | None, documentation: bool, **options: Any) -> None:
        if only in parts.PLAIN:
            parts.become(only)
        if with_parent:
            die_with_parent(os.getppid(), signal.SIGTERM)
        began = time.monotonic()
        home = settings.DESCENT_HOME
        if only:
            return self.join(only)
        try:
            with preparation.lock(home), closing(Log(home / "logs")) as log:
                supervisor = Supervisor(log, home / "pids.json", self.say)
                supervisor.catch_signals()
                try:
                    self.start(supervisor)
                    if not supervisor.stopping:
                        self.say(f"Everything is up after {time.monotonic() - began:.1f} s. Log: {log.path}")
                        self.say(readiness.address())
                    builder = preparation.build_documentation(log.path.parent) if documentation else None
                    supervisor.keep_running()
                    self.say("Stopping …")
                    if builder:
                        builder.kill()
                        builder.wait()
                finally:
                    supervisor.stop(parts.STOP_ORDER)
                self.say("Stopped.")
        except (preparation.CannotStartError, broker.BrokerError, StartError) as error:
            raise CommandError(str(error)) from None

    def join(self, part: str) -> None:
        """Be a node: run worker processes for the site whose database and Redis DATABASE_URL and REDIS_URL name."""
        supervisor = Supervisor(Terminal(), None, self.say)
        supervisor.catch_signals()
        try:
            preparation.forget_workers()
            for child in parts.NODES[part](settings.REDIS_URL):
                supervisor.start(child)
            self.say(f"Node {settings.NODE} joins with {part} processes.")
            supervisor.keep_running()
        except preparation.CannotStartError as error:
            raise CommandError(str(error)) from None
        finally:
            supervisor.stop(parts.STOP_ORDER)

    def start(self, supervisor: Supervisor) -> None:
        """Bring everything up, the slow parts side by side."""
        preparation.check_port(settings.HOST, settings.PORT)
        redis_url = self.start_broker(supervisor)
        preparation.migrate()
        preparation.forget_workers()
        for child in (*parts.workers(redis_url), parts.reaper(redis_url)):
            supervisor.start(child)
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
