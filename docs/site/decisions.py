"""The list of decisions, from their files."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "decisions"


def decisions() -> str:
    """The page: every decision by its number and title."""
    pages = sorted(page for page in FOLDER.glob("*.md") if page.stem != "index")
    begin = "# Decisions\n\nHalf a page each: what was decided, why, what it costs, and what would change our mind.\n\n"
    lines = [f"- [{_title(page)}]({page.name})" for page in pages]
    names = "\n".join(page.stem for page in pages)
    return begin + "\n".join(lines) + f"\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"


def _title(page: Path) -> str:
    return page.read_text().partition("\n")[0].lstrip("# ")
