import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { gradeImport } from './gradeImport';
import { OP, TORCH_OPCODES } from './OP';
import { PickleMachine } from './PickleMachine';
import { PickleValue } from './PickleValue';
import { scanBytes, scanText } from '../wrapped/scanContent';

/** What kind of stream it is, which decides what is usual in it. */
export interface PickleExpectation {
  /** only the opcodes that PyTorch writes are usual */
  torch: boolean;
  /** classes of the archive's own code may be named */
  torchscript: boolean;
  member?: string;
}

/**
 * Reads one stream symbolically and reports every import that is not known to
 * be harmless, and every opcode that PyTorch does not write. Errors of the
 * stream are thrown after what came before them was reported.
 */
export function scanPickle(
  cursor: ByteCursor,
  source: ByteSource,
  expectation: PickleExpectation,
  context: InspectionContext,
): PickleValue {
  const at = (offset: number) => ({
    offset,
    ...(expectation.member !== undefined && { member: expectation.member }),
  });
  const place = (offset: number) => ({
    ...at(offset),
    torchscript: expectation.torchscript,
  });
  const unusual = new Set<number>();
  const imports = new Set<string>();
  return new PickleMachine(cursor, context.limits, {
    onImport(module, name, offset) {
      const path = `${module ?? '?'}.${name ?? '?'}`;
      if (imports.has(path)) {
        return;
      }
      imports.add(path);
      const severity = gradeImport(module, name, expectation.torchscript);
      if (severity) {
        context.add({
          rule: 'pickle/import',
          severity,
          message: `loading this file would import ${path.slice(0, 200)}`,
          params: { import: path.slice(0, 200) },
          location: at(offset),
        });
      }
    },
    ...(expectation.torch && { usualOpcodes: TORCH_OPCODES }),
    onUnusualOpcode(code, offset) {
      if (!unusual.has(code)) {
        unusual.add(code);
        context.report(
          'pickle/opcode',
          `opcode ${opcodeName(code)} is not written by PyTorch`,
          at(offset),
        );
      }
    },
    onIndirectCall(offset) {
      context.report(
        'pickle/indirect-call',
        'the stream calls something that it computes first',
        at(offset),
      );
    },
    onChange(offset) {
      context.report(
        'pickle/changed-import',
        'the stream changes something that it imported',
        at(offset),
      );
    },
    onBytes(offset, length) {
      scanBytes(source, offset, length, place(offset), context);
    },
    onText(text, offset) {
      scanText(text, place(offset), context);
    },
  }).run();
}

function opcodeName(code: number): string {
  const known = Object.entries(OP).find(([, value]) => value === code);
  return known ? known[0] : `0x${code.toString(16)}`;
}
