"""The documentation as it is built, once for a test process, and what a page of it holds."""

import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.running_server import ROOT, clean_environment

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


def build(folder: Path, home: Path) -> None:
    """Build it there as `make docs` does; what Sphinx warns of is an error."""
    command = [sys.executable, "manage.py", "documentation", "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(home), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@dataclass
class Page(HTMLParser):
    """A page: its anchors, its links with the element that has them, and what stands inline."""

    path: Path
    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open = ""
        self.feed(self.path.read_text())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        self.anchors |= {named[name] for name in ("id", "name") if named.get(name)}
        if LINKS.get(tag) in named:
            self.links.append((tag, named[LINKS[tag]]))
        self.inline += [f"{tag} {name}" for name in named if name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in named):
            self.inline.append(tag)


@cache
def pages(folder: Path) -> dict[Path, Page]:
    """All pages of a site by their files."""
    return {path.resolve(): Page(path) for path in sorted(folder.rglob("*.html"))}
