"""What is known of a claim beside one's own runs: in how many fresh seeds it was true when it was checked last."""

from typing import Any

from playground.lessons.course import Taught
from training.lessons import BY_SLUG
from training.lessons.checked import checked
from training.lessons.claims import Claim


def known_of(taught: Taught, claim: Claim) -> dict[str, Any] | None:
    """{held, of, values}; None where nobody checked it, or where a teacher has changed what is trained."""
    found = checked(BY_SLUG[taught.base]) if taught.checked else None
    means = claim.condition.words()
    one = next((each for each in found.claims if each.means == means), None) if found else None
    if one is None:
        return None
    ranges = [f"{each[0]} to {each[-1]}" if each[0] != each[-1] else each[0] for each in one.seen if each]
    return {"held": one.held, "of": one.of, "values": f"Seen there: {'; '.join(ranges)}." if ranges else ""}
