"""What one kind of spectator sees of a wall, and what of it changed since a moment."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

BOOT = secrets.token_hex(4)
"""Versions are counted by each server process anew: a cursor of another one means nothing here."""


class Board:
    """Rows and parts, each with the version in which it changed last; versions only rise."""

    def __init__(self) -> None:
        self.version = 0
        self._rows: dict[str, tuple[int, dict[str, Any]]] = {}
        self._parts: dict[str, tuple[int, Any]] = {}
        self._keys_since = 0
        self._texts: dict[int, str] = {}

    def update(self, rows: Iterable[dict[str, Any]], parts: Mapping[str, Any]) -> bool:
        """Take over what is so now; whether anything changed."""
        next_version = self.version + 1
        fresh = {row["key"]: row for row in rows}
        changed = list(fresh) != list(self._rows)
        if changed:
            self._keys_since = next_version
        kept = {}
        for key, row in fresh.items():
            since, known = self._rows.get(key, (next_version, None))
            kept[key] = (since, row) if known == row else (next_version, row)
            changed = changed or known != row
        self._rows = kept
        news = {
            name: (next_version, value)
            for name, value in parts.items()
            if name not in self._parts or self._parts[name][1] != value
        }
        if news:
            self._parts, changed = {**self._parts, **news}, True  # another thread may be telling the old ones
        if changed:
            self.version = next_version
            self._texts = {}
        return changed

    def frame(self, after: int) -> str:
        """JSON of what changed after this version; all of it after 0 or a version that was never told.

        `after` in it says what the reader must know already; 0: nothing.
        """
        after = after if 0 < after <= self.version else 0
        if after not in self._texts:
            self._texts[after] = json.dumps(self._changed(after), allow_nan=False, separators=(",", ":"))
        return self._texts[after]

    def _changed(self, after: int) -> dict[str, Any]:
        frame: dict[str, Any] = {"boot": BOOT, "version": self.version, "after": after}
        frame["rows"] = [row for since, row in self._rows.values() if since > after]
        if self._keys_since > after or not after:
            frame["keys"] = list(self._rows)
        return frame | {name: value for name, (since, value) in self._parts.items() if since > after}


def cursor(boot: Any, after: Any) -> int:
    """Where a reader stands, from what it says; 0 where that means nothing here."""
    known = boot == BOOT and type(after) is int and after > 0
    return after if known else 0
