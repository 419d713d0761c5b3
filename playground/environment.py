"""Reads settings from environment variables and refuses nonsense with a clear sentence."""

import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def text(name: str, default: str) -> str:
    """The variable without surrounding spaces; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """A yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value in YES


def whole_number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number between two bounds."""
    value = text(name, str(default))
    # Only plain digits: int() alone would also take "1_000" and "٣".
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(f"{name} must be a whole number from {lowest} to {highest}, not {value!r}.")
    return int(value)


def limit(name: str, default: int | None, lowest: int = 1) -> int | None:
    """A whole number, or "none" for no limit."""
    value = text(name, "none" if default is None else str(default))
    return None if value.lower() == "none" else whole_number(name, default or lowest, lowest, highest=10**9)


def choice(name: str, default: str, choices: Sequence[str]) -> str:
    """One of a few words."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def name(name: str, default: str, longest: int) -> str:
    """A short name without spaces and colons."""
    value = text(name, default)
    if len(value) > longest or not all(letter.isalnum() or letter in "._-" for letter in value):
        raise ImproperlyConfigured(f"{name} must be at most {longest} letters, digits, dots, dashes and underscores.")
    return value


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def home_folder(default: Path) -> Path:
    """DESCENT_HOME: the one folder that holds everything Descent writes; made if it is missing."""
    folder = Path(text("DESCENT_HOME", str(default))).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DESCENT_HOME must be a folder that can be written: {folder} ({error.strerror})."
        ) from None
    return folder


def secret_key(home: Path) -> str:
    """SECRET_KEY, or a key made once and kept in DESCENT_HOME for its owner alone."""
    key = text("SECRET_KEY", "")
    if not key:
        key = _kept_secret(home / "secret_key")
    if len(key) < 32:
        raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters.")
    return key


def _kept_secret(path: Path) -> str:
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            # Two processes may start at once; a link never replaces the key of the first.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
