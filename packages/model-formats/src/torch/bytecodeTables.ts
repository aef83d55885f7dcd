import { PickleValue } from '../pickle/PickleValue';
import { tuple } from './tensorCalls';

/** What the bytecode of one method names. */
export interface BytecodeTables {
  /** `__torch__.Net.forward` */
  method: string;
  /** `aten::relu` */
  operators: string[];
  types: string[];
}

/**
 * Tables of each method in `bytecode.pkl` of a mobile archive:
 * `(version, (method, ((table, (entry, …)), …), schema), …)`
 * (torch/csrc/jit/mobile/import.cpp). What has another form names nothing.
 */
export function bytecodeTables(bytecode: PickleValue): BytecodeTables[] {
  return tuple(bytecode).flatMap(item => {
    const [method, tables = null] = tuple(item);
    return typeof method !== 'string'
      ? []
      : [
          {
            method,
            operators: table(tables, 'operators').flatMap(entry =>
              texts([tuple(entry)[0] ?? null]),
            ),
            types: texts(table(tables, 'types')),
          },
        ];
  });
}

function table(tables: PickleValue, name: string): PickleValue[] {
  const found = tuple(tables).find(pair => tuple(pair)[0] === name);
  return found === undefined ? [] : tuple(tuple(found)[1] ?? null);
}

function texts(values: readonly PickleValue[]): string[] {
  return values.filter(value => typeof value === 'string');
}
