"""manage.py retention: deletes what is old, as far as those who run the site want it. Without --yes it only tells."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground import retention, storage

THIN = "drop the pictures of networks (but the first, best and last) of what nobody has trained or opened for so long"
GUESTS = (
    "delete what guests, who were never in a class, have left and nobody has trained or opened for so long; "
    f"at least {retention.LINKS_LAST}, because a link works next year"
)


class Command(BaseCommand):
    help = "Makes room: what has been untouched for a number of days goes. Without --yes it only tells what would go."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--thin", type=int, metavar="DAYS", help=THIN)
        parser.add_argument("--guests", type=int, metavar="DAYS", help=GUESTS)
        really = parser.add_mutually_exclusive_group()
        really.add_argument("--yes", action="store_true", help="do it")
        really.add_argument("--dry-run", action="store_true", help="only tell, as it does without --yes")

    def handle(self, *args: Any, thin: int | None, guests: int | None, yes: bool, **options: Any) -> None:
        if thin is None and guests is None:
            raise CommandError("Say what may go: --thin DAYS, --guests DAYS, or both. Nothing goes by itself.")
        if thin is not None and thin < 1:
            raise CommandError("At least one day: a class that is still at work must not lose anything.")
        if guests is not None and guests < retention.LINKS_LAST:
            raise CommandError(f"At least {retention.LINKS_LAST} days: a link works next year.")
        if guests is not None:
            self._remove(guests, yes)
        if thin is not None:
            self._thin(thin, yes)

    def _remove(self, days: int, yes: bool) -> None:
        if not yes:
            keys = retention.abandoned(days)
            size = storage.of_experiments(keys)
            self.stdout.write(f"Would delete {len(keys)} experiments of guests, {storage.in_words(size)}.")
            return
        count, size = _all_of(retention.remove_abandoned(days))
        owners, sessions = retention.sweep(days)
        self.stdout.write(f"Deleted {count} experiments of guests, {storage.in_words(size)}.")
        self.stdout.write(f"Forgot {owners} guests who have nothing any more, and {sessions} sessions that have ended.")

    def _thin(self, days: int, yes: bool) -> None:
        if yes:
            count, size = _all_of(retention.thin(days))
            self.stdout.write(f"Thinned the pictures of {count} experiments, {storage.in_words(size)}.")
        else:
            found = retention.thick(days)
            size = retention.size_of_thinned(found)
            self.stdout.write(f"Would thin the pictures of {found.count()} experiments, {storage.in_words(size)}.")


def _all_of(batches: Iterable[retention.Batch]) -> retention.Batch:
    counts = list(batches)
    return sum(count for count, _ in counts), sum(size for _, size in counts)
