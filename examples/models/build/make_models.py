#!/usr/bin/env python3
"""Writes the demo models: made-up weights, real files of the real frameworks.

Debian packages: python3-onnx, python3-torch, python3-numpy. safetensors files are laid out by hand after the
format's README (8-byte little-endian header length, JSON header, tensor bytes). The TFLite file is written by
make_tflite.cjs. Run from anywhere; the digests of the committed files are listed in ../README.md.
"""
import hashlib
import json
import os
import struct

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
rng = np.random.default_rng(20260101)


def path(*parts):
    target = os.path.join(OUT, *parts)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    return target


def floats(*shape, dtype=np.float32):
    return (rng.standard_normal(shape) * 0.1).astype(dtype)


def write_safetensors(target, tensors, metadata):
    names = {np.dtype(np.float16): 'F16', np.dtype(np.float32): 'F32'}
    header, body = {'__metadata__': metadata}, b''
    for name, value in tensors.items():
        raw = value.tobytes()
        header[name] = {
            'dtype': names[value.dtype],
            'shape': list(value.shape),
            'data_offsets': [len(body), len(body) + len(raw)],
        }
        body += raw
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    with open(target, 'wb') as f:
        f.write(struct.pack('<Q', len(text)) + text + body)
    return hashlib.sha256(body).hexdigest()


def fraud_scorer():
    """ONNX, opset 17: a two-layer scorer over 12 features, with a batch dimension left open."""
    w1, b1, w2, b2 = floats(12, 16), floats(16), floats(16, 1), floats(1)
    graph = helper.make_graph(
        [
            helper.make_node('Gemm', ['features', 'w1', 'b1'], ['h'], name='dense1'),
            helper.make_node('Relu', ['h'], ['a'], name='relu1'),
            helper.make_node('Gemm', ['a', 'w2', 'b2'], ['logit'], name='dense2'),
            helper.make_node('Sigmoid', ['logit'], ['score'], name='sigmoid'),
        ],
        'fraud_scorer',
        [helper.make_tensor_value_info('features', TensorProto.FLOAT, ['batch', 12])],
        [helper.make_tensor_value_info('score', TensorProto.FLOAT, ['batch', 1])],
        [
            numpy_helper.from_array(w1, 'w1'),
            numpy_helper.from_array(b1, 'b1'),
            numpy_helper.from_array(w2, 'w2'),
            numpy_helper.from_array(b2, 'b2'),
        ],
    )
    model = helper.make_model(
        graph, producer_name='fraud-training', producer_version='2.1.0',
        opset_imports=[helper.make_opsetid('', 17)],
    )
    model.ir_version = 8
    helper.set_model_props(model, {'license': 'Apache-2.0', 'trained_on': 'payments-2025 (made up)'})
    onnx.checker.check_model(model)
    onnx.save(model, path('fraud-scorer', 'fraud-scorer.onnx'))


def damaged_detector():
    """An ONNX file whose upload broke off: the last third is missing."""
    graph = helper.make_graph(
        [helper.make_node('Conv', ['image', 'k'], ['boxes'], name='conv')],
        'detector',
        [helper.make_tensor_value_info('image', TensorProto.FLOAT, [1, 3, 32, 32])],
        [helper.make_tensor_value_info('boxes', TensorProto.FLOAT, [1, 4, 30, 30])],
        [numpy_helper.from_array(floats(4, 3, 3, 3), 'k')],
    )
    whole = helper.make_model(graph, producer_name='detector-training', opset_imports=[helper.make_opsetid('', 17)])
    raw = whole.SerializeToString()
    with open(path('damaged-detector', 'detector.onnx'), 'wb') as f:
        f.write(raw[: len(raw) * 2 // 3])
    return hashlib.sha256(raw).hexdigest()


class IntentClassifier(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.EmbeddingBag(64, 8)
        self.hidden = torch.nn.Linear(8, 16)
        self.out = torch.nn.Linear(16, 5)

    def forward(self, tokens: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        return self.out(torch.relu(self.hidden(self.embedding(tokens, offsets))))


def intent_classifier():
    """TorchScript of a small bag-of-words classifier."""
    torch.manual_seed(7)
    torch.jit.save(torch.jit.script(IntentClassifier().eval()), path('intent-classifier', 'intent-classifier.pt'))


def images():
    """A base model (safetensors) and a LoRA adapter for it in the conventions of sd-scripts and ModelSpec."""
    blocks = ['down_blocks_0_attn', 'mid_block_attn', 'up_blocks_0_attn']
    base = {f'unet.{b}.{p}.weight': floats(16, 16, dtype=np.float16) for b in blocks for p in ('to_q', 'to_k', 'to_v')}
    write_safetensors(path('stable-base', 'stable-base.safetensors'), base, {
        'format': 'pt', 'modelspec.sai_model_spec': '1.0.0',
        'modelspec.architecture': 'stable-diffusion-v1', 'modelspec.title': 'Stable base (demo)',
    })
    rank = 4
    lora = {}
    for block in blocks:
        key = f'lora_unet_{block}_to_q'
        lora[f'{key}.lora_down.weight'] = floats(rank, 16, dtype=np.float16)
        lora[f'{key}.lora_up.weight'] = floats(16, rank, dtype=np.float16)
        lora[f'{key}.alpha'] = np.array(2, dtype=np.float16)
    metadata = {
        'ss_network_module': 'networks.lora', 'ss_network_dim': str(rank), 'ss_network_alpha': '2',
        'ss_base_model_version': 'sd_v1', 'ss_sd_model_name': 'stable-base.safetensors',
        'modelspec.sai_model_spec': '1.0.0', 'modelspec.architecture': 'stable-diffusion-v1/lora',
        'modelspec.title': 'Portrait style (demo)',
    }
    body = b''.join(v.tobytes() for v in lora.values())
    metadata['sshs_model_hash'] = hashlib.sha256(body).hexdigest()
    write_safetensors(path('lora-portrait', 'lora-portrait.safetensors'), lora, metadata)
    write_safetensors(path('incomplete-ranker', 'ranker.safetensors'), {'w': floats(8, 4)}, {'format': 'pt'})


if __name__ == '__main__':
    fraud_scorer()
    print('whole detector.onnx (before it was cut): sha256:' + damaged_detector())
    intent_classifier()
    images()
