import { FindingRule } from '../findings/FINDING_RULES';
import { InspectionContext } from '../reader/InspectionContext';
import { OperatorUse } from './OperatorTable';

const PYTHON = new Set([
  'PyOp', // ONNX Runtime's language interoperation, any domain pyop…
  'PyCustomOp', // onnxruntime-extensions
  'PythonOp', // onnxruntime-training
  'PythonOpGrad',
  'TritonOp',
]);
const ATEN = new Set(['ATen', 'ATenGrad', 'ATenOp', 'ATenOpGrad']);
/** com.microsoft: the attribute is a binary for an accelerator, or the path of one. */
const COMPILED = new Set(['EPContext', 'Snpe']);

/** Reports operators that do more than compute on tensors. */
export function checkOperators(
  uses: Iterable<Readonly<OperatorUse>>,
  context: InspectionContext,
): void {
  for (const { domain, type, offset } of uses) {
    const found = judge(domain, type);
    if (found) {
      context.report(
        found.rule,
        `operator ${domain}::${type} ${found.what}`,
        { offset },
        { domain, type },
      );
    }
  }
}

function judge(
  domain: string,
  type: string,
): { rule: FindingRule; what: string } | undefined {
  if (domain === '') {
    return undefined;
  }
  if (PYTHON.has(type) || domain.startsWith('pyop')) {
    return {
      rule: 'onnx/code-operator',
      what: 'runs Python that it names by module and function',
    };
  }
  if (ATEN.has(type) || domain === 'org.pytorch.aten') {
    return {
      rule: 'onnx/foreign-operator',
      what: 'runs any operator of PyTorch, named in an attribute',
    };
  }
  return domain === 'com.microsoft' && COMPILED.has(type)
    ? {
        rule: 'onnx/compiled-part',
        what: 'holds or names machine code of an accelerator',
      }
    : undefined;
}
