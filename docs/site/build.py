"""Builds the site beside the one that is read, and puts it into its place when it is whole."""

import hashlib
import io
import shutil
import tempfile
from pathlib import Path

from docs.site.gather import ROOT, gather
from playground.documentation import BUILDING

SOURCES = ("docs/**/*.*", "training/**/*.py", "playground/**/*.py", "descent/**/*.py", "*.md", "Makefile")
STAMP = "built-from.txt"


class BuildError(Exception):
    """The site could not be built; the message holds what Sphinx has said."""


def build(target: Path) -> None:
    """Build into this folder. Every warning is an error, and what stood there stays until the new site is whole."""
    from sphinx.application import Sphinx  # only who builds needs it

    target.parent.mkdir(parents=True, exist_ok=True)
    for left_over in target.parent.glob(f"{BUILDING}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=BUILDING, dir=target.parent) as name:
        work = Path(name)
        source, made, warnings = work / "source", work / "made", io.StringIO()
        source.mkdir()
        gather(source)
        site = Sphinx(source, source, made, work / "trees", "html", status=None, warning=warnings, freshenv=True)
        site.build()
        if site.statuscode or warnings.getvalue():
            raise BuildError(warnings.getvalue() or "Sphinx has failed without a word.")
        (made / STAMP).write_text(fingerprint())
        _put(made, target)


def _put(made: Path, target: Path) -> None:
    shutil.rmtree(made / ".doctrees", ignore_errors=True)
    (made / ".buildinfo").unlink(missing_ok=True)
    old = made.parent / "old"
    if target.exists():
        target.rename(old)
    made.rename(target)


def is_fresh(target: Path) -> bool:
    """Whether what stands there was built from just these sources."""
    stamp = target / STAMP
    return stamp.exists() and stamp.read_text() == fingerprint()


def fingerprint() -> str:
    """A checksum of everything that the site says something about."""
    checksum = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            checksum.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return checksum.hexdigest()
