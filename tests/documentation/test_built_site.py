"""The documentation is built without a warning, and everything in it leads somewhere, also without a network."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from docs.site.contents import CHAPTERS
from docs.site.gather import ELSEWHERE, MADE
from tests.documentation.built import build, pages
from tests.running_server import ROOT

DOCS = ROOT / "docs"
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
APP = {"/"}
"""Addresses of the app that serves the site; site.js shows them only there."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documentation")
    build(folder / "site", folder)
    return folder / "site"


def test_every_page_is_there_and_in_the_menu(site: Path) -> None:
    written = {
        str(page.relative_to(DOCS).with_suffix("")) for page in [*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")]
    }
    expected = written | set(MADE) | set(ELSEWHERE)
    assert [name for name in sorted(expected) if not (site / f"{name}.html").is_file()] == []
    menu = {
        unquote(urlsplit(link).path) for tag, link in pages(site)[(site / "index.html").resolve()].links if tag == "a"
    }
    listed = {f"{page}.html" for chapter in CHAPTERS for page in chapter.pages}
    assert listed - menu == set(), "these are listed in docs/site/contents.py and not in the menu"


def test_every_link_and_every_anchor_exists(site: Path) -> None:
    dead = []
    for path, page in pages(site).items():
        for tag, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link in APP:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = target.is_file() and target.is_relative_to(site.resolve())
            if not known or (parts.fragment and unquote(parts.fragment) not in pages(site)[target].anchors):
                dead.append(f"{path.relative_to(site.resolve())}: {tag} {link}")
    assert dead == []


def test_links_to_other_hosts_are_addresses(site: Path) -> None:
    """Whether they answer is not asked here: tests need no network."""
    for path, page in pages(site).items():
        for tag, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert tag == "a", f"{path.name} loads {link} from another host"
                assert parts.scheme in ("http", "https", "mailto"), f"{path.name}: {link}"
                assert HOST.fullmatch(parts.hostname or ""), f"{path.name}: {link}"


def test_nothing_stands_inline_and_styles_ask_nobody(site: Path) -> None:
    assert {path.name: page.inline for path, page in pages(site).items() if page.inline} == {}
    for sheet in site.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", sheet.read_text()), sheet.name
    for script in site.rglob("*.js"):
        assert not re.search(r"""(?:import|fetch|src\s*=)\s*\(?["']https?://""", script.read_text()), script.name


def test_pictures_say_what_they_show(site: Path) -> None:
    for path in pages(site):
        for picture in re.findall(r"<img[^>]*>", path.read_text()):
            assert re.search(r'alt="[^"]{12,}"', picture), f"{path.name}: {picture}"


def test_every_setting_choice_and_route_is_told(site: Path) -> None:
    """A few of each that would be missing first: deep inside, behind a list, or last in a file."""
    fields = (site / "reference" / "spec.html").read_text()
    for path in ("data.split.train", "network.hidden.N.units", "stopping.early.patience", "ensemble.members"):
        assert path in fields, path
    choices = (site / "reference" / "choices.html").read_text()
    for kind in ("nesterov", "he_normal", "log_uniform", "waveforms", "plateau", "gelu", "huber", "population_based"):
        assert f">{kind}</span>" in choices, kind
    assert "/api/experiments/{public_id}/microscope" in (site / "reference" / "api.html").read_text()
    assert "--in-background" in (site / "reference" / "commands.html").read_text()
    assert "RunFinished" in (site / "reference" / "python.html").read_text()
    assert "HANGS_AFTER" in (site / "operators.html").read_text()


def test_words_are_found_without_a_network(site: Path) -> None:
    index = (site / "searchindex.js").read_text()
    assert all(word in index for word in ("nesterov", "envelop", "backup")), "stems, as Sphinx writes them"
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 8_000_000
