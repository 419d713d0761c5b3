"""Who may go through which door: what policy.py promises, written down once more, door by door."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.security.cast import (
    GUEST,
    LEFT,
    MATE,
    NOBODY,
    OTHER_TEACHER,
    OWNER,
    STAFF,
    STRANGERS,
    TEACHER,
    TOKEN,
    VIEWER,
)


class Answer(Enum):
    """What somebody is told."""

    IN = "let in"
    READ_ONLY = "403"
    HIDDEN = "404"
    LOGIN = "sent to the log-in"


@dataclass(frozen=True)
class Rule:
    """The answer to somebody at an experiment of this visibility; `body` is what a request carries that is allowed."""

    answer: Callable[[str, str], Answer]
    body: Any = None
    fills: str = "experiment"
    """What the id in the address names."""


def anybody(who: str, visibility: str) -> Answer:
    return Answer.IN


def nobody(who: str, visibility: str) -> Answer:
    return Answer.HIDDEN


def readers(who: str, visibility: str) -> Answer:
    """Its owner, viewers and teachers of the class always; classmates what is shared; strangers what has a link."""
    shared = {"private": set(), "class": {MATE}, "link": {MATE, *STRANGERS}}[visibility]
    return Answer.IN if who in {OWNER, TOKEN, VIEWER, TEACHER} | shared else Answer.HIDDEN


def its_owner(who: str, visibility: str) -> Answer:
    """Whoever may read is told that it is not theirs; from all others it is hidden."""
    if who in (OWNER, TOKEN):
        return Answer.IN
    return Answer.READ_ONLY if readers(who, visibility) is Answer.IN else Answer.HIDDEN


def owner_or_teacher(who: str, visibility: str) -> Answer:
    return Answer.IN if who == TEACHER else its_owner(who, visibility)


def teachers(who: str, visibility: str) -> Answer:
    return Answer.IN if who in (TEACHER, OTHER_TEACHER, STAFF) else Answer.LOGIN


def its_teacher(who: str, visibility: str) -> Answer:
    """Other teachers are not told that there is such a class."""
    if who == TEACHER:
        return Answer.IN
    return Answer.HIDDEN if teachers(who, visibility) is Answer.IN else Answer.LOGIN


def its_members(who: str, visibility: str) -> Answer:
    """Students and viewers: a teacher has no place to leave."""
    return Answer.IN if who in (OWNER, TOKEN, MATE, VIEWER) else Answer.HIDDEN


def its_people(who: str, visibility: str) -> Answer:
    return Answer.IN if who in (OWNER, TOKEN, MATE, VIEWER, TEACHER) else Answer.HIDDEN


def who_runs_it(who: str, visibility: str) -> Answer:
    """Its other people are told that only the teacher may."""
    if who == TEACHER:
        return Answer.IN
    return Answer.READ_ONLY if its_people(who, visibility) is Answer.IN else Answer.HIDDEN


def who_asked(who: str, visibility: str) -> Answer:
    """Nobody else is told that it exists."""
    return Answer.IN if who in (OWNER, TOKEN) else Answer.HIDDEN


def who_may_have_tokens(who: str, visibility: str) -> Answer:
    """Whoever is in a class or logs in, at a page: with a token nobody makes another one."""
    return Answer.READ_ONLY if who in {NOBODY, GUEST, LEFT, TOKEN} else Answer.IN


def staff(who: str, visibility: str) -> Answer:
    return Answer.IN if who == STAFF else Answer.LOGIN


OPEN, READ, OWN, STAFF_ONLY = Rule(anybody), Rule(readers), Rule(its_owner), Rule(staff)
RULES: dict[str, Rule] = {
    **dict.fromkeys(["get /", "get /compare", "get /surface", "get /concepts/", "get /health"], OPEN),
    **dict.fromkeys(["get /docs", "get /docs/"], OPEN),
    # Here nothing is built, so nothing is found: tests/playground/test_documentation.py looks at what is.
    "get /docs/<path:path>": Rule(nobody),
    **dict.fromkeys(["get /health/live", "get /health/ready"], OPEN),
    **dict.fromkeys(["get /nodes", "get /api/nodes"], OPEN),
    # From this machine, as here; from others with the token alone: tests/playground/test_metrics.py.
    "get /metrics": OPEN,
    "get /api/": Rule(nobody),
    **dict.fromkeys(["get /api/docs", "get /api/openapi.json", "get /api/schema", "get /api/exports"], OPEN),
    **dict.fromkeys(["get /api/datasets", "get /api/datasets/waveforms/clips", "get /api/surfaces/schema"], OPEN),
    "post /api/cost": Rule(anybody, {}),
    "post /api/plan": Rule(anybody, {}),
    "post /api/scene": Rule(anybody, {}),
    "post /api/scene/clips": Rule(anybody, {}),
    "post /api/rules": Rule(anybody, {"rule": "w = w - eta*g"}),
    "post /api/formulas": Rule(anybody, {"formula": "w^2"}),
    "post /api/range-test": Rule(anybody, {"spec": {}}),
    "post /api/curvature": Rule(anybody, {"spec": {}}),
    "post /api/experiments": Rule(anybody, {}),
    # Everybody's own: tests/playground/test_own_experiments.py.
    "get /api/experiments": OPEN,
    **dict.fromkeys(["get /lessons", "get /lessons/", "get /lessons/<slug:slug>"], OPEN),
    "post /api/lessons/{slug}/start": Rule(anybody, {}),
    # Without experiments it is refused, but only after whoever asks is let in.
    "post /api/lessons/{slug}/seen": Rule(anybody, {}),
    # An empty table is refused, but only after whoever sends it is let in.
    "post /api/datasets": Rule(anybody, {"csv": "", "target": "b"}),
    "post /api/datasets/inspect": Rule(anybody, {"csv": ""}),
    # Its id is as secret as an answer can be: whoever asked is told it, and nobody else.
    "get /api/measurements/{public_id}": Rule(anybody, fills="measurement"),
    "delete /api/measurements/{public_id}": Rule(who_asked, fills="measurement"),
    **dict.fromkeys(["get /e/<slug:id>", "get /e/<slug:id>/embed", "get /e/<slug:id>/preview.png"], READ),
    "socket /ws/experiments/<slug:id>": READ,
    "get /api/experiments/{public_id}": READ,
    **{
        f"get /api/experiments/{{public_id}}/{name}": READ
        for name in ("events", "history", "importance", "networks", "scene", "scene/clips", "times", "trials",
                     "weights", "test", "export/{form}")
    },
    "post /api/experiments/{public_id}/fork": Rule(readers, {"set": {}}),
    "post /api/experiments/{public_id}/branch": Rule(readers, {"epoch": 0, "set": {}}),
    "post /api/experiments/{public_id}/again": READ,
    "post /api/experiments/{public_id}/loss-slice": Rule(readers, {}),
    "post /api/experiments/{public_id}/microscope": Rule(readers, {}),
    "patch /api/experiments/{public_id}": Rule(its_owner, {"title": "Mine"}),
    "delete /api/experiments/{public_id}": OWN,
    "patch /api/experiments/{public_id}/sharing": Rule(its_owner, {"anonymous": True}),
    "post /api/experiments/{public_id}/control": Rule(owner_or_teacher, {"desired": "stop"}),
    "post /api/experiments/{public_id}/changes": Rule(its_owner, {"set": {"optimizer.learning_rate": 0.1}}),
    "post /api/experiments/{public_id}/test": OWN,
}  # fmt: skip
RULES |= {
    **dict.fromkeys(["get /login", "post /login", "post /logout", "get /join", "get /classes"], OPEN),
    # Whoever knows the code of a class may see its door; only its students have something behind it.
    **dict.fromkeys(["get /join/<str:code>", "post /join/<str:code>"], Rule(anybody, fills="class")),
    **dict.fromkeys(["post /join/<str:code>/return", "post /join/<str:code>/forget"], Rule(anybody, fills="class")),
    **{f"post /join/<str:code>/{name}": Rule(its_members, fills="class") for name in ("code", "enter", "leave")},
    **dict.fromkeys(
        ["get /classes/", "post /classes/", "get /password", "post /password"], Rule(teachers, fills="class")
    ),
    **{f"get /classes/<str:code>{name}": Rule(its_teacher, fills="class") for name in ("", "/poster", "/end")},
    **{
        f"get /classes/<str:code>/lessons{name}": Rule(its_teacher, fills="class")
        for name in ("", "/<slug:slug>", "/<slug:slug>/edit")
    },
    **{
        f"post /classes/<str:code>/lessons/<slug:slug>/{name}": Rule(its_teacher, fills="class")
        for name in ("change", "edit")
    },
    **{
        f"post /classes/<str:code>/{name}": Rule(its_teacher, fills="class")
        for name in (
            "code",
            "codes",
            "limits",
            "places",
            "settings",
            "members/<int:key>",
            "unused",
            "archive",
            "delete",
        )
    },
}
"""Classes and the ways into them."""
RULES |= {
    # Whoever is not in the class is led to its door.
    "get /class/<str:code>": Rule(anybody, fills="class"),
    "socket /ws/classes/<str:code>": Rule(its_people, fills="class"),
    "get /api/classes/{code}/wall": Rule(its_people, fills="class"),
    "get /api/classes/{code}/results": Rule(who_runs_it, fills="class"),
    "post /api/classes/{code}/control": Rule(who_runs_it, {"desired": "pause"}, "class"),
    "put /api/classes/{code}/pin": Rule(who_runs_it, {"experiment": None}, "class"),
    "post /api/classes/{code}/assignments": Rule(who_runs_it, {"title": "A task", "target": 0.9}, "class"),
    "delete /api/classes/{code}/assignments/{key}": Rule(who_runs_it, fills="class"),
    "post /api/classes/{code}/test": Rule(who_runs_it, {"dataset": "circle"}, "class"),
}
"""The wall of a class."""
RULES |= {
    "post /api/posted": Rule(anybody, {"key": "drawn-at-random"}),
    # The experiments of the cast are trained here: after whoever may write is let in, that is refused.
    "post /api/posted/{public_id}/epochs": Rule(its_owner, {"epochs": [{"epoch": 1}]}),
    "post /api/posted/{public_id}/finish": Rule(its_owner, {}),
}
"""Curves from outside: tests/playground/test_posting.py."""
RULES |= {
    # Whoever may have none is told so.
    "get /tokens": Rule(lambda who, visibility: Answer.READ_ONLY if who == TOKEN else Answer.IN),
    "post /tokens": Rule(who_may_have_tokens),
    "post /tokens/<int:key>/revoke": Rule(
        lambda who, visibility: {OWNER: Answer.IN, TOKEN: Answer.READ_ONLY}.get(who, Answer.HIDDEN)
    ),
}
"""Tokens for programs. Those of others are hidden: tests/playground/test_token_page.py."""
# Doors of Django's admin are not listed one by one: STAFF_ONLY is for all of them, but for the log-in itself.
ADMIN_OPEN = {"get /admin/login/", "get /admin/logout/"}


def rule_of(door: str) -> Rule | None:
    """The rule of a door; None for one that nobody has thought of."""
    if door.startswith("get /admin/"):
        return OPEN if door in ADMIN_OPEN else STAFF_ONLY
    return RULES.get(door)
