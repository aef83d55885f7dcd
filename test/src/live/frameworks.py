"""Writes models with the real frameworks into a folder and prints, as JSON, what those frameworks say of them."""
import json
import os
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh

out = sys.argv[1]
facts = {}
DTYPES = {
    T.FLOAT: 'float32', T.UINT8: 'uint8', T.INT8: 'int8', T.UINT16: 'uint16', T.INT16: 'int16', T.INT32: 'int32',
    T.INT64: 'int64', T.STRING: 'string', T.BOOL: 'bool', T.FLOAT16: 'float16', T.DOUBLE: 'float64',
    T.UINT32: 'uint32', T.UINT64: 'uint64', T.COMPLEX64: 'complex64', T.COMPLEX128: 'complex128',
    T.BFLOAT16: 'bfloat16',
}


def value(v):
    t = v.type.tensor_type
    if not t.HasField('shape'):
        return {'name': v.name, 'dtype': DTYPES[t.elem_type], 'shape': None}
    dims = [d.dim_value if d.HasField('dim_value') else d.dim_param or None for d in t.shape.dim]
    return {'name': v.name, 'dtype': DTYPES[t.elem_type], 'shape': dims}


def count(nodes, counts):
    for n in nodes:
        domain = '' if n.domain == 'ai.onnx' else n.domain
        counts[(domain, n.op_type)] = counts.get((domain, n.op_type), 0) + 1
        for a in n.attribute:
            for g in ([a.g] if a.HasField('g') else []) + list(a.graphs):
                count(g.node, counts)
    return counts


def record_onnx(name, model, **save):
    path = os.path.join(out, name)
    onnx.save(model, path, **save)
    onnx.checker.check_model(path)
    loaded = onnx.load(path)
    initial = {i.name for i in loaded.graph.initializer}
    operators = count(loaded.graph.node, {})
    for f in loaded.functions:
        count(f.node, operators)
    facts[name] = {
        'format': 'onnx',
        'formatVersion': str(loaded.ir_version),
        'opsets': {o.domain: o.version for o in loaded.opset_import},
        'inputs': [value(v) for v in loaded.graph.input if v.name not in initial],
        'outputs': [value(v) for v in loaded.graph.output],
        'operators': {f'{d}::{t}': n for (d, t), n in operators.items()},
        'tensors': {i.name: [DTYPES[i.data_type], list(i.dims)] for i in loaded.graph.initializer},
    }


def vi(name, kind, shape):
    return h.make_tensor_value_info(name, kind, shape)


def control_flow():
    body = h.make_graph(
        [h.make_node('Identity', ['c'], ['c2']), h.make_node('Add', ['s', 'one'], ['s2'])], 'body',
        [vi('i', T.INT64, []), vi('c', T.BOOL, []), vi('s', T.FLOAT, [1])],
        [vi('c2', T.BOOL, []), vi('s2', T.FLOAT, [1])], [nh.from_array(np.ones(1, np.float32), 'one')])
    then = h.make_graph([h.make_node('Relu', ['l'], ['t'])], 'then', [], [vi('t', T.FLOAT, None)])
    other = h.make_graph([h.make_node('Neg', ['l'], ['e'])], 'else', [], [vi('e', T.FLOAT, None)])
    graph = h.make_graph(
        [h.make_node('Loop', ['n', 'k', 'x'], ['l'], body=body),
         h.make_node('If', ['k'], ['y'], then_branch=then, else_branch=other)],
        'flow', [vi('x', T.FLOAT, [1]), vi('k', T.BOOL, [])], [vi('y', T.FLOAT, [1])],
        [nh.from_array(np.array(3, np.int64), 'n')])
    record_onnx('flow.onnx', h.make_model(graph, opset_imports=[h.make_opsetid('', 16)]))


def every_dtype():
    arrays = {
        'f32': np.zeros((2, 3), np.float32), 'f64': np.zeros((1,), np.float64), 'f16': np.zeros((2,), np.float16),
        'i8': np.zeros((5,), np.int8), 'u8': np.zeros((5,), np.uint8), 'i16': np.zeros((2, 2), np.int16),
        'u16': np.zeros((2,), np.uint16), 'i32': np.zeros((2,), np.int32), 'u32': np.zeros((3,), np.uint32),
        'i64': np.zeros((), np.int64), 'u64': np.zeros((2,), np.uint64), 'b': np.zeros((4,), np.bool_),
        'c64': np.zeros((2,), np.complex64), 'empty': np.zeros((0, 7), np.float32),
    }
    graph = h.make_graph(
        [h.make_node('Identity', ['x'], ['y'])], 'dtypes', [vi('x', T.FLOAT, ['N', None, 3])], [vi('y', T.FLOAT, ['N', None, 3])],
        [nh.from_array(v, k) for k, v in arrays.items()] + [h.make_tensor('typed', T.FLOAT, [3], [1.0, 2.0, 3.0])])
    record_onnx('dtypes.onnx', h.make_model(graph, opset_imports=[h.make_opsetid('', 13)]))


def functions_and_quantised():
    twice = h.make_function('local', 'Twice', ['a'], ['b'], [h.make_node('Add', ['a', 'a'], ['b'])], [h.make_opsetid('', 16)])
    graph = h.make_graph(
        [h.make_node('QuantizeLinear', ['x', 's', 'z'], ['q']), h.make_node('DequantizeLinear', ['q', 's', 'z'], ['d']),
         h.make_node('Twice', ['d'], ['y'], domain='local')],
        'quantised', [vi('x', T.FLOAT, ['N', 4])], [vi('y', T.FLOAT, ['N', 4])],
        [nh.from_array(np.array(0.1, np.float32), 's'), nh.from_array(np.array(3, np.uint8), 'z')])
    record_onnx('quantised.onnx', h.make_model(
        graph, functions=[twice], opset_imports=[h.make_opsetid('', 16), h.make_opsetid('local', 1)]))


def external():
    graph = h.make_graph(
        [h.make_node('MatMul', ['x', 'w'], ['y'])], 'external', [vi('x', T.FLOAT, ['N', 64])], [vi('y', T.FLOAT, ['N', 32])],
        [nh.from_array(np.zeros((64, 32), np.float32), 'w')])
    record_onnx('external.onnx', h.make_model(graph, opset_imports=[h.make_opsetid('', 13)]),
                save_as_external_data=True, all_tensors_to_one_file=True, location='external.data', size_threshold=0)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 4, 3)
        self.norm = torch.nn.BatchNorm2d(4)
        self.fc = torch.nn.Linear(4, 2)

    def forward(self, image: torch.Tensor, scale: float = 1.0) -> torch.Tensor:
        return self.fc(self.norm(self.conv(image)).mean([2, 3])) * scale


def record_torch(name, kind, state):
    facts[name] = {
        'format': kind,
        'tensors': {k: [str(v.dtype).replace('torch.', ''), list(v.shape)] for k, v in state.items()},
    }


def torch_models():
    net = Net().eval()
    scripted = torch.jit.script(net)
    torch.jit.save(scripted, os.path.join(out, 'scripted.pt'))
    record_torch('scripted.pt', 'torchscript', scripted.state_dict())
    traced = torch.jit.trace(net, torch.zeros(1, 3, 8, 8))
    torch.jit.save(traced, os.path.join(out, 'traced.pt'))
    record_torch('traced.pt', 'torchscript', traced.state_dict())
    torch.save(net.half().state_dict(), os.path.join(out, 'state.pt'))
    record_torch('state.pt', 'pytorch', net.state_dict())


control_flow()
every_dtype()
functions_and_quantised()
external()
torch_models()
json.dump(facts, sys.stdout)
