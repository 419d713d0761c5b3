"""manage.py documentation: builds the pages that the site shows at /docs/."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.processes import die_with_parent

LOWEST = 19


class Command(BaseCommand):
    help = "Builds the documentation from docs/ and from the code, where the site finds it. Warnings are errors."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.DOCUMENTATION, help="another place for the pages")
        parser.add_argument("--if-changed", action="store_true", help="do nothing where they are as their sources")
        parser.add_argument(
            "--in-background", action="store_true", help="let everything else go first, and end with the caller"
        )

    def handle(self, *args: Any, folder: Path, if_changed: bool, in_background: bool, **options: Any) -> None:
        if in_background:
            die_with_parent(os.getppid())
            os.nice(LOWEST)
        try:
            from docs.site.build import BuildError, build, is_fresh  # there where the sources are

            if if_changed and is_fresh(folder):
                return
            build(folder.resolve())
        except ModuleNotFoundError as missing:
            raise CommandError(f"{missing.name} is missing: make docs installs what the documentation needs.") from None
        except BuildError as error:
            raise CommandError(f"The documentation was not built:\n{error}") from None
        self.stdout.write(str(folder / "index.html"))
