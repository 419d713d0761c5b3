"""Lays the pages side by side for Sphinx: those written by hand, and those made from the code."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from docs.site.commands import commands
from docs.site.contents import menu
from docs.site.decisions import decisions
from docs.site.http_api import http_api
from docs.site.python_api import python_api
from docs.site.spec_choices import choices
from docs.site.spec_fields import fields

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MADE: dict[str, Callable[[], str]] = {
    "reference/spec": fields,
    "reference/choices": choices,
    "reference/api": http_api,
    "reference/python": python_api,
    "reference/commands": commands,
    "decisions/index": decisions,
}
"""The pages that code writes. They are made by every build, so none can be older than what it describes."""
ELSEWHERE = {"contributors": ROOT / "CONTRIBUTING.md"}
"""Pages that the repository keeps at another place."""
OUT_OF_DOCS = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:\.\./)+(?!site/)([^)]*)\)")
SHARED = ("static/css/tokens.css", "static/js/theme.js", "static/img/icon.svg")
"""Files of the app that the site looks like it with."""


def gather(folder: Path) -> None:
    """Fill an empty folder with everything that Sphinx reads."""
    for page in sorted([*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")]):
        write(folder, str(page.relative_to(DOCS).with_suffix("")), page.read_text())
    for name, page in ELSEWHERE.items():
        write(folder, name, page.read_text().replace("](docs/", "]("))
    for name, make in MADE.items():
        write(folder, name, make())
    for beside in ("pictures", "proxy"):
        if (DOCS / beside).is_dir():
            shutil.copytree(DOCS / beside, folder / beside)
    for picture in DOCS.glob("*.png"):
        shutil.copy(picture, folder)
    pages = {str(page.relative_to(folder).with_suffix("")) for page in folder.rglob("*.md")}
    with (folder / "index.md").open("a") as index:
        index.write(menu(pages))
    _configure(folder)


def write(folder: Path, name: str, text: str) -> None:
    """Write one page. What lies outside of `docs/` is in the repository and not on the site: its name is enough."""
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(OUT_OF_DOCS.sub(r"\1", text))


def _configure(folder: Path) -> None:
    here = Path(__file__).parent
    shutil.copy(here / "conf.py", folder)
    shutil.copytree(here / "theme", folder / "theme")
    (folder / "shared").mkdir()
    for file in SHARED:
        shutil.copy(ROOT / file, folder / "shared")
