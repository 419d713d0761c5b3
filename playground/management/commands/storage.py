"""manage.py storage: how much room experiments take, and who takes most."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from playground import storage


class Command(BaseCommand):
    help = "Tells how much room logs, pictures of networks, checkpoints and tables take, and who takes most of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=20, metavar="N", help="list so many owners (20)")
        parser.add_argument("--over", type=float, default=0, metavar="MB", help="list only owners who take more")
        compact = "give free space inside an SQLite file back to the disk: nothing can be written meanwhile"
        parser.add_argument("--compact", action="store_true", help=compact)

    def handle(self, *args: Any, most: int, over: float, compact: bool, **options: Any) -> None:
        if compact:
            self._compact()
        kinds = storage.by_kind()
        for name, size in kinds.items():
            self.stdout.write(f"{name:24}{storage.in_words(size):>12}")
        self.stdout.write(f"{'together':24}{storage.in_words(sum(kinds.values())):>12}")
        self._tell_limits()
        shares = [share for share in storage.shares() if share.size > over * 1_000_000]
        if shares:
            self.stdout.write("")
        names = storage.names_of([share.owner for share in shares[:most]])
        for share in shares[:most]:
            words = "1 experiment" if share.experiments == 1 else f"{share.experiments} experiments"
            self.stdout.write(f"{names[share.owner][:40]:42}{words:>20}{storage.in_words(share.size):>12}")
        if len(shares) > most:
            self.stdout.write(f"… and {len(shares) - most} more")

    def _tell_limits(self) -> None:
        limits = {"the site": settings.SITE_MEGABYTES, "one owner": settings.QUOTAS["megabytes"]}
        for whose, megabytes in limits.items():
            told = "no limit" if megabytes is None else storage.in_words(megabytes * 1_000_000)
            self.stdout.write(f"{f'allowed to {whose}':24}{told:>12}")
        self.stdout.write(f"{'counted for that':24}{storage.in_words(storage.taken()):>12}")

    def _compact(self) -> None:
        if connection.vendor != "sqlite":
            self.stdout.write("PostgreSQL does that by itself (autovacuum).")
            return
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
