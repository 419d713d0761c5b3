"""What `pip install .` gives: the client, with nothing of the server, importable without anything heavy."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.running_server import ROOT

HEAVY = ("torch", "django", "numpy", "plotly", "pandas", "keras", "IPython", "training", "playground")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds. It is built from a copy: setuptools writes beside what it builds."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / "descent", source / "descent", ignore=shutil.ignore_patterns("__pycache__"))
    (source / "training").mkdir()
    (source / "training" / "__init__.py").touch()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    quietly = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    building = [sys.executable, "-m", "pip", "wheel", *quietly, "--wheel-dir", folder, source]
    subprocess.run(building, check=True, capture_output=True, timeout=120)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_holds_the_client_and_nothing_else(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"descent"}
    held = {str(path.relative_to(installed)) for path in (installed / "descent").rglob("*") if path.is_file()}
    ours = {str(path.relative_to(ROOT)) for path in (ROOT / "descent").rglob("*") if path.suffix in (".py", ".typed")}
    assert held == ours
    [about] = installed.glob("*.dist-info/METADATA")
    needed = [line for line in about.read_text().splitlines() if line.startswith("Requires-Dist") and ";" not in line]
    assert [line.split()[1].partition(">")[0] for line in needed] == ["websockets"]


def test_it_is_imported_without_anything_heavy(installed: Path) -> None:
    loading = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); import descent, descent.__main__; print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-I", "-c", loading], check=True, capture_output=True, text=True)
    modules = set(told.stdout.split())
    assert "descent.stream" in modules
    assert modules & set(HEAVY) == set()


def test_nothing_of_the_client_names_the_server() -> None:
    for path in (ROOT / "descent").rglob("*.py"):
        text = path.read_text()
        assert not any(f"{verb} {name}" in text for verb in ("import", "from") for name in ("training", "playground"))


def test_what_the_client_needs_is_what_the_locks_have() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    locked = {line.split("==")[0].lower() for line in (ROOT / "requirements.lock").read_text().splitlines()}
    named = {each.split(">")[0].partition("[")[0].lower() for each in (*project["dependencies"], *extras["server"])}
    assert {name.replace("-", "_") for name in named} <= {name.replace("-", "_") for name in locked}
