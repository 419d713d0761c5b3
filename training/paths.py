"""Dotted paths into a spec's JSON: "optimizer.learning_rate", "network.hidden.0.units"."""

from typing import Any

from training.problems import Problem, SpecError


def read(values: Any, path: str) -> Any:
    """The value at a dotted path, or None where it leads nowhere."""
    for key in path.split("."):
        values = _inside(values, key)
    return values


def place(values: dict[str, Any], path: str, value: Any) -> None:
    """Set one value by its dotted path; numbers index lists. Raises SpecError where the path leads nowhere."""
    *parents, last = path.split(".")
    target: Any = values
    for key in parents:
        target = _inside(target, key)
    if isinstance(target, dict) and last in target:
        target[last] = value
    elif isinstance(target, list) and _is_index(last, target):
        target[int(last)] = value
    else:
        raise SpecError([Problem(path, f'There is no setting "{path[:80]}" in this experiment.')])


def _inside(target: Any, key: str) -> Any:
    if isinstance(target, dict):
        return target.get(key)
    if isinstance(target, list) and _is_index(key, target):
        return target[int(key)]
    return None


def _is_index(key: str, target: list[Any]) -> bool:
    """Written in one way only: "00" would be a second name for the first. Python refuses thousands of digits."""
    return key.isdecimal() and len(key) < 10 and int(key) < len(target) and str(int(key)) == key
