"""Whatever the documentation names exists: commands, options, files, settings, addresses, pictures and specs."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import load_command_class
from django.urls import Resolver404, resolve

from docs.site.commands import managed, modules, targets
from docs.site.http_api import document, routes
from docs.site.spec_fields import fields
from tests.browser.pictures.scenes import SCENES
from tests.browser.pictures.take import LARGEST, place
from tests.documentation.blocks import blocks, documents
from tests.running_server import ROOT
from training import Spec

PATH = re.compile(
    r"`((?:training|playground|tests|static|templates|docs|benchmarks)/[\w./-]*|[\w-]+\.(?:lock|yml|toml)|Makefile)`"
)
MAKE = re.compile(r"^\s*(?:[A-Z_]+=\S+ )*make ([a-z][a-z-]+)", re.MULTILINE)
PAGE = re.compile(r"`(/(?!api/)[a-z][\w/]*)`")
ROUTE = re.compile(r"`(GET|POST|PATCH|DELETE|PUT) /?(?:api/)?([\w/{}-]+)`")
PATHS_ELSEWHERE = {"docs/concepts.md.new"}
DOCUMENTS = pytest.mark.parametrize("page", documents(), ids=lambda page: page.stem)


@DOCUMENTS
def test_commands_exist(page: Path) -> None:
    text = page.read_text()
    code = "\n".join([*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)])
    assert set(MAKE.findall(code)) <= {*targets()}, "make targets"
    called = re.findall(r"manage\.py ([a-z]+)([^\n`|]*)", code)
    assert {name for name, _ in called} <= {*managed(), "createsuperuser", "migrate"}
    for name, rest in called:
        for option in re.findall(r"(?<![\w-])--[a-z-]+", rest.partition("#")[0]):
            command = load_command_class("playground" if name in managed() else "django.core", name)
            assert option in command.create_parser("manage.py", name)._option_string_actions, f"{name} {option}"
    runnable = {*modules(), "pytest"}
    for module in re.findall(r"python -m ([\w.]*\w)", code):
        file = ROOT / module.replace(".", "/")
        assert module in runnable or file.with_suffix(".py").exists() or (file / "__main__.py").exists(), module


@DOCUMENTS
def test_files_exist(page: Path) -> None:
    named = {name for name in PATH.findall(page.read_text()) if not re.search(r"[A-Z]{4}", name)} - PATHS_ELSEWHERE
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@DOCUMENTS
def test_addresses_lead_to_pages(page: Path) -> None:
    for address in PAGE.findall(page.read_text()):
        filled = re.sub(r"\b(ID|CODE|NAME)\b", "ABC123", address)
        found = any(_leads(each) for each in (filled, f"{filled}/", f"{filled}1"))
        assert found or (ROOT / filled.strip("/")).exists() or Path(filled).exists(), address


def _leads(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@DOCUMENTS
def test_routes_of_the_api_exist(page: Path) -> None:
    known = {(method.upper(), _shape(path.removeprefix("/api/"))) for method, path, _ in routes(document())}
    for method, path in ROUTE.findall(page.read_text()):
        shape = _shape(path.strip("/"))
        # Short for a route below an experiment: "POST control".
        assert {(method, shape), (method, f"experiments/*/{shape}")} & known, f"{method} {path}"


def _shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}|\b(?:[A-Z]{2,}|N)\b", "*", path)


@DOCUMENTS
def test_specs_of_pages_are_read(page: Path) -> None:
    for text in blocks(page.read_text(), "json"):
        Spec.parse(json.loads(text))


def test_specs_of_the_reference_are_read() -> None:
    shown = blocks(fields(), "json")
    assert len(shown) == 3
    for text in shown:
        assert Spec.parse(json.loads(text)) != Spec.parse({})


def test_every_picture_exists_is_light_and_is_used() -> None:
    text = "\n".join(page.read_text() for page in documents())
    shown = {ROOT / "docs" / name for name in re.findall(r"\]\((?:docs/)?((?:pictures/)?[\w-]+\.(?:png|webp))\)", text)}
    assert {place(name) for name in SCENES} == shown == {*(ROOT / "docs" / "pictures").iterdir(), place("playground")}
    assert {path.name: path.stat().st_size for path in shown if path.stat().st_size > LARGEST} == {}
