"""How many bytes experiments and tables may take: of one owner, and of the whole site.

What is only queued counts as if it trained to its end, so nobody who was let in is refused room later; once it has
ended, what it really takes counts (storage.py).
"""

from django.conf import settings
from django.db import connection

from playground import storage
from playground.models import Limits, Owner
from playground.refusals import TooMany

MEGABYTE = 1_000_000
OWN = "Your experiments and tables take {taken}{written}, and {most} are allowed {place}."
SITE = "All experiments and tables of this site take {taken}{written}, and {most} are allowed."
ASK = "Ask whoever runs this site to make room."
SITE_LOCK = 0x0DE5CE47
"""Any number that nothing else locks."""


def refuse_without_storage(owner: Owner, limits: Limits, written: str = "") -> None:
    """Raise TooMany where no room is left or, inside a transaction, too little for what was `written` in it."""
    with_it = f" with {written}" if written else ""
    if limits.megabytes is not None:
        _refuse(storage.taken(owner.pk), limits.megabytes, bool(written), OWN, written=with_it, place=limits.place)
    if settings.SITE_MEGABYTES is not None:
        if written:
            _hold_site()
        _refuse(storage.taken(), settings.SITE_MEGABYTES, bool(written), SITE, written=with_it)


def _refuse(taken: int, megabytes: int, to_the_last: bool, text: str, **words: str) -> None:
    most = megabytes * MEGABYTE
    if taken > most or (taken == most and not to_the_last):
        sizes = {"taken": storage.in_words(taken), "most": storage.in_words(most)}
        raise TooMany(f"{text.format(**sizes, **words)} {ASK}")


def _hold_site() -> None:
    """One after another, until the transaction ends: of many who write something down for the last bytes one may.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SITE_LOCK])
