"""What tokens for programs may do: one table from method and address to the scope that it takes."""

READ, TRAIN, POST, CLASS = "read", "train", "post", "class"
SCOPES = {
    READ: "Read: my experiments and those that I may see, with curves and downloads",
    TRAIN: "Train: start experiments, control and change mine, upload tables",
    POST: "Post: show curves that are trained elsewhere, and nothing else",
    CLASS: "Class: read the walls of my classes and, as their teacher, the table of results",
}
SAFE = ("GET", "HEAD", "OPTIONS")
ASKING = tuple(
    f"api/{name}" for name in ("cost", "plan", "rules", "formulas", "scene", "scene/clips", "datasets/inspect")
)
"""These take a body and write nothing."""
PLACES: tuple[tuple[str, str | None, str | None], ...] = (
    ("api/posted", READ, POST),
    ("api/classes/", CLASS, None),
    ("ws/classes/", CLASS, None),
    ("api/", READ, TRAIN),
    ("ws/experiments/", READ, None),
    ("e/", READ, None),
)
"""How an address begins, what reading there takes, and what writing does. None: no token for programs is enough.

Whatever is not named is closed to them, so a new page is closed until somebody opens it. What changes a class, its
people or the tokens themselves is for somebody who sits at a page.
"""


def needed(method: str, route: str) -> str | None:
    """The scope for a request; None where no token is enough."""
    if route in ASKING:
        return READ
    for begins, reading, writing in PLACES:
        if route.startswith(begins):
            return reading if method in SAFE else writing
    return None
