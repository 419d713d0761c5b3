"""manage.py backup FOLDER: database and key in a new folder, taken while the site works."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from playground import backups, storage

NAME = re.compile(r"descent-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{6}")
NO_KEY = "SECRET_KEY comes from the environment: keep it beside the backup, tokens and sessions need it."


class Command(BaseCommand):
    help = (
        "Copies the database, as it is at one moment, and the secret key into a new folder in FOLDER, while the site "
        "works. manage.py restore puts it back, here or on another machine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, metavar="N", help="delete older backups in FOLDER but the newest N")

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("Keep at least one backup.")
        made = folder / f"descent-{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%f}"
        draft = made.with_name(f".{made.name}")  # nobody takes half a backup for a whole one
        try:
            draft.mkdir(parents=True, mode=0o700)
            self._copy(draft)
            draft.rename(made)
        except backups.Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"The backup cannot be written: {error}") from None
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        size = storage.in_words(sum(path.stat().st_size for path in made.iterdir()))
        self.stdout.write(f"{made}: {size}.{'' if (made / backups.KEY).exists() else f' {NO_KEY}'}")
        if keep:
            for old in sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))[:-keep]:
                shutil.rmtree(old)

    def _copy(self, folder: Path) -> None:
        if connection.vendor == "sqlite":
            backups.copy_sqlite(Path(connection.settings_dict["NAME"]), folder / backups.SQLITE)
        else:
            backups.dump_postgres(connection.settings_dict, folder / backups.POSTGRES)
        key = settings.DESCENT_HOME / backups.KEY
        if key.exists() and key.read_text().strip() == settings.SECRET_KEY:
            shutil.copy2(key, folder)
