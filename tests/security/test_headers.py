"""What every answer carries, page by page: nothing inline, nothing from elsewhere, no devices, no robots, no frames."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse

from tests.running_server import ROOT, clean_environment
from tests.security.addresses import doors
from tests.security.cast import EVERYBODY, OWNER, Cast
from tests.security.rules import Answer, rule_of
from tests.security.test_authorisation import knock

LISTED = {"get /", "get /surface", "get /concepts/", "get /docs/", "get /docs/<path:path>"}
"""What a search engine may know of."""
FRAMED = {"get /e/<slug:id>/embed"}
FRAMES = {"get /class/<str:code>"}
"""The wall shows the pinned experiment in a frame of this site."""


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def looked_at(cast: Cast) -> dict[str, HttpResponse]:
    """What everybody's doors answer to those who are let in, and what is not there at all."""
    made = cast.experiment("link")
    answers = {"get /nothing": cast.browsers[OWNER].get("/nothing")}
    for door in sorted(door for door in doors() if door.startswith("get ")):
        if rule := rule_of(door):
            who = next((who for who in (OWNER, *EVERYBODY) if rule.answer(who, "link") is Answer.IN), OWNER)
            answers[door] = knock(cast, who, door, rule, made)
    return answers


def test_every_answer_has_all_headers_of_care(cast: Cast) -> None:
    for door, answer in looked_at(cast).items():
        assert answer["X-Content-Type-Options"] == "nosniff", door
        assert answer["Referrer-Policy"] == "same-origin", door
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", door
        assert "camera=()" in answer["Permissions-Policy"], door
        assert "microphone=()" in answer["Permissions-Policy"], door
        assert ("noindex" in answer.get("X-Robots-Tag", "")) == (door not in LISTED), door
        assert "Server" not in answer
        assert "X-Powered-By" not in answer


def test_every_answer_forbids_what_is_inline_and_what_is_from_elsewhere(cast: Cast) -> None:
    for door, answer in looked_at(cast).items():
        policy = answer["Content-Security-Policy"]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
        framed = door in FRAMED
        assert directives == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "style-src-attr": "'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "connect-src": "'self'",
            "font-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "*" if framed else "'none'",
            **({"frame-src": "'self'"} if door in FRAMES else {}),
        }, door
        assert answer.get("X-Frame-Options") == (None if framed else "DENY"), door


def test_no_page_has_anything_inline(cast: Cast) -> None:
    pages = {door: answer for door, answer in looked_at(cast).items() if answer["Content-Type"].startswith("text/html")}
    assert len(pages) > 15
    for door, answer in pages.items():
        html = answer.content.decode()
        assert not re.search(r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")""", html), door
        assert not re.search(r"<style|\son[a-z]+\s*=|javascript:", html), door
        assert not re.search(r"""(?:src|action)=["']?(?:https?:)?//""", html), door


SHOW = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
behind = Client(headers={"X-Forwarded-Proto": "https", "Host": "descent.example"})
answer = behind.get("/")
plain = Client(headers={"Host": "descent.example"}).get("/")
cookie = answer.cookies["csrftoken"]
names = [name for name in dir(settings) if "COOKIE" in name]
print(json.dumps({"hsts": answer.get("Strict-Transport-Security"), "plain": plain.get("Strict-Transport-Security"),
                  "secure": cookie["secure"], "samesite": cookie["samesite"], "status": answer.status_code,
                  **{name: getattr(settings, name) for name in names}}))
"""


def test_behind_https_cookies_stay_there_and_browsers_come_back_by_it(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text(manifest())
    environment = clean_environment(
        tmp_path, HTTPS="yes", ALLOWED_HOSTS="descent.example", DJANGO_SETTINGS_MODULE="playground.settings"
    )
    printed = subprocess.check_output([sys.executable, "-c", SHOW], cwd=ROOT, env=environment, text=True)
    found = json.loads(printed)
    assert found["status"] == 200
    assert found["hsts"] == f"max-age={365 * 24 * 3600}"
    assert found["plain"] is None
    assert found["secure"] is True
    assert found["samesite"] == "Lax"
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_SAMESITE"] == found["CSRF_COOKIE_SAMESITE"] == "Lax"
    assert found["SESSION_COOKIE_DOMAIN"] is found["CSRF_COOKIE_DOMAIN"] is None


def manifest() -> str:
    """As if static files had been gathered: every file under its own name."""
    folders = (ROOT / "static",)
    names = [str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*") if path.is_file()]
    names.append("plotly/plotly.min.js")
    return json.dumps({"paths": {name: name for name in names}, "version": "1.1", "hash": "x"})
