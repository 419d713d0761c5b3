"""The page of the Python functions and classes, from their signatures and docstrings; nothing of them is imported."""

import ast
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from docs.site.commands import keep_code
from docs.site.facts import plain

ROOT = Path(__file__).resolve().parents[2]
LIBRARY: dict[str, str] = {
    "training.spec": "Descriptions of experiments",
    "training.experiment": "Training",
    "training.events": "What comes out",
    "training.problems": "What is refused",
    "training.range_test": "Looking for a learning rate",
    "training.curvature": "The largest learning rate",
    "training.surfaces": "Error surfaces",
    "training.microscope": "Single updates",
    "training.loss_slice": "The loss around a network",
    "training.exports": "Exports",
    "training.exports.recorded": "What exports are made of",
    "descent": "The client for a server",
    "descent.client": "The client, call by call",
    "descent.experiment": "An experiment on a server",
}
"""Modules that others may build on, with what they are for."""
BEGIN = """\
# Python

`training` is the engine as a library: no web, no database. Importing it is cheap; PyTorch is loaded with `train`.

```python
from training import Spec, train

spec = Spec.parse({"data": {"dataset": "xor"}, "stopping": {"epochs": 5}})
for event in train(spec):
    print(event.model_dump_json())
```

This page is made from signatures and docstrings.
"""
Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def python_api() -> str:
    """The whole page."""
    parts = [_module(name, title) for name, title in LIBRARY.items()]
    return BEGIN + "".join(parts)


def _file(module: str) -> Path:
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _module(name: str, title: str) -> str:
    tree = ast.parse(_file(name).read_text())
    head = f"\n## {title}: `{name}`\n\n{_told(tree)}\n"
    return head + "".join(_named(one) for one in _public(tree))


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[Named]:
    for one in tree.body:
        if isinstance(one, Named) and not one.name.startswith("_") and ast.get_docstring(one):
            yield one


def _named(one: Named) -> str:
    if not isinstance(one, ast.ClassDef):
        return f"\n### `{one.name}`\n\n```python\n{_signature(one)}\n```\n\n{_told(one)}\n"
    bases = ", ".join(ast.unparse(base) for base in one.bases)
    fields = "".join(f"- `{name}`: `{kind}`{told}\n" for name, kind, told in _fields(one))
    calls = [each for each in _public(one) if not isinstance(each, ast.ClassDef)]
    methods = "".join(f"\n`{_signature(each)}`\n: {_told(each, ' ')}\n" for each in calls)
    kept = f"\n\n{fields}" if fields else "\n"
    return f"\n### `{one.name}`\n\n`class {one.name}({bases})`\n\n{_told(one)}{kept}{methods}"


def _fields(one: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Fields with their types, and what the string below each says of it."""
    for line, after in zip(one.body, [*one.body[1:], None], strict=True):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not line.target.id.startswith("_"):
            told = after.value if isinstance(after, ast.Expr) else None
            says = told.value if isinstance(told, ast.Constant) and isinstance(told.value, str) else ""
            yield line.target.id, _kind(line.annotation), f", {_prose(says)}" if says else ""


def _kind(annotation: ast.expr) -> str:
    """The type without what only the validation needs."""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Annotated":
        inner = annotation.slice
        return ast.unparse(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
    return ast.unparse(annotation)


def _signature(one: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    kind = "async def" if isinstance(one, ast.AsyncFunctionDef) else "def"
    gives = f" -> {ast.unparse(one.returns)}" if one.returns else ""
    return f"{kind} {one.name}({ast.unparse(one.args)}){gives}"


def _told(one: ast.Module | Named, between: str = "\n\n") -> str:
    return between.join(_prose(part) for part in (ast.get_docstring(one) or "").split("\n\n"))


def _prose(text: str) -> str:
    flat = " ".join(cleandoc(text).split())
    return keep_code(flat) if flat.count("`") % 2 == 0 else plain(flat)
