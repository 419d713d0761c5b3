"""The built documentation at /docs/: its own files and nothing else, and a word where it has not been built."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

client = Client()


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Path:
    """A small site that was built, with a secret beside it."""
    folder = tmp_path / "docs"
    (folder / "_static").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>Descent</h1>")
    (folder / "_static" / "site.css").write_text("a { color: red; }")
    (tmp_path / "secret_key").write_text("hush")
    settings.DOCUMENTATION = folder
    return folder


def test_pages_and_their_parts_are_found_and_typed(site: Path) -> None:
    first, style = client.get("/docs/"), client.get("/docs/_static/site.css")
    assert (first.content, first["Content-Type"]) == (b"<h1>Descent</h1>", "text/html; charset=utf-8")
    assert (style.content, style["Content-Type"].partition(";")[0]) == (b"a { color: red; }", "text/css")
    assert client.get("/docs")["Location"] == "/docs/"


def test_what_has_not_changed_is_not_sent_again(site: Path) -> None:
    first = client.get("/docs/index.html")
    again = client.get("/docs/index.html", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (first["Cache-Control"], again.status_code, again.content) == ("no-cache", 304, b"")


@pytest.mark.parametrize(
    "path",
    ["../secret_key", "%2e%2e/secret_key", "..%2fsecret_key", "/etc/passwd", "//etc/passwd", "_static/../../secret_key",
     "_static", "_static/", "index.html/", "nothing", "\0", "x" * 5000, "link"],
    ids=lambda path: path[:16].replace("\0", "zero"),
)  # fmt: skip
def test_nothing_else_is_found(site: Path, path: str) -> None:
    (site / "link").symlink_to(site.parent / "secret_key")
    answer = client.get(f"/docs/{path}".replace("\0", "%00"))
    assert answer.status_code == 404
    assert b"hush" not in answer.content


def test_who_comes_before_it_is_built_reads_how_that_is_done(tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTATION = tmp_path / "docs"
    answer = client.get("/docs/")
    assert "make docs" in answer.content.decode()
    assert "Refresh" not in answer
    growing = tmp_path / "descent-docs-1"
    growing.mkdir()
    assert client.get("/docs/")["Refresh"] == "3; url=/docs/"
    os.utime(growing, (0, time.time() - 1000))
    assert "Refresh" not in client.get("/docs/"), "whoever was building has been killed"


def test_the_app_leads_to_it() -> None:
    assert client.get("/concepts/").content.decode().count('href="/docs/"') == 2


def test_without_its_sources_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docs.site.build", None)
    with pytest.raises(CommandError, match="make docs"):
        call_command("documentation", folder=tmp_path / "docs")
