"""Takes guards that never act out of an exported graph: they cost a fifth of the judge's time. Owns onnx."""

from pathlib import Path

import onnx

__all__ = ["drop_idle_guards"]


def drop_idle_guards(path: Path) -> int:
    """The number of guards that were taken out of the graph at ``path``.

    torch writes attention with a guard that replaces a share that is not a number by 0, which a softmax gives only for
    a text of nothing but padding. Every pair has a first token, so that the guard gives what it is given, bit for bit.
    """
    model = onnx.load(path)
    makers = {output: node for node in model.graph.node for output in node.output}
    passed_on: dict[str, str] = {}
    kept = []
    for node in model.graph.node:
        test = makers.get(node.input[0]) if node.op_type == "Where" else None
        if test is not None and test.op_type == "IsNaN" and test.input[0] == node.input[2]:
            passed_on[node.output[0]] = node.input[2]
        else:
            kept.append(node)
    for node in kept:
        for place, name in enumerate(node.input):
            node.input[place] = passed_on.get(name, name)
    used = {name for node in kept for name in node.input}
    del model.graph.node[:]
    model.graph.node.extend(node for node in kept if node.op_type != "IsNaN" or node.output[0] in used)
    onnx.save(model, path)
    return len(passed_on)
