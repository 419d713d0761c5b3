"""The part of a script that trains one epoch and evaluates: gradients by autograd, in the order of the engine."""

import math

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
    loss = loss_of(outputs, targets).item()
    return loss if math.isfinite(loss) else None, {accuracy}
'''


def add_training(script: Script, loss: str, batch_size: str, rate: str, leading: list[str]) -> None:
    """`train_one_epoch`, `evaluate`, `as_tensors` and what they call; `leading` moves the optimizer's settings."""
    _add_tensors(script)
    script.add(EVALUATE.format(accuracy=_accuracy(script)))
    penalties = _add_helpers(script)
    noisy, accumulates = _noise(script)
    moving = [f"            {line}" if line.startswith("group") else f"        {line}" for line in leading]
    fixed = rate == "LEARNING_RATE" and not script.changes("LEARNING_RATE")
    rated = [] if fixed else ['group["lr"] = rate' if rate != "LEARNING_RATE" else 'group["lr"] = LEARNING_RATE']
    lines = ["network.train()"]
    if draws(script):
        lines += ["for module in network:", "    if isinstance(module, Drawing):", "        module.begin_epoch(epoch)"]
    lines += ['random = generator("weight noise", epoch)'] if noisy else []
    groups = [*rated, *(line for line in leading if line.startswith("group"))]
    lines += ["for group in optimizer.param_groups:", *(f"    {line}" for line in groups)] if groups else []
    lines += [line for line in leading if not line.startswith("group")]
    lines.append(f"for batch in torch.from_numpy(epoch_order(epoch, len(inputs))).split({batch_size}):")
    lines += [f"    {line}" for line in _update(script, loss, penalties, noisy, accumulates, rate)]
    arguments = "network, optimizer, inputs, targets, epoch" + ("" if rate == "LEARNING_RATE" else ", rate")
    body = "\n".join(f"    {line}" for line in lines)
    script.add(f'def train_one_epoch({arguments}):\n    """One update for every batch."""\n{body}')
    assert moving is not None


def _update(script: Script, loss: str, penalties: list[str], noisy: bool, accumulates: bool, rate: str) -> list[str]:
    plan = script.plan
    lines = ["optimizer.zero_grad()"]
    if noisy:
        lines.append("disturb(network, random)" if accumulates else "clean = disturb(network, random)")
    whole = f"loss = {loss}(network(inputs[batch]), targets[batch])"
    if not noisy:
        whole += "".join(f" + {each}(network)" for each in penalties)
    lines += [whole, "loss.backward()"]
    lines += ["restore(network, clean)"] if noisy and not accumulates else []
    if noisy and penalties:
        lines.append(
            f"{' + '.join(f'{each}(network)' for each in penalties)}".join(
                ["(", ").backward()  # of the weights without noise" if not accumulates else ").backward()"]
            )
        )
    if "CLIP_NORM" in script.settings:
        lines.append("nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)")
    if "CLIP_VALUE" in script.settings:
        lines.append("nn.utils.clip_grad_value_(network.parameters(), CLIP_VALUE)")
    if plan.any("regularization.weight_decay"):
        lines.append(f"shrink(network, {'LEARNING_RATE' if rate == 'LEARNING_RATE' else 'rate'})")
    lines.append("optimizer.step()")
    return lines + (["constrain(network)"] if plan.any("regularization.max_norm") else [])


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
