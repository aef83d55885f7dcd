// node onnxProtoDecode.mjs <file>: the whole file into objects, with protobufjs.
import { readFileSync } from 'node:fs';
import onnxProto from 'onnx-proto';

const model = onnxProto.onnx.ModelProto.decode(readFileSync(process.argv[2]));
process.stdout.write(`${model.graph.node.length}\n`);
