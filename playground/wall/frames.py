"""A message about a wall: what one kind of spectator may see of what has changed.

{"boot", "version", "after", "mine": {"key", "id"}, "rows": [changed ones], "keys": [all, in order; where they changed],
"classroom": {…}, "pinned": {…} …, each where it changed}. `after` says what the reader knows already; 0 is everything.
"""

from playground import policy
from playground.models import Classroom, Owner
from playground.wall.look import CLASS, STAFF, Wall


def sight_of(owner: Owner | None, classroom: Classroom, as_class: bool) -> str:
    """Which of the boards somebody sees; teachers may ask for that of the class, to show it to everybody."""
    return STAFF if policy.may_read_class(owner, classroom) and not as_class else CLASS


def frame_for(wall: Wall, sight: str, after: int, mine: str) -> str:
    """The text of a frame; `mine` is JSON."""
    return f'{{"mine":{mine},{wall.boards[sight].frame(after)[1:]}'
