"""Several networks that answer together."""

from training.component import Section
from training.fields import switch, whole

MOST_MEMBERS = 20
BREIMAN = "Breiman: Bagging predictors, 1996; Goodfellow, Bengio, Courville: Deep Learning, 7.11"


class Ensemble(Section):
    """Train several networks and average what they say: errors that they do not share cancel out (bagging).

    ȳ(x) = 1/k Σᵢ yᵢ(x); for squared errors E(ȳ) = mean E(yᵢ) − mean variance of the yᵢ.

    What is averaged are probabilities or predicted numbers, never weights. The more the members differ, the more is
    gained: they share data and split, and differ in first weights, order of the batches and, with bootstrap, samples.
    Worth it where single networks fit noise, at k times the work.
    """

    members: int = whole(10, 2, MOST_MEMBERS, "Members", "How many networks are trained and averaged.", source=BREIMAN)
    bootstrap: bool = switch(
        True,
        title="Bootstrap",
        help="Each member trains on n of the n training samples, drawn with replacement: about 63.2 % of them, some "
        "more than once. The others, out of its bag, test it for free. Off: every member trains on all samples.",
        source=BREIMAN,
    )
