"""Several networks that answer together."""

from training.component import Section
from training.fields import switch, whole

MOST_MEMBERS = 20


class Ensemble(Section):
    """Train several networks and average what they say: errors that they do not share cancel out (bagging).

    ȳ(x) = 1/k Σᵢ yᵢ(x), of probabilities or predicted numbers, never of weights. For squared errors
    E(ȳ) = mean E(yᵢ) − mean variance of the yᵢ: the more the members differ, the more is gained. Members share data and
    split; they differ in first weights, order of the batches and, with bootstrap, samples.
    """

    members: int = whole(10, 2, MOST_MEMBERS, "Members", "How many networks are trained and averaged.")
    bootstrap: bool = switch(
        True,
        title="Bootstrap",
        help="Each member trains on n of the n training samples, drawn with replacement: about 63.2 % of them, some "
        "more than once. The others, out of its bag, test it for free. Off: every member trains on all samples.",
    )
