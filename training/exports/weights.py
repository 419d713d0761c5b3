"""A network's weights as safetensors, which PyTorch, JAX, NumPy and Rust read, and which can hold no code."""

import json

import numpy as np

from training.exports.network import KeptNetwork, kept_network
from training.exports.recorded import Recorded
from training.version import VERSION


def to_safetensors(recorded: Recorded) -> bytes:
    """Names as a module with `layers` and `norms` has them; the metadata say what the network is and what it expects.

    norms.N belongs between layers.N and its activation.
    """
    from safetensors.numpy import save  # loaded when somebody takes weights away

    network = kept_network(recorded)
    arrays = {name: np.ascontiguousarray(values) for name, values in network.tensors()}
    return save(arrays, metadata(network, recorded))


def metadata(network: KeptNetwork, recorded: Recorded) -> dict[str, str]:
    """What travels with a network, as texts; whatever is no plain text is JSON."""
    epoch = "" if network.epoch is None else str(network.epoch)
    return {
        "format": "pt",
        "software": f"Descent {VERSION}",
        "title": recorded.title,
        "link": recorded.link,
        "run": str(network.run),
        "epoch": epoch,
        "spec": json.dumps(network.spec.to_dict(), ensure_ascii=False),
        "inputs": json.dumps(network.pipeline, ensure_ascii=False),
        "output": json.dumps({"activation": network.says, **network.target}, ensure_ascii=False),
    }
