/** An operator of PyTorch or of one of its extensions, as `domain::type` in its schema. */
export interface OperatorName {
  domain: string;
  type: string;
}

const NATIVE_CLASS = /^(?:__torch__\.)?torch\.classes\.(\w+)\.(\w+)/;
const OPERATOR = /^(?:torch\.)?ops\.(\w+)\.(\w+)/;
const BUILT_IN = /^torch\.(\w+)/;

/** The operator that a qualified name of TorchScript code means. */
export function operatorOfPath(path: string): OperatorName | undefined {
  if (NATIVE_CLASS.test(path)) {
    return undefined;
  }
  const custom = OPERATOR.exec(path);
  if (custom) {
    return { domain: custom[1], type: custom[2] };
  }
  const builtIn = BUILT_IN.exec(path);
  return builtIn ? { domain: 'aten', type: builtIn[1] } : undefined;
}

/** The operator that the tables of mobile bytecode name as `aten::relu`. */
export function operatorOfSchema(name: string): OperatorName {
  const colons = name.indexOf('::');
  return colons < 0
    ? { domain: '', type: name }
    : { domain: name.slice(0, colons), type: name.slice(colons + 2) };
}

/** The class of a native library that a qualified name means. */
export function nativeClassOf(path: string): OperatorName | undefined {
  const found = NATIVE_CLASS.exec(path);
  return found ? { domain: found[1], type: found[2] } : undefined;
}
