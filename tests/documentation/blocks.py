"""What stands between fences in the documentation: `bash` and `json` are tried by tests, all else is only read."""

import re
from pathlib import Path

from tests.running_server import ROOT

FENCED = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    """The blocks of a page in this language, in their order."""
    return [block for name, block in FENCED.findall(text) if name == language]


def documents() -> list[Path]:
    """The pages that are written by hand."""
    return sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
