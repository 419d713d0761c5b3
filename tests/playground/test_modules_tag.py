"""The tag that names the modules of a page."""

from pathlib import Path

from playground.templatetags.modules import imported

STATIC = Path(__file__).resolve().parents[2] / "static"


def test_every_module_below_an_entry_is_found_once() -> None:
    names = imported("js/pages/playground.js")
    assert names[0] == "js/pages/playground.js"
    assert {"js/history.js", "js/network/stage.js"} < set(names)
    assert len(names) == len(set(names))
    assert [name for name in names if not (STATIC / name).is_file()] == []


def test_every_module_that_is_imported_anywhere_is_found() -> None:
    pages = [path.relative_to(STATIC).as_posix() for path in (STATIC / "js" / "pages").glob("*.js")]
    found = {name for page in pages for name in imported(page)}
    lines = [line for name in found for line in (STATIC / name).read_text().splitlines() if line.startswith("import ")]
    assert len(lines) > 100
    assert all(line.endswith(('.js";', "{", ",")) for line in lines)
