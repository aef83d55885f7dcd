import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

const NUMPY_DTYPES: Record<string, string> = {
  float64: 'float64',
  float32: 'float32',
  float16: 'float16',
  int64: 'int64',
  int32: 'int32',
  int16: 'int16',
  int8: 'int8',
  uint8: 'uint8',
  bool: 'bool_',
};

/**
 * A few lines of Python that load the file and call it with zeros of the shapes
 * found, one for each symbolic or unknown dimension. `undefined` for formats
 * that are no programs to call.
 */
export function callSnippet(artifact: Wire['Artifact']): string | undefined {
  const file = JSON.stringify(artifact.path);
  const { format, inputs = [] } = artifact.inspection;
  switch (format) {
    case 'onnx':
      return [
        'import numpy as np, onnxruntime as ort',
        `session = ort.InferenceSession(${file})`,
        'outputs = session.run(None, {',
        ...inputs.map(
          input => `    ${JSON.stringify(input.name)}: ${zeros(input)},`,
        ),
        '})',
      ].join('\n');
    case 'torchscript':
      return [
        'import torch',
        `model = torch.jit.load(${file}, map_location="cpu").eval()`,
        `output = model(${inputs.map(input => input.name).join(', ')})`,
      ].join('\n');
    case 'tflite':
      return [
        'import numpy as np',
        'from ai_edge_litert.interpreter import Interpreter',
        `interpreter = Interpreter(model_path=${file})`,
        'interpreter.allocate_tensors()',
        'for detail in interpreter.get_input_details():',
        '    interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))',
        'interpreter.invoke()',
      ].join('\n');
    case 'safetensors':
      return [
        'from safetensors.torch import load_file',
        `tensors = load_file(${file})`,
      ].join('\n');
    default:
      return undefined;
  }
}

function zeros(input: Wire['ValueInfo']): string {
  const shape = (input.shape ?? []).map(dimension =>
    typeof dimension === 'number' ? dimension : 1,
  );
  const dtype = NUMPY_DTYPES[input.dtype ?? ''] ?? 'float32';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return `np.zeros((${tuple}), dtype=np.${dtype})`;
}
