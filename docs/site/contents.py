"""What the site holds, in the order of its menu. Names are those of the pages below `docs/`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """One part of the menu."""

    title: str
    pages: tuple[str, ...]


CHAPTERS = (
    Chapter("Begin", ("start", "students", "teachers", "client", "links")),
    Chapter("Learn", ("concepts", "glossary", "playground-parity")),
    Chapter("Run a server", ("operators", "deploy", "security", "drills", "load", "performance")),
    Chapter(
        "Look up",
        (
            "reference/spec",
            "reference/choices",
            "reference/api",
            "reference/python",
            "exports",
            "reference/commands",
        ),
    ),
    Chapter("Build on it", ("contributors", "decisions/index")),
)


def menu(there: set[str]) -> str:
    """The menu as Sphinx reads it: the chapters with whatever page nobody has listed, so that none is out of reach."""
    listed = {page for chapter in CHAPTERS for page in chapter.pages}
    others = sorted(page for page in there - listed - {"index"} if "/" not in page)
    chapters = [*CHAPTERS, Chapter("More", tuple(others))]
    return "\n".join(_chapter(chapter, there) for chapter in chapters if there & set(chapter.pages))


def _chapter(chapter: Chapter, there: set[str]) -> str:
    pages = "\n".join(page for page in chapter.pages if page in there)
    return f"\n```{{toctree}}\n:hidden:\n:maxdepth: 2\n:caption: {chapter.title}\n\n{pages}\n```\n"
