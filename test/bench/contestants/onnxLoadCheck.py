# python3 onnxLoadCheck.py <file>: what people run to look into a model and to trust it.
import sys

import onnx

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model)
print(len(model.graph.node))
