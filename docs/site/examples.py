"""An example for every route of the API: written as curl on its page, and sent to a real server by a test."""

import json
from dataclasses import dataclass
from typing import Any, Literal

SEARCH = {
    "stopping": {"epochs": 2},
    "vary": {
        "kind": "random",
        "trials": 4,
        "axes": {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1}},
    },
}


@dataclass(frozen=True)
class Example:
    """One request. `$ID`, `$TOKEN`, `$SITE`, `$CODE` and the like stand for what a reader has to fill in."""

    route: str
    """Method and path as OpenAPI has them."""
    address: str
    body: Any = None
    who: Literal["anybody", "owner", "teacher"] = "anybody"
    of: str = "finished"
    """Which experiment `$ID` has to be: one that has finished, one that is running, or a search."""
    keeps: str = ""
    """The variable that takes the id of what was made; its token becomes `$TOKEN`."""
    status: int = 200

    def curl(self) -> str:
        """As one types it, with line breaks where it gets long."""
        method = self.route.partition(" ")[0].upper()
        parts = [f'curl -s "$SITE{self.address}"']
        parts += [f"-X {method}"] if method not in ("GET", "POST") or (method == "POST" and self.body is None) else []
        parts += ['-H "Authorization: Bearer $TOKEN"'] if self.who == "owner" else []
        parts += ['-H "Cookie: sessionid=$SESSION; csrftoken=$CSRF" -H "X-CSRFToken: $CSRF"'] * (self.who == "teacher")
        parts += [f"-H 'Content-Type: application/json' -d '{json.dumps(self.body)}'"] if self.body is not None else []
        return " \\\n  ".join(parts)


def _of(name: str, method: str = "get", **more: Any) -> Example:
    """An example of something below an experiment."""
    path = name.partition("?")[0]
    return Example(f"{method} /api/experiments/{{public_id}}{path}", f"/api/experiments/$ID{name}", **more)


def _class(name: str, method: str, body: Any = None, status: int = 200) -> Example:
    path = name.partition("?")[0]
    return Example(f"{method} /api/classes/{{code}}{path}", f"/api/classes/$CODE{name}", body, "teacher", status=status)


EXAMPLES = (
    Example("get /api/schema", "/api/schema"),
    Example("post /api/cost", "/api/cost", {"network": {"hidden": [{"units": 64}]}}),
    Example("post /api/plan", "/api/plan", SEARCH),
    Example("post /api/scene", "/api/scene", {"data": {"dataset": "spiral"}}),
    Example("post /api/scene/clips", "/api/scene/clips?split=train", {"data": {"dataset": "waveforms"}}),
    Example(
        "post /api/range-test", "/api/range-test", {"spec": {}, "steps": 20}, "owner", keeps="MEASUREMENT", status=202
    ),
    Example("get /api/measurements/{public_id}", "/api/measurements/$MEASUREMENT", who="owner"),
    Example("delete /api/measurements/{public_id}", "/api/measurements/$MEASUREMENT", who="owner", status=204),
    Example("post /api/curvature", "/api/curvature", {"spec": {}}, status=202),
    Example(
        "post /api/experiments", "/api/experiments", {"data": {"dataset": "xor"}, "stopping": {"epochs": 5}}, status=201
    ),
    Example("get /api/experiments", "/api/experiments", who="owner"),
    _of(""),
    _of("/events?after=0&limit=10"),
    _of("/history?points=500"),
    Example("get /api/exports", "/api/exports"),
    Example("get /api/experiments/{public_id}/export/{form}", "/api/experiments/$ID/export/csv"),
    _of("/scene?run=1"),
    _of("/scene/clips?split=train", of="sounds"),
    _of("/weights?run=1"),
    _of("/networks?runs=1"),
    _of("/test", "post", who="owner"),
    _of("/test"),
    _of("", "patch", body={"title": "XOR with four units", "notes": "Both corners at once."}, who="owner"),
    _of("/sharing", "patch", body={"visibility": "link"}, who="owner"),
    _of("/control", "post", body={"desired": "pause"}, who="owner", of="running"),
    _of("/changes", "post", body={"set": {"optimizer.learning_rate": 0.01}}, who="owner", of="running", status=202),
    _of("/fork", "post", body={"set": {"optimizer.learning_rate": 0.01}}, status=201),
    _of("/branch", "post", body={"epoch": 2, "set": {"optimizer.learning_rate": 0.01}}, status=201),
    _of("/again", "post", status=201),
    _of("/loss-slice", "post", body={"run": 1}, status=202),
    _of("/microscope", "post", body={"run": 1, "updates": 10}, status=202),
    _of("/trials", of="search"),
    _of("/times", of="search"),
    _of("/importance", of="search"),
    Example("get /api/datasets", "/api/datasets"),
    Example("post /api/datasets/inspect", "/api/datasets/inspect", {"csv": "x,kind\n1,a\n2,b\n3,a\n4,b\n"}),
    Example("get /api/datasets/waveforms/clips", "/api/datasets/waveforms/clips"),
    Example("post /api/rules", "/api/rules", {"rule": "v = k*v + g; w = w - eta*v"}),
    Example("post /api/formulas", "/api/formulas", {"formula": "w1^2 + 25*w2^2"}),
    Example("get /api/surfaces/schema", "/api/surfaces/schema"),
    Example("get /api/nodes", "/api/nodes"),
    Example(
        "post /api/posted",
        "/api/posted",
        {"title": "A loop of my own", "epochs": 2, "key": "draw-this-at-random"},
        "owner",
        keeps="POSTED",
        status=201,
    ),
    Example(
        "post /api/posted/{public_id}/epochs",
        "/api/posted/$POSTED/epochs",
        {"epochs": [{"epoch": 1, "train_loss": 0.7}]},
        "owner",
    ),
    Example("post /api/posted/{public_id}/finish", "/api/posted/$POSTED/finish", {"reason": "epochs"}, "owner"),
    Example("post /api/lessons/{slug}/start", "/api/lessons/l01/start", {"prediction": 0, "seed": 1}, status=201),
    _class("/wall", "get"),
    _class("/control", "post", {"desired": "pause"}),
    _class("/pin", "put", {"experiment": None}),
    _class(
        "/assignments",
        "post",
        {"title": "The spiral", "lesson": "/?dataset=spiral", "metric": "validation_accuracy", "target": 0.9},
        201,
    ),
    _class("/results", "get"),
    _class("/test", "post", {"dataset": "spiral"}),
    _of("", "delete", who="owner", of="spare", status=204),
)
UNTRIED = {
    "post /api/lessons/{slug}/seen": "The body is `experiments`, the ids that starting the lesson has answered.",
    "post /api/datasets": "The body is that of `inspect` with a `name` and the `target` column.",
    "delete /api/classes/{code}/assignments/{key}": "`key` is the number that setting the task has answered.",
}
"""Routes whose example is another one's, in words."""
