"""The part of a script that trains one epoch and evaluates: gradients by autograd, in the order of the engine."""

import math
from collections.abc import Sequence

from training.exports.pytorch.losses import outputs_of, takes_class_numbers
from training.exports.pytorch.network import OTHERS_OF, WEIGHTS_OF, draws
from training.exports.script.script import Script, literal

L1 = "L1 * sum(weights.abs().sum() for weights in weights_of(network))"
L2 = "L2 / 2 * sum(weights.square().sum() for weights in weights_of(network))"
DISTURB = '''
@torch.no_grad()
def disturb(network, random):
    """Add normal noise to the weights; returns the clean ones."""
    clean = [parameter.clone() for parameter in network.parameters()]
    noise = torch.empty(sum(each.numel() for each in clean)).normal_(generator=random)
    for parameter, part in zip(network.parameters(), noise.split([each.numel() for each in clean]), strict=True):
        if parameter.ndim == 2:  # not to biases
            parameter.add_(WEIGHT_NOISE * part.view_as(parameter))
    return clean
'''
RESTORE = '''
@torch.no_grad()
def restore(network, clean):
    """Take the noise away again."""
    for parameter, value in zip(network.parameters(), clean, strict=True):
        parameter.copy_(value)
'''
SHRINK = '''
@torch.no_grad()
def shrink(network, rate):
    """Weight decay that does not pass through the gradient."""
    for weights in weights_of(network):
        weights.mul_(1 - rate * WEIGHT_DECAY)
'''
CONSTRAIN = '''
@torch.no_grad()
def constrain(network):
    """Max-norm: shorten the incoming weights of every unit that are longer than MAX_NORM."""
    for weights in weights_of(network):
        norm = weights.norm(dim=1, keepdim=True)
        weights.mul_(torch.where(norm > MAX_NORM, MAX_NORM / norm, 1.0))
'''
EVALUATE = '''
@torch.no_grad()
def evaluate(network, inputs, targets):
    """Mean loss, None where it is not finite, and accuracy of some samples."""
    network.eval()
    outputs = network(inputs)
    loss = {loss}(outputs, targets).item()
    return loss if math.isfinite(loss) else None, {accuracy}
'''


def add_training(script: Script, told: str, small: str, batch_size: str, rate: str, leading: Sequence[str]) -> None:
    """`as_tensors`, `evaluate` by the loss that is `told`, and `train_one_epoch`, which makes the loss `small` smaller.

    `leading` are lines that move the optimizer's settings.
    """
    _add_tensors(script)
    script.add(EVALUATE.format(loss=told, accuracy=_accuracy(script)))
    penalties = _add_helpers(script)
    noisy, accumulates = _noise(script)
    lines = ["network.train()"]
    if draws(script):
        lines += ["for module in network:", "    if isinstance(module, Drawing):", "        module.begin_epoch(epoch)"]
    lines += ['random = generator("weight noise", epoch)'] if noisy else []
    lines += _settings_of_epoch(script, rate, leading)
    lines.append(f"for batch in torch.from_numpy(epoch_order(epoch, len(inputs))).split({batch_size}):")
    lines += [f"    {line}" for line in _gradient(small, penalties, noisy, accumulates)]
    lines += [f"    {line}" for line in _update(script, rate)]
    arguments = "network, optimizer, inputs, targets, epoch" + ("" if rate == "LEARNING_RATE" else ", rate")
    body = "\n".join(f"    {line}" for line in lines)
    script.add(f'def train_one_epoch({arguments}):\n    """One update for every batch."""\n{body}')


def _settings_of_epoch(script: Script, rate: str, leading: Sequence[str]) -> list[str]:
    """What changes over the epochs is put into the groups of the optimizer."""
    groups = [line for line in leading if line.startswith("group[")]
    if rate != "LEARNING_RATE":
        groups.insert(0, 'group["lr"] = rate')
    elif script.changes("LEARNING_RATE"):
        groups.insert(0, 'group["lr"] = LEARNING_RATE')
    head = ["for group in optimizer.param_groups:"] if groups else []
    return [*head, *(f"    {line}" for line in groups), *(line for line in leading if not line.startswith("group["))]


def _gradient(small: str, penalties: Sequence[str], noisy: bool, accumulates: bool) -> list[str]:
    """The gradient of the loss at weights with noise, and of the penalties at those that are changed."""
    loss = f"loss = {small}(network(inputs[batch]), targets[batch])"
    added = " + ".join(f"{each}(network)" for each in penalties)
    if not noisy:
        return ["optimizer.zero_grad()", f"{loss} + {added}" if added else loss, "loss.backward()"]
    lines = ["optimizer.zero_grad()", "disturb(network, random)" if accumulates else "clean = disturb(network, random)"]
    lines += [loss, "loss.backward()", *([] if accumulates else ["restore(network, clean)"])]
    return lines + ([f"{added}.backward()  # of the weights as they are now"] if added else [])


def _update(script: Script, rate: str) -> list[str]:
    lines = []
    if "CLIP_NORM" in script.settings:
        lines.append("nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)")
    if "CLIP_VALUE" in script.settings:
        lines.append("nn.utils.clip_grad_value_(network.parameters(), CLIP_VALUE)")
    if "WEIGHT_DECAY" in script.settings:
        lines.append(f"shrink(network, {'LEARNING_RATE' if rate == 'LEARNING_RATE' else 'rate'})")
    return [*lines, "optimizer.step()", *(["constrain(network)"] if "MAX_NORM" in script.settings else [])]


def _noise(script: Script) -> tuple[bool, bool]:
    noisy = script.plan.any("regularization.weight_noise")
    return noisy, script.plan.spec.regularization.weight_noise_mode == "accumulate"


def _add_helpers(script: Script) -> list[str]:
    """Functions for what the settings ask for; returns the names of the penalties."""
    plan, penalties = script.plan, []
    regularized = ("l1", "l2", "weight_decay", "max_norm")
    decays = plan.spec.optimizer.name() == "adamw"
    if decays or plan.any(lambda spec: any(getattr(spec.regularization, name) for name in regularized)):
        script.add(WEIGHTS_OF)
    if decays:
        script.add(OTHERS_OF)
    terms = [text for name, text in (("l1", L1), ("l2", L2)) if plan.any(f"regularization.{name}")]
    for name in regularized:
        if plan.any(f"regularization.{name}"):
            script.setting(name.upper(), f"regularization.{name}", otherwise=math.inf)
    if terms:
        script.add('def penalty(network):\n    """What large weights cost."""\n    return ' + " + ".join(terms))
        penalties.append("penalty")
    for name in ("norm", "value"):
        if plan.any(f"clipping.{name}"):
            script.setting(f"CLIP_{name.upper()}", f"clipping.{name}", otherwise=math.inf)
    noisy, accumulates = _noise(script)
    if noisy:
        script.setting("WEIGHT_NOISE", "regularization.weight_noise")
        script.add(DISTURB)
        script.add(RESTORE) if not accumulates else None
    if "WEIGHT_DECAY" in script.settings:
        script.add(SHRINK)
    if "MAX_NORM" in script.settings:
        script.add(CONSTRAIN)
    return penalties


def _add_tensors(script: Script) -> None:
    classes, outputs = bool(script.plan.outline.classes), outputs_of(script)
    form = "targets = torch.from_numpy(targets)"
    if not takes_class_numbers(script):
        form = "targets = torch.tensor(targets, dtype=inputs.dtype)[:, None]"
        if classes and outputs > 1:
            form = f"targets = functional.one_hot(torch.from_numpy(targets), {outputs}).to(inputs.dtype)"
    script.add(f'''
def as_tensors(inputs, targets):
    """Samples as the network and the loss take them."""
    inputs = torch.tensor(inputs, dtype=torch.get_default_dtype())
    {form}
    return inputs, targets
''')


def _accuracy(script: Script) -> str:
    if not script.plan.outline.classes:
        return "None"
    right = "outputs.argmax(dim=1) == targets.argmax(dim=1)"
    if takes_class_numbers(script):
        right = "outputs.argmax(dim=1) == targets"
    elif outputs_of(script) == 1:
        right = "(outputs > 0) == (targets > 0.5)"
    return f"({right}).double().mean().item()"


def typed_weight(path: str, value: float) -> str:
    """The statement that types a weight: layers count from 1, to the output."""
    kind, layer, *places = path.split(".")
    name = "weight" if kind == "weights" else "bias"
    module = f"[module for module in network if isinstance(module, nn.Linear)][{int(layer) - 1}]"
    return f"{module}.{name}.data[{', '.join(places)}] = {literal(value)}"
