"""What all events have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """One fact about one run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: int
    """Number of the run inside its experiment, from 1; 0 where all of them are meant."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, the type first."""
        values = self.model_dump(mode="json")
        return {"type": values.pop("type"), "run": values.pop("run"), **values}
