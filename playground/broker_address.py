"""Where Redis is found, in the spelling that each library wants."""

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from playground import environment

# Linux allows 107 characters for the path of a unix socket.
LONGEST_SOCKET_PATH = 107


def from_environment(home: Path) -> str:
    """REDIS_URL, or the address of the Redis that `serve` starts in DESCENT_HOME."""
    url = environment.text("REDIS_URL", "")
    if not url:
        return embedded(home)
    parts = urlsplit(url)
    if parts.scheme not in ("redis", "rediss", "unix") or not (
        parts.path if parts.scheme == "unix" else parts.hostname
    ):
        raise ImproperlyConfigured("REDIS_URL must look like redis://host:6379/0 or unix:///folder/redis.sock.")
    return url


def embedded(home: Path) -> str:
    """The address written down by the last embedded Redis, else the one the next will have."""
    try:
        return note(home).read_text().strip()
    except FileNotFoundError:
        return for_socket(socket_path(home))


def note(home: Path) -> Path:
    """The file in which the embedded Redis leaves its address."""
    return home / "redis" / "address"


def socket_path(home: Path) -> Path:
    """The unix socket of the embedded Redis."""
    return home / "redis" / "redis.sock"


def for_socket(path: Path) -> str:
    """The address of a unix socket, as redis-py reads it."""
    return f"unix://{quote(str(path))}"


def for_celery(url: str) -> str:
    """The same address as Celery reads it: it has a scheme of its own for unix sockets."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    database = parts.query.removeprefix("db=")
    return f"redis+socket://{unquote(parts.path)}" + (f"?virtual_host={database}" if database else "")
