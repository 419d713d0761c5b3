"""How a setting is declared: bounds, default, and what the form needs to draw it."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AliasChoices, Field
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_plain_validator_function


def number(
    default: float | None,
    *,
    title: str,
    help: str,
    low: float | None = None,
    high: float | None = None,
    above: float | None = None,
    below: float | None = None,
    log: bool = False,
    live: bool = False,
    choices: Sequence[float] = (),
    unit: str = "",
    datasets: Sequence[str] = (),
    empty: str = "off",
    source: str = "",
) -> Any:
    """A finite number in [low, high], or (above, below) where an end is excluded.

    `log` asks for a logarithmic slider, `live` says that the setting may change while a run trains,
    `choices` are the sensible values that the form offers first, `datasets` are the data sets that it concerns, where
    it does not concern all, `empty` is what no number at all means, and `source` is where one can read more.
    """
    extra: dict[str, Any] = {"x-live": live, "x-scale": "log" if log else "linear"}
    if default is None:
        extra["x-empty"] = empty
    if choices:
        extra["x-choices"] = list(choices)
    if unit:
        extra["x-unit"] = unit
    if datasets:
        extra["x-datasets"] = list(datasets)
    if source:
        extra["x-source"] = source
    return Field(
        default,
        title=title,
        description=help,
        ge=low,
        le=high,
        gt=above,
        lt=below,
        strict=True,
        allow_inf_nan=False,
        json_schema_extra=extra,
    )


def whole(
    default: int | None,
    low: int,
    high: int,
    title: str,
    help: str,
    live: bool = False,
    unit: str = "",
    empty: str = "all",
    needs: str = "",
    source: str = "",
) -> Any:
    """A whole number in [low, high].

    `empty` is what no number at all means; `needs` names the setting beside it without which it does nothing; `source`
    is where one can read more.
    """
    extra = {"x-unit": unit} if unit else {}
    if source:
        extra["x-source"] = source
    if needs:
        extra["x-needs"] = needs
    if default is None:
        extra["x-empty"] = empty
    return Field(
        default,
        title=title,
        description=help,
        ge=low,
        le=high,
        strict=True,
        json_schema_extra={"x-live": live, **extra},
    )


def formerly(name: str, *others: str) -> Any:
    """For `Annotated`: the field called `name` is also accepted under its older names."""
    return Field(validation_alias=AliasChoices(name, *others))


def switch(default: bool, *, title: str, help: str, live: bool = False, source: str = "") -> Any:
    """A setting that is on or off; `source` is where one can read more."""
    extra = {"x-source": source} if source else {}
    return Field(default, title=title, description=help, strict=True, json_schema_extra={"x-live": live, **extra})


def group(factory: Any, *, title: str, help: str, live: bool = False) -> Any:
    """A group of settings inside the spec, in the order and with the headings of the course; `live` as a whole."""
    extra: dict[str, Any] = {"x-group": title, **({"x-live": True} if live else {})}
    return Field(default_factory=factory, title=title, description=help, json_schema_extra=extra)


class _Later:
    def __init__(self, check: Any, neutral: Any) -> None:
        self.check, self.neutral = check, neutral

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"const": self.neutral}


def later(neutral: Any) -> Any:
    """For `Annotated`: the format knows this setting, this version cannot do it yet, and only `neutral` passes."""

    def check(value: Any) -> Any:
        if value == neutral and isinstance(value, bool) == isinstance(neutral, bool):
            return neutral
        shown = {"None": "null", "False": "false"}.get(str(neutral), "0")
        raise ValueError(f"This setting is not available yet; leave it at {shown}.")

    return _Later(check, neutral)


def not_yet(neutral: Any, title: str) -> Any:
    """The field that goes with `later`."""
    return Field(neutral, title=title, description="Not available yet.", json_schema_extra={"x-hidden": True})


NoneYet = Annotated[None, later(None)]
ZeroYet = Annotated[float, later(0.0)]
OffYet = Annotated[bool, later(False)]
