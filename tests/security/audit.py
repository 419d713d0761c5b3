"""Asks an advisory database about every pinned package: `make audit`. What was not asked is never called safe.

Exit status 0: no open advisory. 1: there are some, listed. 2: not all could be asked about, and why.
"""

import json
import os
import re
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATABASE = os.environ.get("OSV_URL") or "https://api.osv.dev/v1/query"
SECONDS = 30
PINNED = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;+]+)", re.MULTILINE)
"""Name and version; what comes after + in a version says only how it was built."""


def pinned() -> list[tuple[str, str]]:
    """Name and version of everything in all lock files, as the package index spells names."""
    lines = "\n".join(path.read_text() for path in sorted(ROOT.glob("requirements*.lock")))
    return sorted({(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in PINNED.findall(lines)})


def advisories(package: tuple[str, str]) -> list[dict[str, Any]]:
    """What is known against one package, without what was taken back."""
    name, version = package
    question: dict[str, Any] = {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
    found: list[dict[str, Any]] = []
    while True:
        body = json.dumps(question).encode()
        request = urllib.request.Request(DATABASE, body, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            page = json.load(answer)
        found += page.get("vulns", [])
        if not page.get("next_page_token"):
            return [one for one in found if not one.get("withdrawn")]
        question["page_token"] = page["next_page_token"]


def fixes(advisory: dict[str, Any], name: str) -> Iterator[str]:
    """The versions of this package that are said to be safe again."""
    for affected in advisory.get("affected", []):
        if affected.get("package", {}).get("name", "").lower() == name:
            for span in affected.get("ranges", []):
                if span.get("type") == "ECOSYSTEM":
                    yield from (event["fixed"] for event in span["events"] if "fixed" in event)


def sentences(package: tuple[str, str]) -> list[str]:
    """What is open for one package, an advisory each."""
    told = []
    for one in advisories(package):
        names = ", ".join([one["id"], *one.get("aliases", [])])
        fixed = ", ".join(sorted(set(fixes(one, package[0])))) or "nowhere yet"
        about = (one.get("summary") or one.get("details", ""))[:300]
        told.append(f"{' '.join(package)}: {names}, fixed in {fixed}\n  {about}")
    return told


def main() -> int:
    """The exit status."""
    packages = pinned()
    try:
        with ThreadPoolExecutor(8) as pool:
            found = [sentence for told in pool.map(sentences, packages) for sentence in told]
    except (OSError, HTTPException, ValueError, LookupError, TypeError, AttributeError) as problem:
        print(f"NOT AUDITED: {DATABASE} could not be asked about our packages: {problem!r}", file=sys.stderr)
        return 2
    print(*found, sep="\n", end="\n" * bool(found))
    print(f"{len(packages)} packages audited, {len(found)} open {'advisory' if len(found) == 1 else 'advisories'}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
