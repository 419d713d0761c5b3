"""A site that others reach does not start with what only a developer's own machine forgives (ASVS 13.4.2, 14.1)."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from playground.production import refuse_carelessness
from tests.running_server import ROOT, clean_environment

GOOD = {
    "debug": False,
    "host": "0.0.0.0",
    "https": True,
    "hosts": ["descent.example"],
    "secret_key": "vK3-gY8sWq0zTn5rLx7bHd2mCj9fPa4u",
    "redis_url": "redis://:long-and-random@broker.example:6379/0",
}
CARELESS = [
    ({"debug": True}, "DEBUG shows"),
    ({"debug": True, "https": False, "hosts": []}, "DEBUG shows"),
    ({"debug": True, "https": False, "host": "127.0.0.1"}, "DEBUG shows"),
    ({"debug": True, "hosts": [], "host": "127.0.0.1"}, "DEBUG shows"),
    ({"secret_key": "django-insecure-3fX9qLm2Zt8vRk1w"}, "SECRET_KEY can be guessed"),
    ({"secret_key": "please-change-me-please-change-me"}, "SECRET_KEY can be guessed"),
    ({"secret_key": "0" * 64}, "SECRET_KEY can be guessed"),
    ({"secret_key": "abcabcabcabcabcabcabcabcabcabcabcabc"}, "SECRET_KEY can be guessed"),
    ({"hosts": ["*"]}, "ALLOWED_HOSTS must name"),
    ({"hosts": ["descent.example", "*"]}, "ALLOWED_HOSTS must name"),
    ({"hosts": ["."]}, "ALLOWED_HOSTS must name"),
    ({"hosts": ["*"], "host": "127.0.0.1", "https": False}, "ALLOWED_HOSTS must name"),
    ({"redis_url": "redis://broker.example:6379/0"}, "REDIS_URL needs a password"),
    ({"redis_url": "redis://descent@10.0.0.7:6379/0"}, "REDIS_URL needs a password"),
    ({"redis_url": "rediss://broker.example:6379/0"}, "REDIS_URL needs a password"),
]


@pytest.mark.parametrize(("changes", "sentence"), CARELESS, ids=lambda value: str(value)[:60])
def test_a_careless_site_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{sentence}"):
        refuse_carelessness(**{**GOOD, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"host": "192.168.1.7", "https": False},
        {"redis_url": "unix:///data/redis/redis.sock"},
        {"redis_url": "redis://127.0.0.1:6379/0"},
        {"redis_url": "redis://[::1]:6379/0"},
        # Nobody else reaches these.
        {"debug": True, "host": "127.0.0.1", "https": False, "hosts": []},
        {"debug": True, "host": "localhost", "https": False, "hosts": [], "secret_key": "x" * 32},
        {"debug": True, "host": "::1", "https": False, "hosts": [], "redis_url": "redis://broker.example:6379/0"},
    ],
    ids=str,
)
def test_a_careful_site_and_a_developer_s_own_are_not(changes: dict[str, object]) -> None:
    refuse_carelessness(**{**GOOD, **changes})  # type: ignore[arg-type]


def run(home: Path, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean_environment(home, **environment),
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"DEBUG": "yes", "HOST": "0.0.0.0"},
        {"DEBUG": "yes", "HTTPS": "yes"},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": "descent.example", "SECRET_KEY": "change-me-change-me-change-me-change-me"},
        {"HOST": "0.0.0.0", "REDIS_URL": "redis://broker.example:6379/0"},
    ],
    ids=str,
)
def test_serve_says_so_in_one_sentence_and_does_not_start(environment: dict[str, str], tmp_path: Path) -> None:
    result = run(tmp_path, "manage.py", "serve", **environment)
    assert result.returncode != 0
    assert "Traceback" not in result.stdout + result.stderr
    assert any(sentence in result.stdout + result.stderr for _, sentence in CARELESS)


def test_django_s_own_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    environment = {"HTTPS": "yes", "HOST": "0.0.0.0", "ALLOWED_HOSTS": "descent.example"}
    result = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert result.returncode == 0, result.stderr
    careless = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", HTTPS="no")
    assert careless.returncode != 0  # or this test could not fail
