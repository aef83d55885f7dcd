"""Writes ONNX models with python3-onnx into a folder, and expected.json: what that library itself says of each."""
import json
import os
import sys

import numpy as np
import onnx
from onnx import AttributeProto as A
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
KINDS = {'sequence_type': 'sequence', 'map_type': 'map', 'optional_type': 'optional', 'sparse_tensor_type': 'sparse'}


def domain(name):
    return '' if name == 'ai.onnx' else name


def value(v):
    kind = v.type.WhichOneof('value')
    if kind != 'tensor_type':
        return {'name': v.name, 'type': KINDS[kind]}
    t = v.type.tensor_type
    shape = None
    if t.HasField('shape'):
        shape = [d.dim_value if d.HasField('dim_value') else d.dim_param or None for d in t.shape.dim]
    return {'name': v.name, 'dtype': DTYPES[t.elem_type], 'shape': shape}


def count(nodes, counts):
    for n in nodes:
        key = (domain(n.domain), n.op_type)
        counts[key] = counts.get(key, 0) + 1
        for a in n.attribute:
            for g in ([a.g] if a.HasField('g') else []) + list(a.graphs):
                count(g.node, counts)
    return counts


def size(t):
    """Bytes of the values as ONNX stores them raw; strings as they are."""
    if t.data_type == T.STRING:
        return sum(len(s) for s in t.string_data)
    return onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[t.data_type].itemsize * int(np.prod(t.dims, dtype=np.int64)) \
        if t.data_type != T.BFLOAT16 else 2 * int(np.prod(t.dims, dtype=np.int64))


def describe(model):
    initial = {i.name for i in model.graph.initializer} | {s.values.name for s in model.graph.sparse_initializer}
    operators = count(model.graph.node, {})
    for f in model.functions:
        count(f.node, operators)
    for t in model.training_info:
        count(t.initialization.node, operators)
        count(t.algorithm.node, operators)
    locations = {}
    for i in model.graph.initializer:
        entries = {e.key: e.value for e in i.external_data}
        if entries:
            end = int(entries.get('offset', 0)) + int(entries.get('length', size(i)))
            locations[entries['location']] = max(locations.get(entries['location'], 0), end)
    tensors = {i.name: [DTYPES[i.data_type], list(i.dims), str(size(i))] for i in model.graph.initializer}
    for s in model.graph.sparse_initializer:
        tensors[s.values.name] = [DTYPES[s.values.data_type], list(s.dims), str(size(s.values) + size(s.indices))]
    return {
        'formatVersion': str(model.ir_version),
        'producer': {'name': model.producer_name, 'version': model.producer_version},
        'opsets': {domain(o.domain): o.version for o in model.opset_import},
        'inputs': [value(v) for v in model.graph.input if v.name not in initial],
        'outputs': [value(v) for v in model.graph.output],
        'operators': {f'{d}::{t}': n for (d, t), n in sorted(operators.items())},
        'functions': [[domain(f.domain), f.name] for f in model.functions],
        'tensors': tensors,
        'metadata': {p.key: p.value for p in model.metadata_props},
        'companions': {location: str(end) for location, end in sorted(locations.items())},
        'nodes': [[n.name, domain(n.domain), n.op_type, list(n.input), list(n.output)] for n in model.graph.node],
    }


def record(name, model, check=True, **save):
    path = os.path.join(out, name)
    model.producer_name, model.producer_version = 'python3-onnx', onnx.__version__
    onnx.save(model, path, **save)
    if check:
        onnx.checker.check_model(path)
    facts[name] = describe(onnx.load(path, load_external_data=False))


def vi(name, kind, shape):
    return h.make_tensor_value_info(name, kind, shape)


def model(graph, opset=16, **more):
    imports = [h.make_opsetid('', opset)] + [h.make_opsetid(d, 1) for d in more.pop('domains', [])]
    return h.make_model(graph, opset_imports=imports, **more)


def branch(name, op, source, result):
    return h.make_graph([h.make_node(op, [source], [result])], name, [], [vi(result, T.FLOAT, None)])


def control_flow():
    body = h.make_graph(
        [h.make_node('Identity', ['c'], ['c2']), h.make_node('Add', ['s', 'one'], ['s2'], name='step')], 'body',
        [vi('i', T.INT64, []), vi('c', T.BOOL, []), vi('s', T.FLOAT, [1])],
        [vi('c2', T.BOOL, []), vi('s2', T.FLOAT, [1])], [nh.from_array(np.ones(1, np.float32), 'one')])
    scanned = h.make_graph(
        [h.make_node('Add', ['sum', 'next'], ['sum2']), h.make_node('Identity', ['sum2'], ['each'])], 'scanned',
        [vi('sum', T.FLOAT, [1]), vi('next', T.FLOAT, [1])], [vi('sum2', T.FLOAT, [1]), vi('each', T.FLOAT, [1])])
    inner = h.make_graph(
        [h.make_node('If', ['k'], ['t'], then_branch=branch('a', 'Relu', 'l', 'ta'), else_branch=branch('b', 'Abs', 'l', 'tb'))],
        'then', [], [vi('t', T.FLOAT, None)])
    graph = h.make_graph(
        [h.make_node('Loop', ['n', 'k', 'x'], ['l'], body=body),
         h.make_node('If', ['k'], ['c'], then_branch=inner, else_branch=branch('else', 'Neg', 'l', 'e')),
         h.make_node('Scan', ['c', 'xs'], ['y', 'all'], body=scanned, num_scan_inputs=1)],
        'flow', [vi('x', T.FLOAT, [1]), vi('k', T.BOOL, []), vi('xs', T.FLOAT, ['T', 1])],
        [vi('y', T.FLOAT, [1]), vi('all', T.FLOAT, ['T', 1])], [nh.from_array(np.array(3, np.int64), 'n')])
    record('control-flow.onnx', model(graph))


def every_dtype():
    """Each type raw and in its typed field; scalars and empty tensors."""
    arrays = [np.zeros((2, 3), k) for k in (
        np.float32, np.float64, np.float16, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64,
        np.uint64, np.bool_, np.complex64, np.complex128)]
    raw = [nh.from_array(a, f'raw_{a.dtype}') for a in arrays]
    typed = [h.make_tensor(f'typed_{DTYPES[k]}', k, [3], [1, 2, 300 % 128]) for k in DTYPES if k != T.STRING]
    texts = h.make_tensor('texts', T.STRING, [3], [b'a', b'', 'é'.encode()])
    more = [nh.from_array(np.array(7, np.int64), 'scalar'), nh.from_array(np.zeros((0, 7), np.float32), 'empty'),
            h.make_tensor('negative', T.INT64, [2], [-1, -2 ** 63])]
    graph = h.make_graph(
        [h.make_node('Identity', ['x'], ['y'])], 'dtypes', [vi('x', T.FLOAT, ['N', None, 3])],
        [vi('y', T.FLOAT, ['N', None, 3])], raw + typed + [texts] + more)
    record('dtypes.onnx', model(graph, 13))


def attributes():
    """Every kind of attribute value."""
    sparse = h.make_sparse_tensor(h.make_tensor('', T.FLOAT, [1], [1.0]), h.make_tensor('', T.INT64, [1], [2]), [4])
    values = {
        'f': 0.1, 'i': -7, 's': 'text', 't': h.make_tensor('c', T.FLOAT, [2], [1.0, 2.0]),
        'floats': [1.0, 2.5], 'ints': [1, -2, 3], 'strings': ['a', 'b'],
        'tensors': [h.make_tensor('c1', T.INT64, [1], [1]), h.make_tensor('c2', T.INT64, [1], [2])],
        'g': branch('g', 'Relu', 'x', 'gr'), 'graphs': [branch('g1', 'Relu', 'x', 'g1r'), branch('g2', 'Neg', 'x', 'g2r')],
        'sparse_tensor': sparse,
    }
    node = h.make_node('Everything', ['x', '', 'x'], ['y', ''], domain='com.example', name='all')
    for name, content in values.items():
        attribute = A(name=name)
        if name == 'sparse_tensor':
            attribute.sparse_tensor.CopyFrom(content)
            attribute.type = A.SPARSE_TENSOR
        else:
            attribute = h.make_attribute(name, content)
        node.attribute.append(attribute)
    graph = h.make_graph([node], 'attributes', [vi('x', T.FLOAT, [1])], [vi('y', T.FLOAT, [1])])
    record('attributes.onnx', model(graph, domains=['com.example']))


def functions_():
    scaled = h.make_function(
        'local', 'Scaled', ['a'], ['b'],
        [h.make_node('Constant', [], ['c']), h.make_node('Mul', ['a', 'c'], ['b'])], [h.make_opsetid('', 16)], ['factor'])
    reference = A(name='value_float', ref_attr_name='factor', type=A.FLOAT)
    scaled.node[0].attribute.append(reference)
    twice = h.make_function(
        'local', 'Twice', ['a'], ['b'],
        [h.make_node('Scaled', ['a'], ['h'], domain='local', factor=2.0), h.make_node('Scaled', ['h'], ['b'], domain='local', factor=2.0)],
        [h.make_opsetid('', 16), h.make_opsetid('local', 1)])
    graph = h.make_graph(
        [h.make_node('Twice', ['x'], ['y'], domain='local')], 'functions', [vi('x', T.FLOAT, ['N', 4])], [vi('y', T.FLOAT, ['N', 4])])
    record('functions.onnx', model(graph, functions=[scaled, twice], domains=['local']))


def quantised():
    u8 = nh.from_array(np.zeros((4, 4), np.uint8), 'w')
    graph = h.make_graph(
        [h.make_node('QuantizeLinear', ['x', 's', 'z'], ['q']),
         h.make_node('QLinearMatMul', ['q', 's', 'z', 'w', 's', 'z', 's', 'z'], ['m']),
         h.make_node('DequantizeLinear', ['m', 's', 'z'], ['y'])],
        'quantised', [vi('x', T.FLOAT, ['N', 4])], [vi('y', T.FLOAT, ['N', 4])],
        [nh.from_array(np.array(0.1, np.float32), 's'), nh.from_array(np.array(3, np.uint8), 'z'), u8],
        value_info=[vi('q', T.UINT8, ['N', 4])])
    annotation = graph.quantization_annotation.add()
    annotation.tensor_name = 'y'
    for key, name in (('SCALE_TENSOR', 's'), ('ZERO_POINT_TENSOR', 'z')):
        entry = annotation.quant_parameter_tensor_names.add()
        entry.key, entry.value = key, name
    record('quantised.onnx', model(graph))


def sparse():
    linear = h.make_sparse_tensor(
        h.make_tensor('linear', T.FLOAT, [2], [1.0, 2.0]), h.make_tensor('', T.INT64, [2], [3, 11]), [3, 4])
    pairs = h.make_sparse_tensor(
        nh.from_array(np.ones(3, np.float32), 'pairs'), nh.from_array(np.array([[0, 1], [1, 0], [2, 3]], np.int64), 'at'), [3, 4])
    graph = h.make_graph(
        [h.make_node('Add', ['x', 'linear'], ['h']), h.make_node('Add', ['h', 'pairs'], ['y'])], 'sparse',
        [vi('x', T.FLOAT, [3, 4])], [vi('y', T.FLOAT, [3, 4])], sparse_initializer=[linear, pairs])
    record('sparse.onnx', model(graph), check=False)  # checker of 1.12 demands what its own documentation does not


def training():
    graph = h.make_graph(
        [h.make_node('MatMul', ['x', 'w'], ['y'])], 'inference', [vi('x', T.FLOAT, [1, 2])], [vi('y', T.FLOAT, [1, 2])],
        [nh.from_array(np.zeros((2, 2), np.float32), 'w')])
    built = model(graph)
    info = built.training_info.add()
    info.initialization.CopyFrom(h.make_graph(
        [h.make_node('RandomNormal', [], ['fresh'], shape=[2, 2])], 'initialization', [], [vi('fresh', T.FLOAT, [2, 2])]))
    info.algorithm.CopyFrom(h.make_graph(
        [h.make_node('Sub', ['w', 'step'], ['updated'])], 'algorithm', [], [vi('updated', T.FLOAT, [2, 2])],
        [nh.from_array(np.full((2, 2), 0.1, np.float32), 'step')]))
    for bindings, name in ((info.initialization_binding, 'fresh'), (info.update_binding, 'updated')):
        entry = bindings.add()
        entry.key, entry.value = 'w', name
    record('training.onnx', built)


def values():
    """Inputs that are no tensors, unknown rank, metadata."""
    def typed(name, fill):
        v = onnx.ValueInfoProto(name=name)
        fill(v.type)
        return v
    tensor = h.make_tensor_type_proto(T.FLOAT, [2])
    inputs = [
        h.make_tensor_sequence_value_info('s', T.FLOAT, None),
        typed('o', lambda t: t.optional_type.elem_type.CopyFrom(tensor)),
        typed('m', lambda t: (setattr(t.map_type, 'key_type', T.INT64), t.map_type.value_type.CopyFrom(tensor))),
        vi('x', T.FLOAT, ['batch', 0, 3]),
    ]
    graph = h.make_graph(
        [h.make_node('SequenceLength', ['s'], ['n']), h.make_node('OptionalHasElement', ['o'], ['has']),
         h.make_node('ZipMap', ['x'], ['z'], domain='ai.onnx.ml', classlabels_int64s=[0, 1])],
        'values', inputs, [vi('n', T.INT64, []), vi('has', T.BOOL, [])])
    built = model(graph, domains=['ai.onnx.ml'])
    h.set_model_props(built, {'author': 'me', 'empty': '', 'ünïcode': '日本'})
    record('values.onnx', built)


def external():
    graph = h.make_graph(
        [h.make_node('MatMul', ['x', 'w'], ['h']), h.make_node('Add', ['h', 'b'], ['y'])], 'external',
        [vi('x', T.FLOAT, ['N', 16])], [vi('y', T.FLOAT, ['N', 8])],
        [nh.from_array(np.zeros((16, 8), np.float32), 'w'), nh.from_array(np.zeros((8,), np.float32), 'b')])
    record('external.onnx', model(graph, 13), save_as_external_data=True, all_tensors_to_one_file=True,
           location='external.data', size_threshold=0)


def old():
    """IR 3: initializers are inputs too."""
    graph = h.make_graph(
        [h.make_node('MatMul', ['x', 'w'], ['y'])], 'old', [vi('x', T.FLOAT, [1, 2]), vi('w', T.FLOAT, [2, 2])],
        [vi('y', T.FLOAT, [1, 2])], [nh.from_array(np.zeros((2, 2), np.float32), 'w')])
    built = model(graph, 8)
    built.ir_version = 3
    record('ir3.onnx', built)


for write in (control_flow, every_dtype, attributes, functions_, quantised, sparse, training, values, external, old):
    write()
with open(os.path.join(out, 'expected.json'), 'w', encoding='utf-8') as file:
    json.dump(facts, file, indent=1, ensure_ascii=False, sort_keys=True)
    file.write('\n')
