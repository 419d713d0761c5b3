"""Tells when the started processes are ready for visitors."""

import json
import urllib.error
import urllib.request

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from playground import broker


def address() -> str:
    """Where a browser on this machine finds the site."""
    host = "127.0.0.1" if settings.HOST in ("0.0.0.0", "::", "localhost") else settings.HOST
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/"


def healthy() -> bool:
    """Whether database, broker and at least one worker answer."""
    try:
        with urllib.request.urlopen(f"{address()}health", timeout=5) as answer:
            return bool(json.load(answer)["workers"] >= 1)
    except (OSError, ValueError, KeyError):
        # urllib's errors are OSErrors: not listening yet, or listening and saying 503.
        return False


def broker_answers(url: str) -> bool:
    """Whether a Redis that we started listens yet."""
    # Its own patience would hold up everything else: we ask again soon anyway.
    client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0))
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def check_external_broker(url: str) -> None:
    """Refuse a Redis of somebody else that is missing, too old, or forgets messages when it is full."""
    client = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5, decode_responses=True)
    try:
        found = client.info()
    except redis.RedisError as error:
        raise broker.BrokerError(f"The Redis of REDIS_URL does not answer: {error}") from None
    finally:
        client.close()
    major, minor, *_ = (int(part) for part in found["redis_version"].split("."))
    if (major, minor) < broker.OLDEST:
        raise broker.BrokerError(
            f"The Redis of REDIS_URL is version {found['redis_version']}; Descent needs 6.2 or newer."
        )
    if found.get("maxmemory_policy", "noeviction") != "noeviction":
        raise broker.BrokerError(
            "The Redis of REDIS_URL throws messages away when it is full; set its maxmemory-policy to noeviction."
        )
