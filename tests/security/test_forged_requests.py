"""What another site makes a visitor's browser send changes nothing here, at any door (ASVS 3.5.1, 3.5.2)."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.security.addresses import doors, filled
from tests.security.cast import EVERYBODY, OWNER, Cast
from tests.security.rules import RULES, Answer
from tests.security.test_authorisation import named

HARMLESS = {f"post /api/{name}" for name in ("cost", "plan", "scene", "scene/clips", "rules", "formulas")}
"""They only calculate, so a page elsewhere could as well ask without the visitor."""
KINDS = ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
SESSIONS = "sessions.session"
"""Who comes for the first time may be given an empty one."""


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def writing() -> list[str]:
    return sorted(door for door in RULES if door in doors() and not door.startswith(("get", "socket")))


def book() -> dict[str, list[Any]]:
    """Everything that is written anywhere."""
    models = [model for model in apps.get_models() if model._meta.label_lower != SESSIONS]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def forging(browser: Client) -> Client:
    """The same cookies in a browser whose page is another site's."""
    forger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forger.cookies = browser.cookies
    forger.cookies["csrftoken"] = "x" * 32
    return forger


@pytest.mark.parametrize("door", writing())
def test_no_door_that_writes_hears_what_another_site_sends(door: str, cast: Cast) -> None:
    rule, made = RULES[door], cast.experiment("link")
    who = next(who for who in (OWNER, *EVERYBODY) if rule.answer(who, "link") is Answer.IN)
    method, _, address = door.partition(" ")
    address = filled(address, named(cast, rule, made), key=str(cast.mate.pk))
    before, forger = book(), forging(cast.browsers[who])
    for kind in KINDS:
        for origin in ("http://evil.example", "null"):
            headers, body = {"Origin": origin}, json.dumps(rule.body or {})
            answer = forger.generic(method.upper(), address, body, kind, headers=headers)
            assert answer.status_code in range(400, 500) or door in HARMLESS, (kind, origin, answer.content[:200])
            assert book() == before, (kind, origin, answer.status_code)
