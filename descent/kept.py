"""Tokens in a file that only its owner can read."""

import json
import os
from pathlib import Path


def usual_file() -> Path:
    """Where tokens are kept when nothing else is said."""
    above = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(above) / "descent" / "tokens.json"


def kept_token(name: str, file: Path | None = None) -> str | None:
    """The token that is kept under a name, such as the address of a server."""
    return _read(file or usual_file()).get(name.rstrip("/"))


def keep_token(name: str, token: str, file: Path | None = None) -> None:
    """Keep one. The file is never readable by others, not even while it is written."""
    file = file or usual_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    values = _read(file) | {name.rstrip("/"): token}
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as writing:
        json.dump(values, writing)
    fresh.replace(file)


def _read(file: Path) -> dict[str, str]:
    try:
        values = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
