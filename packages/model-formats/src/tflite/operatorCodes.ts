import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { BUILTIN_OPERATORS } from './BUILTIN_OPERATORS';
import { isFileOperator } from './FILE_OPERATORS';
import { requiredVector } from './requiredVector';
import { MODEL, OPERATOR_CODE } from './schema';

const CUSTOM = 32;

/** What one entry of Model.operator_codes stands for. */
export interface OperatorType {
  /** `custom` or empty */
  domain: string;
  type: string;
  version: number;
}

/** Model.operator_codes; reports custom, dangerous and unknown operators. */
export function readOperatorCodes(
  flat: FlatbufferReader,
  model: FlatTable,
  context: InspectionContext,
): OperatorType[] {
  const vector = requiredVector(
    flat,
    model,
    MODEL.operatorCodes,
    'operator codes',
  );
  context.assertLimit('operatorTypes', vector.length, vector.position);
  const codes: OperatorType[] = [];
  for (let i = 0; i < vector.length; i++) {
    codes.push(readCode(flat, flat.tableAt(vector, i), context));
  }
  return codes;
}

function readCode(
  flat: FlatbufferReader,
  code: FlatTable,
  context: InspectionContext,
): OperatorType {
  // Codes past 127 do not fit the old field, so the larger one counts
  // (tflite/schema/schema_utils.cc).
  const builtin = Math.max(
    flat.i8(code, OPERATOR_CODE.deprecatedBuiltinCode),
    flat.i32(code, OPERATOR_CODE.builtinCode),
  );
  const version = flat.i32(code, OPERATOR_CODE.version, 1);
  if (builtin === CUSTOM) {
    const type = flat.string(code, OPERATOR_CODE.customCode);
    if (!type) {
      throw new FormatError('MALFORMED', 'a custom operator has no name', {
        offset: code.position,
      });
    }
    reportCustom(type, code.position, context);
    return { domain: 'custom', type, version };
  }
  const type = BUILTIN_OPERATORS[builtin];
  if (type === undefined) {
    context.report(
      'tflite/unknown-operator',
      `operator code ${builtin} is not in the schema`,
      { offset: code.position },
    );
  }
  return { domain: '', type: type ?? `BUILTIN_${builtin}`, version };
}

/** `name` is that of a custom operator or of a StableHLO custom call. */
export function reportCustom(
  name: string,
  offset: number,
  context: InspectionContext,
): void {
  if (isFileOperator(name)) {
    context.report(
      'tflite/file-operator',
      `the operator ${name} reads or writes files or calls Python`,
      { offset },
      { operator: name },
    );
  } else {
    context.report(
      'tflite/custom-operator',
      `the operator ${name} needs native code that the runtime must bring`,
      { offset },
      { operator: name },
    );
  }
}
