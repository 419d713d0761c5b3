"""Why a run went wrong, in words: rules over what is known of it. To add one, write its class and name it here.

The order is that of the page: causes stand before their symptoms, and a rule may keep silent where another one has
already explained what it sees. A run that learned well gets no finding at all.
"""

from training.why.case import Case
from training.why.data import Overfitting, TooSimple, UnscaledInputs
from training.why.finding import Finding, Rule
from training.why.layers import DeadUnits, Saturation, SymmetricWeights, VanishingGradients
from training.why.rates import Diverged, LearningRateTooLarge, LearningRateTooSmall

RULES: tuple[type[Rule], ...] = (
    SymmetricWeights,
    UnscaledInputs,
    Diverged,
    Saturation,
    LearningRateTooLarge,
    VanishingGradients,
    DeadUnits,
    LearningRateTooSmall,
    Overfitting,
    TooSimple,
)

FEWEST = 5
"""Epochs before which nothing can be said, unless the run diverged."""


def findings(case: Case) -> list[Finding]:
    """What went wrong in this run, causes first."""
    if case.reason != "diverged" and case.epochs < FEWEST:
        return []
    found: list[Finding] = []
    for rule in RULES:
        if any(each.kind in rule.explained_by for each in found):
            continue
        if finding := rule.find(case):
            found.append(finding)
    return found
