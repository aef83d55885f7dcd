import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { bytesSource, ByteSource } from '../source/ByteSource';
import { gradeImport } from './gradeImport';
import { OP, TORCH_OPCODES } from './OP';
import { scanNested } from './scanNested';
import { PickleMachine } from './PickleMachine';
import { PickleValue } from './PickleValue';

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
    onOpcode(code, offset) {
      if (expectation.torch && !TORCH_OPCODES.has(code) && !unusual.has(code)) {
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
    onBytes(offset, length) {
      scanNested(source, offset, length, expectation, context);
    },
  }).run();
}

/** Convenience for a member that is in memory. */
export function bytesCursor(bytes: Uint8Array): {
  cursor: ByteCursor;
  source: ByteSource;
} {
  const source = bytesSource(bytes);
  return { cursor: new ByteCursor(source), source };
}

function opcodeName(code: number): string {
  const known = Object.entries(OP).find(([, value]) => value === code);
  return known ? known[0] : `0x${code.toString(16)}`;
}
