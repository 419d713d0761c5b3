"""The page of every command: make targets, manage.py, and the modules of the engine that run by themselves."""

import re
from argparse import Action, _HelpAction
from pathlib import Path

import django
from django.core.management import load_command_class

from docs.site.facts import plain

ROOT = Path(__file__).resolve().parents[2]
TARGET = re.compile(r"^([a-z-]+):.*?## (.*)$", re.MULTILINE)
HEAD = "# Every command\n\nMade from the Makefile and from what each command says of itself.\n"


def commands() -> str:
    """The whole page."""
    return "\n".join([HEAD, _make(), _manage(), _modules()])


def targets() -> dict[str, str]:
    """The targets of the Makefile, with the line that `make` shows."""
    return dict(TARGET.findall((ROOT / "Makefile").read_text()))


def managed() -> list[str]:
    """The commands of `manage.py` that Descent brings."""
    folder = ROOT / "playground" / "management" / "commands"
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def modules() -> list[str]:
    """The modules of the engine that `python -m` runs, beginning with the engine itself."""
    found = [path.parent for path in (ROOT / "training").rglob("__main__.py")]
    alone = [path for path in (ROOT / "training").rglob("*.py") if _runs(path)]
    paths = sorted({*found, *(path.with_suffix("") for path in alone)})
    return [str(path.relative_to(ROOT)).replace("/", ".") for path in paths]


def _runs(path: Path) -> bool:
    return path.name != "__main__.py" and '__name__ == "__main__"' in path.read_text()


def _make() -> str:
    rows = "\n".join(f"| `make {name}` | {_cell(says)} |" for name, says in targets().items())
    return f"## make\n\n| command | what it does |\n|---|---|\n{rows}\n"


def _manage() -> str:
    django.setup()
    begin = "## manage.py\n\nCalled as `.venv/bin/python manage.py NAME`.\n\n"
    return begin + "\n".join(_managed(name) for name in managed())


def _managed(name: str) -> str:
    command = load_command_class("playground", name)
    parser = command.create_parser("manage.py", name)
    # Django's own options, such as --verbosity, come after --version.
    listed = [action for action in parser._actions if not isinstance(action, _HelpAction)]
    ours = [action for action in listed if not set(action.option_strings) & set(_of_django())]
    rows = "".join(f"- {_option(action)}\n" for action in ours)
    return f"### `manage.py {name}`\n\n{plain(command.help)}\n\n{rows}"


def _of_django() -> list[str]:
    bare = load_command_class("django.core", "check").create_parser("manage.py", "check")
    return [name for action in bare._actions for name in action.option_strings if name not in ("--tag", "--database")]


def _option(action: Action) -> str:
    name = action.option_strings[-1] if action.option_strings else action.dest
    value = "" if action.nargs == 0 or not action.option_strings else f" {action.metavar or action.dest.upper()}"
    chosen = f" (one of {', '.join(f'`{one}`' for one in action.choices)})" if action.choices else ""
    return f"`{name}{value}`{chosen}: {plain(action.help or 'see above')}"


def _modules() -> str:
    begin = "## The engine without the web\n\nCalled as `.venv/bin/python -m NAME`; `-` reads standard input.\n\n"
    return begin + "\n".join(_module(name) for name in modules())


def _module(name: str) -> str:
    folder = ROOT / name.replace(".", "/")
    file = folder / "__main__.py" if folder.is_dir() else folder.with_suffix(".py")
    says = re.match(r'"""(.*?)"""', file.read_text(), re.DOTALL)
    told = [" ".join(part.split()) for part in says[1].split("\n\n")] if says else []
    return f"### `python -m {name}`\n\n" + "\n\n".join(keep_code(part) for part in told) + "\n"


def keep_code(text: str) -> str:
    """Prose in which only what stands between backticks means something to Markdown."""
    parts = text.split("`")
    return "`".join(part if index % 2 else plain(part) for index, part in enumerate(parts))


def _cell(text: str) -> str:
    return plain(text)
