"""Rules about what goes on inside the layers: copies, dead and saturated units, gradients that vanish."""

from typing import ClassVar

from training.activations import LeakyRelu, Relu
from training.initializers import XavierUniform
from training.why.case import Case, Look
from training.why.finding import Finding, Rule, layer_name

INITIALIZER = "network.initializer"


class SymmetricWeights(Rule):
    """Units that start equal get equal gradients and stay equal."""

    kind: ClassVar[str] = "symmetric_weights"
    title: ClassVar[str] = "All units of a layer are copies of each other"

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        if not case.symmetric:
            return None
        number = case.symmetric[0]
        layer, units = layer_name(number, case.hidden), case.spec.network.hidden[number].units
        sentence = (
            f"The {units} units of {layer} began with the same weights, so they got the same gradients and are still"
            " equal: together they are worth a single unit. Random first weights make them different."
        )
        initializer = case.spec.network.initializer.name().replace("_", " ")
        evidence: dict[str, float | int | str] = {"layer": layer, "equal units": units, "initializer": initializer}
        return cls.found(sentence, evidence, INITIALIZER, XavierUniform().model_dump(mode="json"))


class DeadUnits(Rule):
    """Rectifying units that pass no sample learn no more."""

    kind: ClassVar[str] = "dead_units"
    title: ClassVar[str] = "Many units are dead"
    explained_by: ClassVar[tuple[str, ...]] = ("diverged", "symmetric_weights")

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        number, share = _largest(case.end.dead if case.end else [])
        if share < 0.5 or case.learned > 0.4:
            return None
        layer, title = layer_name(number, case.hidden), case.spec.network.hidden[number].activation.title
        start = case.start.dead[number] or 0.0
        when = "already at the start" if start >= 0.8 * share else "since large steps pushed them there"
        sentence = (
            f"In {layer}, {share:.0%} of the {title} units give 0 for every training sample, {when}. Their gradient is"
            " 0 too, so nothing can wake them. A small slope for negative values keeps units alive."
        )
        evidence: dict[str, float | int | str] = {"layer": layer, "dead at the start": start, "dead at the end": share}
        leaky = LeakyRelu().model_dump(mode="json")
        return cls.found(sentence, evidence, f"network.hidden.{number}.activation", leaky)


class Saturation(Rule):
    """Bounded units that begin far out on their flat sides."""

    kind: ClassVar[str] = "saturation"
    title: ClassVar[str] = "Units are saturated from the start"
    explained_by: ClassVar[tuple[str, ...]] = ("diverged", "symmetric_weights", "unscaled_inputs")

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        number, share = _largest(case.start.saturated)
        if share < 0.4 or case.learned > 0.8:
            return None
        layer, title = layer_name(number, case.hidden), case.spec.network.hidden[number].activation.title
        sentence = (
            f"Before the first update, {share:.0%} of the outputs of {layer} lay on the flat ends of {title}, where the"
            " slope is below 1 % of its maximum. Hardly any gradient gets through. Smaller first weights help."
        )
        end = case.end.saturated[number] if case.end else None
        evidence: dict[str, float | int | str] = {"layer": layer, "saturated at the start": share}
        if end is not None:
            evidence["saturated at the end"] = end
        return cls.found(sentence, evidence, INITIALIZER, XavierUniform().model_dump(mode="json"))


class VanishingGradients(Rule):
    """The gradient shrinks from layer to layer on its way back, and the first layers learn nothing."""

    kind: ClassVar[str] = "vanishing_gradients"
    title: ClassVar[str] = "Gradients vanish on their way back"
    explained_by: ClassVar[tuple[str, ...]] = ("diverged", "symmetric_weights", "unscaled_inputs", "saturation")

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        ratio = _ratio(case.start)
        if case.hidden < 2 or ratio >= 0.02 or case.learned > 0.3:
            return None
        sentence = (
            f"At the first weights, the gradient of hidden layer 1 is {_times(ratio)} of that of the output layer:"
            " each layer on the way back makes it smaller, so the first layers hardly change. "
        )
        evidence: dict[str, float | int | str] = {
            "gradient of hidden layer 1": case.start.gradient_norm[0],
            "gradient of the output layer": case.start.gradient_norm[-1],
            "learned": case.learned,
        }
        spreads = case.start.activation_std[:-1]
        if spreads[-1] < 0.03 * spreads[0]:
            sentence += "The first weights are too small: what a layer passes on shrinks as well."
            return cls.found(sentence, evidence, INITIALIZER, XavierUniform().model_dump(mode="json"))
        sentence += "ReLU passes gradients on without making them smaller, and fewer layers lose less."
        relu = [layer.model_copy(update={"activation": Relu()}) for layer in case.spec.network.hidden]
        return cls.found(sentence, evidence, "network.hidden", [layer.model_dump(mode="json") for layer in relu])


def _ratio(look: Look) -> float:
    last = look.gradient_norm[-1]
    return look.gradient_norm[0] / last if last > 0 else 1.0


def _times(ratio: float) -> str:
    return f"1/{1 / ratio:,.0f}" if ratio > 1e-9 else "less than a billionth"


def _largest(shares: list[float | None]) -> tuple[int, float]:
    """The layer with the largest share, and the share; shares that mean nothing count as 0."""
    known = [share or 0.0 for share in shares] or [0.0]
    return known.index(max(known)), max(known)
