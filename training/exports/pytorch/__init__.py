"""One run as a single PyTorch script whose curve is the recorded one (docs/decisions/0026-exports.md)."""

from training.exports.pytorch.losses import add_loss, outputs_of
from training.exports.pytorch.network import add_network
from training.exports.pytorch.optimizers import add_optimizer
from training.exports.pytorch.training import add_training, typed_weight
from training.exports.recorded import Recorded
from training.exports.script.batches import add_batches
from training.exports.script.data import add_data
from training.exports.script.heading import heading
from training.exports.script.loop import Framework, add_main, validated
from training.exports.script.plan import Plan
from training.exports.script.rates import add_rate
from training.exports.script.script import Script

IMPORTS = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "functional": "from torch.nn import functional",
}


class PytorchScript(Script):
    """A script that uses PyTorch."""

    def typed(self, path: str, value: float) -> str:
        return typed_weight(path, value)


def to_pytorch(recorded: Recorded) -> str:
    """The script of run `recorded.run`; raises LookupError where there is no such run."""
    plan = Plan.of(recorded)
    script = PytorchScript(plan, IMPORTS)
    add_data(script)
    add_network(script)
    told, small = add_loss(script)
    rate = add_rate(script)
    batch_size = add_batches(script)
    optimizer, leading = add_optimizer(script)
    add_training(script, told, small, batch_size, rate, leading)
    add_main(script, _framework(script, optimizer, rate), rate, batch_size)
    return script.text(heading(plan, "PyTorch", "torch", outputs_of(script)))


def _framework(script: Script, optimizer: list[str], rate: str) -> Framework:
    parts = "train, validation" if validated(script) else "train, _"
    more = "" if rate == "LEARNING_RATE" else ", rate"
    return Framework(
        prepare=[
            "torch.set_default_dtype(torch.float64 if options.float64 else torch.float32)",
            f"{parts} = (as_tensors(*part) for part in load_data())",
            "network = build_network()",
            *optimizer,
        ],
        epoch=[f"train_one_epoch(network, optimizer, *train, epoch{more})"],
        train_figures="evaluate(network, *train)",
        validation_figures="evaluate(network, *validation)",
        remember="copy.deepcopy(network.state_dict())",
        restore="network.load_state_dict(best_weights)",
    )
