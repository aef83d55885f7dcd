"""Writes everyday checkpoints into a folder: every pickle protocol and layout of torch.save, and plain Python values beside weights."""
import argparse
import datetime
import decimal
import fractions
import os
import pathlib
import sys
import types
import uuid
from collections import Counter, defaultdict, deque

import numpy as np
import torch

out = sys.argv[1]
torch.manual_seed(7)

model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3))
optimiser = torch.optim.Adam(model.parameters())
model(torch.rand(5, 4)).sum().backward()
optimiser.step()
checkpoint = {
    'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'epoch': 3, 'flag': True,
    'set': {'a', 'b'}, 'frozen': frozenset([1]), 'bytes': b'abc', 'array of bytes': bytearray(b'xyz'),
    'big': 2**70, 'tuple': (1, 2, 3, 4), 'array': np.arange(3), 'scalar': np.float64(2.5),
}
# Protocol 0 cannot name a storage.
for protocol in range(1, 6):
    for layout in ('zip', 'legacy'):
        torch.save(checkpoint, os.path.join(out, f'protocol-{protocol}-{layout}.pt'), pickle_protocol=protocol,
                   _use_new_zipfile_serialization=layout == 'zip')

VALUES = {
    'factory': defaultdict(int), 'types': [int, str, float, bytes, range, complex, np.float32],
    'range': range(3), 'slice': slice(1, 2), 'complex': complex(1, 2), 'path': pathlib.Path('/x/y'),
    'pure-path': pathlib.PurePosixPath('a/b'), 'uuid': uuid.uuid4(), 'arguments': argparse.Namespace(lr=0.1),
    'namespace': types.SimpleNamespace(a=1), 'time': datetime.datetime.now(datetime.timezone.utc),
    'date': datetime.date.today(), 'delta': datetime.timedelta(1), 'decimal': decimal.Decimal('1.5'),
    'deque': deque([1, 2], 3), 'fraction': fractions.Fraction(1, 3), 'counter': Counter('abc'),
    'torch-rng': torch.get_rng_state(), 'numpy-rng': np.random.get_state(), 'dtype': torch.float32,
    'device': torch.device('cpu'), 'size': torch.Size([1, 2]), 'numpy-dtype': np.dtype('float32'),
}
for name, value in VALUES.items():
    for protocol in (2, 4):
        torch.save({'w': torch.zeros(2), name: value}, os.path.join(out, f'{name}-{protocol}.pt'),
                   pickle_protocol=protocol)
