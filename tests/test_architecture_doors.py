"""Keeps the rule that every door of the site says who may go through it; `tests/security/rules.py` is the list."""

import re

from tests.security.addresses import doors
from tests.security.cast import EVERYBODY
from tests.security.rules import RULES, rule_of

HOW = """
Nobody has said yet who may go through these doors, so nobody would notice if they let strangers in. Write a line for
each into RULES in tests/security/rules.py: who is let in (`readers`, `its_owner`, `its_teacher`, `anybody`, see there)
and, for a door that writes, a body that fits. Where these guesses are right, take them:

{lines}

Then run tests/security/test_authorisation.py: it knocks as {people}.
"""


def line_of(door: str) -> str:
    """What to write for a door, as far as one can guess it."""
    of_class = re.search(r"/(class|classes|join)/[<{]", door)
    answer = "its_teacher" if of_class else "readers" if re.search(r"[<{]", door) else "anybody"
    body = "" if door.startswith(("get", "socket")) else ", {}"
    fills = ', fills="class"' if of_class else ""
    return f'    "{door}": Rule({answer}{body}{fills}),'


def test_every_door_has_a_rule_and_every_rule_a_door() -> None:
    listed = doors()
    lines = "\n".join(line_of(door) for door in sorted(listed) if rule_of(door) is None)
    assert not lines, HOW.format(lines=lines, people=", ".join(EVERYBODY))
    assert sorted(set(RULES) - listed) == [], "Take these out of tests/security/rules.py: they lead nowhere."
