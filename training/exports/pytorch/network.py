"""The network of a script: an nn.Sequential of its architecture, and modules that draw as the recorded run did."""

from training.exports.pytorch.activations import MODULES
from training.exports.pytorch.losses import outputs_of
from training.exports.script.data import sizes
from training.exports.script.script import Script
from training.exports.script.weights import add_first_weights
from training.inputs import input_count
from training.sections.network import Layer

INPUTS = "input dropout"
RANDOM = '''
def generator(purpose, epoch):
    """PyTorch's random numbers, seeded for one purpose and one epoch."""
    return torch.Generator().manual_seed(int(stream(SEED, purpose, epoch).integers(2**63)))


class Drawing(nn.Module):
    """A layer that draws random numbers while the network trains, seeded anew in every epoch."""

    def __init__(self, purpose):
        super().__init__()
        self.purpose = purpose

    def begin_epoch(self, epoch):
        """Seed the random numbers of this epoch."""
        self.generator = generator(self.purpose, epoch)
'''
GENERATOR = RANDOM.split("\n\n\nclass", maxsplit=1)[0]
DROPOUT = '''
class Dropout(Drawing):
    """As nn.Dropout, with the masks of the recorded run."""

    def forward(self, values):
        """What stays is divided by the share that stays."""
        keep = 1 - DROPOUT[self.purpose]
        if not self.training:
            return values
        return values * torch.empty_like(values).bernoulli_(keep, generator=self.generator) / keep
'''
INPUT_NOISE = '''
class InputNoise(Drawing):
    """Adds normal noise to the inputs of every batch."""

    def forward(self, inputs):
        """Only while the network trains."""
        if not self.training:
            return inputs
        return inputs + INPUT_NOISE * torch.empty_like(inputs).normal_(generator=self.generator)
'''
BATCH_NORM = '''
class BatchNorm(nn.BatchNorm1d):
    """As its parent, which refuses a batch of one sample: the last one of an epoch may be so short."""

    def forward(self, sums):
        """One sample is its own mean and has no variance."""
        if len(sums) > 1 or not self.training:
            return super().forward(sums)
        with torch.no_grad():
            self.running_mean.lerp_(sums[0], self.momentum)
            self.running_var.mul_(1 - self.momentum)
        return self.bias + self.weight * (sums - sums.mean(dim=0))
'''
WEIGHTS_OF = '''
def weights_of(network):
    """The matrices of weights, without biases and what normalizes."""
    return [layer.weight for layer in network if isinstance(layer, nn.Linear)]
'''
OTHERS_OF = '''
def others_of(network):
    """Biases and what normalizes: they do not decay."""
    return [parameter for parameter in network.parameters() if parameter.ndim == 1]
'''


def add_network(script: Script) -> None:
    """`build_network()`, with the first weights of the recorded run."""
    add_first_weights(script)
    _add_modules(script)
    modules = "\n".join(f"        {line}," for line in _modules(script))
    script.add(BUILD.format(modules=modules))


BUILD = '''
def build_network():
    """The layers, with the first weights of the recorded run."""
    network = nn.Sequential(
{modules}
    )
    layers = [module for module in network if isinstance(module, nn.Linear)]
    with torch.no_grad():
        for number, layer in enumerate(layers):
            weights, biases = first_weights(number, layer.out_features, layer.in_features)
            layer.weight.copy_(torch.from_numpy(weights))
            layer.bias.copy_(torch.from_numpy(biases))
    return network
'''


def draws(script: Script) -> bool:
    """Whether some module draws random numbers."""
    return bool(_shares(script)) or script.plan.any("regularization.input_noise")


def _shares(script: Script) -> list[str]:
    """The purposes of dropout, where in any epoch something is dropped."""
    plan = script.plan
    hidden = range(len(plan.spec.network.hidden))
    found = [f"dropout {n}" for n in hidden if plan.any(f"network.hidden.{n}.dropout")]
    return ([INPUTS] if plan.any("regularization.input_dropout") else []) + found


def _add_modules(script: Script) -> None:
    if shares := _shares(script):
        script.setting(
            "DROPOUT",
            lambda spec: {
                each: spec.regularization.input_dropout
                if each == INPUTS
                else spec.network.hidden[int(each.split()[1])].dropout
                for each in shares
            },
            "the share that is set to 0; hidden layers count from 0",
        )
    noisy = script.plan.any("regularization.input_noise")
    if draws(script):
        script.add(RANDOM)
    elif script.plan.any("regularization.weight_noise"):
        script.add(GENERATOR)
    if shares:
        script.add(DROPOUT)
    if noisy:
        script.setting("INPUT_NOISE", "regularization.input_noise")
        script.add(INPUT_NOISE)
    if any(layer.normalization == "batch" for layer in script.plan.spec.network.hidden) and _single(script):
        script.add(BATCH_NORM)


def _single(script: Script) -> bool:
    """Whether some batch holds a single sample."""
    samples = sizes(script)[0]
    return script.plan.any(
        lambda spec: any(samples % spec.batch.size_in(epoch, samples) == 1 for epoch in range(spec.stopping.epochs))
    )


def _modules(script: Script) -> list[str]:
    spec, shares = script.plan.spec, _shares(script)
    width = input_count(spec.data, script.plan.outline)
    lines = ['InputNoise("input noise")'] if script.plan.any("regularization.input_noise") else []
    lines += [f'Dropout("{INPUTS}")'] if INPUTS in shares else []
    for number, layer in enumerate(spec.network.hidden):
        lines.append(f"nn.Linear({width}, {layer.units})")
        lines += _normalization(layer, _single(script) if layer.normalization == "batch" else False)
        lines += [MODULES[layer.activation.name()](layer.activation)] if layer.activation.name() != "linear" else []
        lines += [f'Dropout("dropout {number}")'] if f"dropout {number}" in shares else []
        width = layer.units
    return [*lines, f"nn.Linear({width}, {outputs_of(script)})"]


def _normalization(layer: Layer, single: bool) -> list[str]:
    if layer.normalization == "none":
        return []
    name = "nn.LayerNorm" if layer.normalization == "layer" else "BatchNorm" if single else "nn.BatchNorm1d"
    return [f"{name}({layer.units})"]
