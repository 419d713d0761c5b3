"""manage.py restore FOLDER: what manage.py backup has made becomes the database and the key of this machine."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

from playground import backups

NOT_EMPTY = "There is a database with tables already. Stop the site and move it away first ({name})."
DONE = "Restored. Start the site: tables of an older release are brought up to date then, and runs go on."
NO_KEY = "There is no key in this backup: set SECRET_KEY to the one of before, or everybody has to come in again."


class Command(BaseCommand):
    help = "Puts a backup in the place of a database without tables. Stop the site first, and start it afterwards."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one that manage.py backup has made")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        name, told = connection.settings_dict["NAME"], connection.settings_dict
        source = folder / (backups.SQLITE if connection.vendor == "sqlite" else backups.POSTGRES)
        if not source.exists():
            kind = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
            raise CommandError(f"There is no {source}: the database of this machine is {kind}.")
        try:
            if connection.introspection.table_names():
                raise CommandError(NOT_EMPTY.format(name=name))
            connection.close()
            if connection.vendor == "sqlite":
                backups.restore_sqlite(source, Path(name))
            else:
                backups.restore_postgres(told, source)
            # The key that is here was made for a site without a single visitor.
            key = folder / backups.KEY
            if key.exists():
                shutil.copy2(key, settings.DESCENT_HOME)
        except (backups.Refused, OSError, OperationalError) as error:
            raise CommandError(f"Nothing was restored. {error}") from None
        self.stdout.write(DONE if key.exists() else f"{DONE} {NO_KEY}")
