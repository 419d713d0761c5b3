"""What disturbs training: dropout, noise on inputs and in weights, with the very numbers of the recorded run."""

from training.exports.keras.layers import clean_in_the_end, dropped
from training.exports.script.script import Script

DRAWN = '''
def drawn_in(purpose, epoch):
    """The random numbers of one purpose in one epoch: PyTorch's generator, for Descent draws noise with it."""
    seed = int(stream(SEED, purpose, epoch).integers(2**63))
    return torch.Generator().manual_seed(seed)
'''
NORMAL = '''
def normal(shape, random):
    """N(0, 1)."""
    values = torch.empty(shape, dtype=getattr(torch, keras.config.floatx()))
    return values.normal_(generator=random).numpy()
'''
MASK = '''
def mask(shape, dropped, random):
    """1 / (1 − p) where a number stays, 0 where it drops out, which has the probability p."""
    values = torch.empty(shape, dtype=getattr(torch, keras.config.floatx()))
    return values.bernoulli_(1 - dropped, generator=random).numpy() / (1 - dropped)
'''
DISTURB = '''
def disturb(network, noise):
    """Shares out the noise, which is drawn for all parameters in their order; only weights get their part of it."""
    start = 0
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense):
            inputs, units = layer.kernel.shape
            part = noise[start : start + inputs * units].reshape(units, inputs).T
            {deed}
        start += sum(math.prod(each.shape) for each in layer.trainable_weights)
'''
RESTORED = "layer.noise.assign(part)"
ACCUMULATED = "layer.kernel.assign_add(part)  # for ever: the noise accumulates"


def add_noise(script: Script) -> tuple[list[str], list[str]]:
    """Lines at the beginning of an epoch and before every batch, of which `x` are the inputs; none for no noise."""
    plan = script.plan
    epoch, batch = [], []
    if plan.any("regularization.input_noise"):
        script.setting("INPUT_NOISE", "regularization.input_noise", "σ of the noise on every input")
        epoch.append('input_noise = drawn_in("input noise", epoch)')
        batch.append("x = x + normal(x.shape, input_noise) * INPUT_NOISE")
    if plan.any("regularization.input_dropout"):
        script.setting("INPUT_DROPOUT", "regularization.input_dropout")
        epoch.append('input_dropout = drawn_in("input dropout", epoch)')
        batch.append("x = x * mask(x.shape, INPUT_DROPOUT, input_dropout)")
    if plan.any("regularization.weight_noise"):
        script.setting("WEIGHT_NOISE", "regularization.weight_noise", "σ of the noise in every weight")
        epoch.append('weight_noise = drawn_in("weight noise", epoch)')
        epoch.append("parameters = sum(math.prod(each.shape) for each in network.trainable_variables)")
        batch.append("disturb(network, normal(parameters, weight_noise) * WEIGHT_NOISE)")
    for number in dropped(script):
        epoch.append(f'dropout_{number} = drawn_in("dropout {number}", epoch)')
        units = plan.spec.network.hidden[number].units
        batch.append(
            f'network.get_layer("dropout_{number}").set(mask((len(x), {units}), DROPOUT[{number}], dropout_{number}))'
        )
    if epoch:
        _add_functions(script, "".join(batch))
    return epoch, batch


def _add_functions(script: Script, used: str) -> None:
    script.add(DRAWN)
    if "normal(" in used:
        script.add(NORMAL)
    if "mask(" in used:
        script.add(MASK)
    if "disturb(" in used:
        script.add(DISTURB.replace("{deed}", RESTORED if clean_in_the_end(script) else ACCUMULATED))
