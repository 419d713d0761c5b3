"""Keeps the rules of the house: who may import what, what is listed where, and what never comes in."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import training
from tests.running_server import ROOT, clean_environment
from training.activations import ACTIVATIONS, Activation
from training.component import Component
from training.datasets import DATASETS, Dataset
from training.expansions import EXPANSIONS, Expansion
from training.initializers import INITIALIZERS, Initializer
from training.input_normalizations import NORMALIZATIONS, Normalization
from training.losses import LOSSES, Loss
from training.optimizers import OPTIMIZERS, Optimizer
from training.schedules import SCHEDULES, Schedule
from training.search import STRATEGIES, Strategy
from training.surfaces import SURFACES, Surface

HEAVY = {"torch", "sklearn", "scipy", "plotly", "optuna", "cmaes"}
FAMILIES: list[tuple[type, tuple[type, ...]]] = [
    (Activation, ACTIVATIONS),
    (Dataset, DATASETS),
    (Expansion, EXPANSIONS),
    (Initializer, INITIALIZERS),
    (Loss, LOSSES),
    (Normalization, NORMALIZATIONS),
    (Optimizer, OPTIMIZERS),
    (Schedule, SCHEDULES),
    (Strategy, STRATEGIES),
    (Surface, SURFACES),
]


def files(*folders: str, ending: str = ".py") -> list[Path]:
    """Our own files in these folders, sorted."""
    found = [path for folder in folders for path in (ROOT / folder).rglob(f"*{ending}")]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(path: Path) -> Iterator[str]:
    """All modules that a file names in imports, wherever in the file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def loaded_after(code: str, home: Path) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after running some code."""
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"]
    return set(subprocess.check_output(command, cwd=ROOT, env=clean_environment(home), text=True).split())


def test_importing_the_engine_loads_neither_torch_nor_the_web(tmp_path: Path) -> None:
    loaded = loaded_after("import training", tmp_path)
    assert "training" in loaded
    assert loaded & {*HEAVY, "django", "celery", "channels", "redis", "playground"} == set()


def test_training_loads_no_web(tmp_path: Path) -> None:
    code = "from training import Spec, train\nnext(iter(train(Spec())))"
    loaded = loaded_after(code, tmp_path)
    assert "torch" in loaded
    assert loaded & {"django", "celery", "channels", "redis", "playground"} == set()


def test_the_web_process_loads_nothing_heavy(tmp_path: Path) -> None:
    loaded = loaded_after("import playground.asgi, playground.urls", tmp_path)
    assert "django" in loaded
    assert loaded & HEAVY == set()


def test_the_engine_never_names_the_web() -> None:
    web = {"playground", "django", "celery", "channels", "redis", "ninja"}
    assert [name_of(path) for path in files("training") if roots(path) & web] == []


def roots(path: Path) -> set[str]:
    """The top-level packages that a file imports from."""
    return {module.split(".")[0] for module in imported(path)}


def test_imports_are_absolute_and_name_what_they_take() -> None:
    for path in files("training", "playground", "benchmarks", "tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
                # Settings that build on others are Django's own custom.
                starred = "*" in [alias.name for alias in node.names] and not path.name.endswith("settings.py")
                assert not starred, f"{name_of(path)}:{node.lineno} imports everything"


def test_every_module_opens_with_its_purpose() -> None:
    silent = [name_of(path) for path in files("training", "playground") if not ast.get_docstring(tree(path))]
    assert [name for name in silent if "migrations/" not in name] == []


def test_nothing_is_unpickled_or_evaluated() -> None:
    unsafe_modules = {"pickle", "marshal", "shelve", "dill", "joblib"}
    unsafe_calls = {"eval", "exec", "compile", "torch.load", "torch.save"}
    for path in files("training", "playground"):
        assert roots(path) & unsafe_modules == set(), name_of(path)
        for node in ast.walk(tree(path)):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert called not in unsafe_calls, f"{name_of(path)}:{node.lineno} calls {called}"


def test_no_file_is_a_drawer_for_everything() -> None:
    names = {path.stem for path in files("training", "playground", "tests", "benchmarks")}
    names |= {path.stem for path in files("static", ending=".js")}
    assert names & {"utils", "util", "helpers", "helper", "common", "misc", "services"} == set()


def test_a_file_holds_one_idea() -> None:
    ours = [*files("training", "playground"), *files("static", ending=".js"), *files("templates", ending=".html")]
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in ours if "migrations" not in path.parts}
    assert {name: lines for name, lines in lengths.items() if lines > 250} == {}


@pytest.mark.parametrize(("base", "listed"), FAMILIES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_member_of_a_family_is_in_its_list(base: type, listed: tuple[type, ...]) -> None:
    for module in pkgutil.walk_packages(training.__path__, "training."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert members(base) == set(listed)
    assert len(listed) == len(set(listed))


def members(base: type) -> set[type]:
    """The classes that a user can choose: they have a kind of their own."""
    found = set()
    for child in base.__subclasses__():
        if "kind" in vars(child).get("__annotations__", {}) or "kind" in vars(child):
            found.add(child)
        found |= members(child)
    return found


def test_kinds_differ_within_a_family_and_helps_exist() -> None:
    for base, listed in FAMILIES:
        if issubclass(base, Component):
            kinds = [get_args(member.model_fields["kind"].annotation)[0] for member in listed]  # type: ignore[attr-defined]
            assert len(set(kinds)) == len(kinds)
        assert all(member.__doc__ for member in listed)


def test_only_one_script_talks_to_plotly() -> None:
    scripts = {name_of(path): path.read_text() for path in files("static", ending=".js")}
    assert [name for name, text in scripts.items() if "window.Plotly" in text] == ["static/js/charts/plotly.js"]
    # Pages begin to load it and charts draw with it; nobody else knows that it exists.
    through = re.compile(r"loadPlotly|/plotly\.js")
    users = {name.rsplit("/", 1)[0] for name, text in scripts.items() if through.search(text)}
    assert users == {"static/js/charts", "static/js/pages"}


def test_scripts_are_our_own_and_readable() -> None:
    for path in files("static", ending=".js"):
        text = path.read_text()
        assert not path.name.endswith(".min.js")
        assert not re.search(r"@license|@preserve|copyright|sourceMappingURL", text, re.IGNORECASE), name_of(path)
        assert max(map(len, text.splitlines()), default=0) < 500, f"{name_of(path)} looks minified"
        elsewhere = re.findall(r"""^(?:import|export|\}).*\bfrom ["']([^."'].*)["'];?$""", text, re.MULTILINE)
        assert elsewhere == [], f"{name_of(path)} imports from elsewhere"


def test_pages_name_no_other_host_and_hold_no_inline_script() -> None:
    for path in files("templates", ending=".html"):
        text = path.read_text()
        assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=[\"'](https?:)?//", text), name_of(path)
        assert not re.search(r"<script(?![^>]*\b(src|type=\"application/json\"))", text), name_of(path)
        assert not re.search(r"\son[a-z]+=", text), name_of(path)
