"""Refuses to start a site that others reach with settings that only a developer's own machine forgives."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

FORGOTTEN = ("insecure", "change", "secret", "example", "default", "password")
"""What keys say that were copied from an example and never replaced."""
FEWEST_LETTERS = 8


def refuse_carelessness(
    *, debug: bool, host: str, https: bool, hosts: Sequence[str], secret_key: str, redis_url: str
) -> None:
    """Raise for what would let strangers in. `hosts` are the names that the environment gives."""
    if any(set(name) <= set("*.") for name in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts: '*' would let any address pass for this site.")
    if not (https or hosts or not is_loopback(host)):
        return
    if debug:
        raise ImproperlyConfigured("DEBUG shows code and settings to every visitor: it is for 127.0.0.1 alone.")
    if len(set(secret_key)) < FEWEST_LETTERS or any(word in secret_key.lower() for word in FORGOTTEN):
        raise ImproperlyConfigured("SECRET_KEY can be guessed: take a random one, or leave it out to have one made.")
    if not is_guarded(redis_url):
        raise ImproperlyConfigured("REDIS_URL needs a password: redis://:password@host:6379/0.")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_guarded(redis_url: str) -> bool:
    """Whether strangers in the network are kept from ringing the workers' bells."""
    parts = urlsplit(redis_url)
    return parts.scheme == "unix" or bool(parts.password) or is_loopback(parts.hostname or "")
