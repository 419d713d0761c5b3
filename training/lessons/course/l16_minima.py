"""L16: local and global minima."""

from typing import Any

from training.lessons.claims import claim, fact
from training.lessons.lesson import Attempt, Lesson, Prediction, Walk, Walks


def _walk(name: str, kind: str, start: float) -> Walk:
    optimizer: dict[str, Any] = {"kind": kind, "learning_rate": 0.02}
    return Walk(name, {"surface": {"kind": "polynomial"}, "start": [start], "optimizer": optimizer}, steps=2000)


BOTH = "racer=sgd,learning_rate:0.02&racer=momentum,learning_rate:0.02"
RIGHT, LEFT = "descent from 1.5", "descent from −0.5"
ROLLS, STAYS = "momentum from 1.5", "momentum from 0.5"

LESSON = Lesson(
    number="L16",
    title="Local and global minima",
    question="E(w) = w⁴ − 2w² + 0.5w has two minima. In which one do you end, and can momentum roll out of the wrong "
    "one?",
    concepts=("C34",),
    prediction=Prediction(
        "The right minimum (w = 0.93) is shallow, the left one (w = −1.06) is deep. A ball with momentum β = 0.9 "
        "starts at rest from 1.5, then from 0.5. Where does it end?",
        (
            "In the deep minimum both times: momentum leaves local minima",
            "In the shallow one both times: it is nearer",
            "From 1.5 in the deep one, from 0.5 in the shallow one",
            "From 0.5 in the deep one, because it is nearer to it; from 1.5 in the shallow one",
        ),
        2,
        "Only from 1.5 does it fall from high enough to cross the hill between the minima. Momentum gives no "
        "guarantee.",
    ),
    stages=(
        Walks(
            (
                _walk(RIGHT, "sgd", 1.5),
                _walk(LEFT, "sgd", -0.5),
                _walk(ROLLS, "momentum", 1.5),
                _walk(STAYS, "momentum", 0.5),
            ),
            (
                ("From 1.5", f"surface=polynomial&start=1.5&{BOTH}"),
                ("From −0.5", "surface=polynomial&start=-0.5&racer=sgd,learning_rate:0.02"),
                ("From 0.5", f"surface=polynomial&start=0.5&{BOTH}"),
                ("To try: from 3",
                 "surface=polynomial&start=3&racer=sgd,learning_rate:0.02&racer=sgd,learning_rate:0.03"),
            ),
        ),
    ),
    controls=(),
    charts=(),
    watch="The top of the hill near w = 0.13: who has enough speed left to pass it?",
    claims=(
        claim(
            "From 1.5 gradient descent ends at w = {} with an error of {}: the shallow minimum.",
            fact(f"w1 {RIGHT}").between(0.9299, 0.9309) & fact(f"value {RIGHT}").between(-0.5172, -0.5162),
            fact(f"w1 {RIGHT}"),
            fact(f"value {RIGHT}"),
        ),
        claim(
            "From −0.5 it ends at w = {} with {}: the deep one.",
            fact(f"w1 {LEFT}").between(-1.0580, -1.0570) & fact(f"value {LEFT}").between(-1.5153, -1.5143),
            fact(f"w1 {LEFT}"),
            fact(f"value {LEFT}"),
        ),
        claim("With momentum, 1.5 leads to w = {}: it rolled through the shallow one.", fact(f"w1 {ROLLS}") < -1),
        claim("From 0.5 momentum ends at w = {}: no guarantee.", fact(f"w1 {STAYS}") > 0.9),
    ),
    why=(
        "In every minimum dE/dw = 0, and gradient descent stops wherever that is so. It goes downhill only, so the "
        "start decides: the hill at w = 0.13 separates the two valleys.",
        "A ball has speed. From 1.5 it falls by 1.8 to the bottom of the right valley, and friction leaves enough of "
        "it for a climb of 0.55 to the top of the hill. From 0.5 it falls by 0.3 only: less than the hill is high.",
        "In networks with many weights, poor local minima are rarer than this picture suggests. Most points where "
        "the gradient vanishes are saddles, with some way down left.",
    ),
    formula="dE/dw = 4w³ − 4w + 0.5 = 0  at  w = −1.0575, 0.1270, 0.9304",
    source="Goodfellow, Bengio, Courville: Deep Learning, 8.2.2",
    attempt=Attempt(
        "Start at 3 without momentum, with η = 0.02 and with 0.03. One of them ends in the left valley. How did it get "
        "past the hill?"
    ),
)  # fmt: skip
