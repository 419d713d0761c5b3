"""The documentation as it is built, once for a test process, and what a page of it holds."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.running_server import ROOT, clean_environment

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


def build(folder: Path, home: Path) -> None:
    """Build it there as the image does, from the files that the image has; what Sphinx warns of is an error."""
    image = home / "image"
    lay_out(image)
    command = [sys.executable, "manage.py", "documentation", "--folder", str(folder)]
    done = subprocess.run(command, cwd=image, env=clean_environment(home), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def lay_out(image: Path) -> None:
    """Copy what the Dockerfile copies up to the stage of the documentation, as far as .dockerignore lets it in."""
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")]
    stages, _ = (ROOT / "Dockerfile").read_text().split("COPY --from=documentation")
    for line in re.findall(r"^COPY (.+) \S+$", stages, re.MULTILINE):
        for name in line.split():
            assert name in let_in, f"{name} is copied in the Dockerfile, and .dockerignore keeps it out"
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, image / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                image.mkdir(exist_ok=True)
                shutil.copy(path, image)


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
