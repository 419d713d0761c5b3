"""What is wrong with a spec, in sentences a student understands, each at the path of its field."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: the dotted path of the field ("" for the whole) and a sentence."""

    loc: str
    msg: str

    def to_dict(self) -> dict[str, str]:
        """The form of the API and of the command line."""
        return {"loc": self.loc, "msg": self.msg}


class SpecError(ValueError):
    """A spec that cannot be trained; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.loc}: {problem.msg}" for problem in problems))
        self.problems = problems


def from_pydantic(error: ValidationError, values: Any) -> list[Problem]:
    """Translate pydantic's errors; several about one field (a union's alternatives) become one."""
    problems: dict[str, Problem] = {}
    for item in error.errors(include_url=False):
        loc = _path(item["loc"], values, item["type"])
        problems.setdefault(loc, Problem(loc, sentence(item, loc)))
    # Of a list with a bad item pydantic also says that it is too short.
    return [one for one in problems.values() if not any(other.startswith(f"{one.loc}.") for other in problems)]


def _path(loc: tuple[int | str, ...], values: Any, kind: str) -> str:
    """Pydantic puts the chosen kind of a union into the path ("optimizer", "adam", "beta1"); students did not."""
    steps: list[str] = []
    current = values
    for position, step in enumerate(loc):
        if isinstance(current, dict):
            # A kind that was left out stands in the path as well, before the field that is wrong.
            if step not in current and (step == current.get("kind") or (position and position + 1 < len(loc))):
                continue
            steps.append(str(step))
            current = current.get(step)
        elif isinstance(current, list | tuple) and isinstance(step, int) and step < len(current):
            steps.append(str(step))
            current = current[step]
        elif position == 0:
            steps.append(str(step))
    if kind.startswith("union_tag"):
        steps.append("kind")
    return ".".join(steps)


def sentence(item: Any, loc: str) -> str:
    """One of pydantic's errors in our words."""
    context, value = item.get("ctx", {}), item.get("input")
    shown = _shown(value) if "input" in item else "This"
    it_is = f"; it is {shown}" if "input" in item else ""
    match item["type"]:
        case "extra_forbidden":
            return f'There is no setting "{loc.rsplit(".", 1)[-1]}" here.'
        case "missing":
            return "This setting is required."
        case "union_tag_invalid":
            known = context["expected_tags"].replace("'", "")
            if not isinstance(value["kind"], str):
                return f"{_shown(value['kind'])} is not known here. Choose one of: {known}."
            tag = str(context["tag"])
            near = get_close_matches(tag, known.split(", "), 1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            return f'"{tag[:40]}" is not known here. Choose one of: {known}.{hint}'
        case "union_tag_not_found":
            return 'This needs a "kind" that says which one is meant.'
        case "literal_error":
            expected = context["expected"].replace("'", '"')
            return f"{shown} is not possible here. Choose {expected}."
        case "greater_than_equal":
            return f"This must be at least {_limit(context['ge'])}{it_is}."
        case "greater_than":
            return f"This must be greater than {_limit(context['gt'])}{it_is}."
        case "less_than_equal":
            return f"This must be at most {_limit(context['le'])}{it_is}."
        case "less_than":
            return f"This must be less than {_limit(context['lt'])}{it_is}."
        case "finite_number":
            return "This must be a finite number."
        case "int_type" | "int_from_float" | "int_parsing" | "int_parsing_size":
            return f"This must be a whole number{it_is}."
        case "float_type" | "float_parsing":
            return f"This must be a number{it_is}."
        case "bool_type" | "bool_parsing":
            return f"This must be true or false{it_is}."
        case "string_type":
            return f"This must be a text{it_is}."
        case "string_too_long":
            return f"This is too long: at most {context['max_length']} characters."
        case "string_too_short":
            return "This must not be empty."
        case "string_pattern_mismatch" | "string_unicode":
            return "This contains characters that are not allowed."
        case "too_long":
            return f"These are too many: at most {context['max_length']}, here are {context['actual_length']}."
        case "too_short":
            return f"These are too few: at least {context['min_length']}."
        case "tuple_type" | "list_type":
            return f"This must be a list{it_is}."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"This must be a group of settings in braces{it_is}."
        case "value_error":
            return str(context["error"])
    return str(item["msg"]) + "."


def _limit(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _shown(value: Any) -> str:
    """The value as the student typed it, cut short."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        return f'"{value[:40]}"'
    if isinstance(value, int) and abs(value) >= 10**15:
        return "a huge number"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return "a list" if isinstance(value, list | tuple) else "a group of settings"
