"""Writes PyTorch files of every kind into a folder and prints, as JSON, what torch says of each when it has loaded it."""
import gzip
import json
import os
import sys
import zlib
from collections import OrderedDict
from typing import Dict, List, Optional, Tuple

import numpy as np
import torch

out = sys.argv[1]
facts = {}
torch.manual_seed(7)
torch.backends.quantized.engine = 'qnnpack'


def path(name):
    return os.path.join(out, name)


def dtype(t):
    return str(t.dtype).replace('torch.', '')


def describe(t):
    """[dtype, shape, byte offset in its storage, address of the storage]"""
    storage = t.storage() if not t.is_quantized else t.int_repr().storage() and t.storage()
    return [dtype(t), list(t.shape), t.storage_offset() * t.element_size(), storage.data_ptr()]


def walk(value, prefix, found):
    if isinstance(value, torch.Tensor):
        found[prefix] = describe(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            walk(item, f'{prefix}.{key}' if prefix else str(key), found)
    elif isinstance(value, (list, tuple)):
        for i, item in enumerate(value):
            walk(item, f'{prefix}.{i}' if prefix else str(i), found)
    return found


def with_sharing(tensors):
    """Addresses become the name of the first tensor in that storage."""
    first = {}
    return {
        name: {'dtype': d, 'shape': s, 'offset': o, 'sharedWith': first.setdefault((a, d) if a else name, name)}
        for name, (d, s, o, a) in tensors.items()
    }


def record_dict(name, value, kind='pytorch', status='clean', **options):
    torch.save(value, path(name), **options)
    loaded = torch.load(path(name))
    facts[name] = {'format': kind, 'status': status, 'tensors': with_sharing(walk(loaded, '', {}))}


def modules(module):
    return {name: m.original_name for name, m in module.named_modules()}


def signature(schema):
    return {
        'inputs': [{'name': a.name, 'type': a.type.annotation_str} for a in schema.arguments[1:]],
        'outputs': [r.type.annotation_str for r in schema.returns],
    }


def constants(module):
    """dtype and shape of the constant tensors in all graphs, sorted."""
    found = []

    def graph(g):
        for node in g.findAllNodes('prim::Constant'):
            if node.hasAttribute('value') and node.kindOf('value') == 't':
                t = node.t('value')
                found.append([dtype(t), list(t.shape)])
    graph(module.inlined_graph)
    return sorted(found)


def record_script(name, module, mobile=False, status='clean', extra=None, list_state=True):
    if mobile:
        module._save_for_lite_interpreter(path(name))
    else:
        torch.jit.save(module, path(name), _extra_files=extra or {})
    loaded = torch.jit.load(path(name))
    facts[name] = {
        'format': 'torchscript',
        'status': status,
        'forward': signature(loaded._c._get_method('forward').schema),
        'methods': sorted(m for m in loaded._c._method_names() if m != 'forward'),
        'modules': modules(loaded),
        'extra': {f'extra/{k}': v for k, v in (extra or {}).items()},
    }
    if list_state:
        facts[name]['tensors'] = with_sharing({k: describe(v) for k, v in loaded.state_dict(keep_vars=True).items()})
    else:
        facts[name]['constants'] = constants(loaded)


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 4, 3)
        self.norm = torch.nn.BatchNorm2d(4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.norm(self.conv(x)))


class Net(torch.nn.Module):
    table: Dict[str, torch.Tensor]

    def __init__(self):
        super().__init__()
        self.block = Block()
        self.fc = torch.nn.Linear(4, 2)
        self.register_buffer('steps', torch.ones(2, dtype=torch.int64))
        self.table = {'a': torch.zeros(2)}
        self.ratio = 0.5
        self.label = 'net'

    def forward(self, image: torch.Tensor, scale: float = 1.0, names: Optional[List[str]] = None,
                limits: Tuple[int, int] = (1, 2)) -> Tuple[torch.Tensor, Dict[str, int]]:
        y = self.fc(self.block(image).mean([2, 3])) * scale * self.ratio
        count = {'n': 0}
        if names is not None:
            for n in names:
                count[n] = len(n)
        i = 0
        while i < limits[0]:
            y = y + self.table['a']
            i += 1
        return y, count

    @torch.jit.export
    def embed(self, image: torch.Tensor) -> torch.Tensor:
        return self.block(image)


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(4, 3)
        self.out = torch.nn.Linear(3, 2)

    def forward(self, x):
        return self.out(torch.relu(self.fc(x)))


def torchscript():
    net = Net().eval()
    scripted = torch.jit.script(net)
    record_script('scripted.pt', scripted, extra={'card.json': '{"license":"MIT"}'}, list_state=True)
    # An attribute that is a dictionary of tensors is stored, but is no state.
    facts['scripted.pt']['alsoStored'] = ['table.a']
    traced = torch.jit.trace(Small().eval(), torch.zeros(1, 4))
    record_script('traced.pt', traced)
    record_script('frozen.pt', torch.jit.freeze(torch.jit.script(Small().eval())), list_state=False)
    record_script('mobile.ptl', scripted, mobile=True)
    facts['mobile.ptl']['alsoStored'] = ['table.a']
    dynamic = torch.quantization.quantize_dynamic(Small().eval(), {torch.nn.Linear}, dtype=torch.qint8)
    record_script('quantised_dynamic.pt', torch.jit.script(dynamic))
    facts['quantised_dynamic.pt'].pop('tensors')
    prepared = torch.quantization.QuantWrapper(Small().eval())
    prepared.qconfig = torch.quantization.get_default_qconfig('qnnpack')
    torch.quantization.prepare(prepared, inplace=True)
    prepared(torch.randn(4, 4))
    torch.quantization.convert(prepared, inplace=True)
    record_script('quantised_static.pt', torch.jit.script(prepared))
    facts['quantised_static.pt'].pop('tensors')
    shared = torch.jit.script(Tied())
    record_script('tied.pt', shared)


class Tied(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Linear(3, 3)
        self.b = torch.nn.Linear(3, 3)
        self.b.weight = self.a.weight

    def forward(self, x):
        return self.b(self.a(x))


ELEMENTS = [
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
    torch.uint8, torch.bool, torch.complex64, torch.complex128,
]


def state_dicts():
    net = Net().eval()
    record_dict('state.pt', net.state_dict())
    record_dict('legacy.pt', net.state_dict(), 'pytorch-legacy', _use_new_zipfile_serialization=False)
    record_dict('dtypes.pt', OrderedDict((str(d).replace('torch.', ''), torch.zeros(2, 3).to(d)) for d in ELEMENTS))
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    views = {
        'base': base, 'row': base[1], 'column': base[:, 2], 'transposed': base.t(), 'part': base[1:3, 2:5],
        'expanded': base[0:1].expand(5, 6), 'scalar': base[2, 3], 'empty': base[0:0], 'channels_last':
        torch.zeros(1, 2, 3, 4).to(memory_format=torch.channels_last),
    }
    record_dict('views.pt', views)
    record_dict('views_legacy.pt', views, 'pytorch-legacy', _use_new_zipfile_serialization=False)
    weight = torch.nn.Parameter(torch.zeros(3, 2))
    record_dict('shared.pt', {'a': weight, 'b': weight, 'list': [weight.data, torch.ones(1)]})
    per_channel = torch.quantize_per_channel(
        torch.randn(3, 4), torch.tensor([0.1, 0.2, 0.3], dtype=torch.float64), torch.zeros(3, dtype=torch.int64), 0, torch.qint8)
    record_dict('qtensors.pt', {
        'per_tensor': torch.quantize_per_tensor(torch.randn(2, 3), 0.1, 3, torch.quint8), 'per_channel': per_channel})
    # The scales and zero points of each channel are tensors of the file, but no entries of the dictionary.
    facts['qtensors.pt']['alsoStored'] = ['per_channel.scales', 'per_channel.zero_points']
    optimiser = torch.optim.Adam(net.parameters())
    net(torch.zeros(1, 3, 8, 8))[0].sum().backward()
    optimiser.step()
    record_dict('checkpoint.pt', {'epoch': 3, 'model': net.state_dict(), 'optimiser': optimiser.state_dict(), 'loss': 0.25})
    sparse = torch.sparse_coo_tensor([[0, 1], [1, 0]], [1.0, 2.0], (2, 2))
    torch.save({'s': sparse}, path('sparse.pt'))
    facts['sparse.pt'] = {'format': 'pytorch', 'status': 'clean', 'parts': {'s.indices': ['int64', [2, 2]], 's.values': ['float32', [2]]}}
    torch.save(Small(), path('module.pt'))
    facts['module.pt'] = {'format': 'pytorch', 'status': 'findings', 'tensors': None}
    torch.save(Small(), path('module_legacy.pt'), _use_new_zipfile_serialization=False)
    facts['module_legacy.pt'] = {'format': 'pytorch-legacy', 'status': 'findings', 'tensors': None}


def numpy_files():
    arrays = {'w': np.zeros((2, 3), np.float32), 'b': np.arange(4), 'name': np.array(['ab', 'c'])}
    np.save(path('array.npy'), arrays['w'])
    facts['array.npy'] = {'format': 'npy', 'status': 'clean', 'arrays': {'array': ['float32', [2, 3]]}}
    expected = {'w': ['float32', [2, 3]], 'b': ['int64', [4]], 'name': ['string', [2]]}
    np.savez(path('arrays.npz'), **arrays)
    facts['arrays.npz'] = {'format': 'npz', 'status': 'clean', 'arrays': expected}
    np.savez_compressed(path('packed.npz'), **arrays)
    facts['packed.npz'] = {'format': 'npz', 'status': 'clean', 'arrays': expected}
    np.save(path('objects.npy'), np.array([{'a': 1}, None], dtype=object), allow_pickle=True)
    facts['objects.npy'] = {'format': 'npy', 'status': 'findings', 'arrays': {'array': ['object', [2]]}}


def wrapped():
    import pickle
    plain = pickle.dumps({'a': [1, 2.5, 'x']})
    with open(path('plain.pkl.gz'), 'wb') as f:
        f.write(gzip.compress(plain, mtime=0))
    facts['plain.pkl.gz'] = {'format': 'gzip', 'status': 'findings'}
    with open(path('plain.pkl.z'), 'wb') as f:
        f.write(zlib.compress(plain))
    facts['plain.pkl.z'] = {'format': 'zlib', 'status': 'findings'}
    with open(path('arrays.pkl'), 'wb') as f:
        pickle.dump({'w': np.zeros((2, 3), np.float32), 'n': np.float64(1)}, f, protocol=2)
    facts['arrays.pkl'] = {'format': 'pickle', 'status': 'clean'}


torchscript()
state_dicts()
numpy_files()
wrapped()
json.dump(facts, sys.stdout, indent=1)
