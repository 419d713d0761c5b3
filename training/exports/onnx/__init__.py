"""A network as ONNX, which runs in other languages, in browsers and on telephones; made without PyTorch."""

from typing import Any

import numpy as np

from training.exports.network import KeptNetwork, kept_network
from training.exports.onnx.graph import Graph
from training.exports.onnx.layers import add_layers
from training.exports.onnx.preparation import add_preparation
from training.exports.recorded import NothingRecorded, Recorded
from training.exports.weights import metadata
from training.version import VERSION

OPSET, IR = 17, 8
"""Old enough for most programs, new enough for layer normalization."""


def to_onnx(recorded: Recorded) -> bytes:
    """Takes the columns of samples as they are in the data set, float64 [samples, columns]; gaps are NaN."""
    network = kept_network(recorded)
    if network.figures is None:
        raise NothingRecorded(
            "There are too many samples to work out their normalization here. Take the other ONNX form."
        )
    graph = Graph()
    inputs = add_preparation(graph, "columns", network, network.figures)
    return _model(graph, "columns", np.float64, len(network.outline.columns), inputs, network, recorded)


def to_prepared_onnx(recorded: Recorded) -> bytes:
    """Takes inputs as the network saw them, chosen, expanded and normalized: float32 [samples, inputs]."""
    network = kept_network(recorded)
    return _model(Graph(), "inputs", np.float32, network.layers[0].weight.shape[1], "inputs", network, recorded)


def _model(
    graph: Graph, name: str, kind: Any, width: int, inputs: str, network: KeptNetwork, recorded: Recorded
) -> bytes:
    from onnx import helper, numpy_helper  # loaded when somebody takes a network away

    add_layers(graph, inputs, network)
    units = len(network.layers[-1].bias)

    def value(name: str, kind: Any, width: int) -> Any:
        return helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(np.dtype(kind)), ["samples", width])

    made = helper.make_graph(
        [helper.make_node(op, list(sources), [to], **settings) for op, sources, to, settings in graph.nodes],
        "descent",
        [value(name, kind, width)],
        [value(output, np.float32, units) for output in graph.outputs],
        [numpy_helper.from_array(values, each) for each, values in graph.constants.items()],
    )
    model = helper.make_model(
        made,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR,
        producer_name="Descent",
        producer_version=VERSION,
        doc_string=recorded.title,
    )
    helper.set_model_props(model, {**metadata(network, recorded), "format": "onnx"})
    data: bytes = model.SerializeToString()
    return data
