"""Puts the table of a server's settings, which the README has, into the page of operators."""

PLACE = "<!-- settings of a server -->"


def operators(page: str, readme: str) -> str:
    """The page with the table at its place."""
    lines = readme.splitlines()
    start = lines.index("| variable | meaning | default |")
    end = next(index for index in range(start, len(lines)) if not lines[index].startswith("|"))
    if PLACE not in page:
        raise ValueError(f"docs/operators.md has lost its line {PLACE!r}.")
    return page.replace(PLACE, "\n".join(lines[start:end]))
