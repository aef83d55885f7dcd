import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, subSource } from '../source/ByteSource';
import { scanBytes, scanContent, scanText } from '../wrapped/scanContent';
import { checkCall } from './checkCall';
import { gradeImport, JOBLIB_ARRAY } from './gradeImport';
import { OP, TORCH_OPCODES } from './OP';
import { PickleMachine } from './PickleMachine';
import { PickleObject, PickleValue } from './PickleValue';
import { PickleVisitor } from './PickleVisitor';
import { scanRemainder } from './scanRemainder';
import { skipJoblibArray } from './skipJoblibArray';

/** What kind of stream it is, which decides what is usual in it. */
export interface PickleExpectation {
  /** only the opcodes that PyTorch writes are usual */
  torch: boolean;
  /** classes of the archive's own code may be named */
  torchscript: boolean;
  member?: string;
}

/** Arrays of objects in arrays of objects; joblib itself nests none. */
const ARRAY_DEPTH = 16;
const SHOWN_PATH = 200;

/**
 * Reads one stream symbolically and reports every import that is not known to
 * be harmless, and every opcode that PyTorch does not write. An error of the
 * stream is reported too, and thrown when the rest was searched.
 */
export function scanPickle(
  cursor: ByteCursor,
  source: ByteSource,
  expectation: PickleExpectation,
  context: InspectionContext,
  depth = 0,
): PickleValue {
  const visitor = new ScanningVisitor(source, expectation, context, depth);
  try {
    return new PickleMachine(cursor, context.limits, visitor).run();
  } catch (error) {
    if (error instanceof FormatError && error.code !== 'READ_ERROR') {
      visitor.onBreak(error, cursor.position);
    }
    throw error;
  }
}

class ScanningVisitor implements PickleVisitor {
  readonly usualOpcodes: Uint8Array | undefined;
  private readonly unusual = new Set<number>();
  private readonly imports = new Set<string>();

  constructor(
    private readonly source: ByteSource,
    private readonly expectation: PickleExpectation,
    private readonly context: InspectionContext,
    private readonly depth: number,
  ) {
    this.usualOpcodes = expectation.torch ? TORCH_OPCODES : undefined;
  }

  onImport(
    module: string | undefined,
    name: string | undefined,
    offset: number,
  ): void {
    const path = `${module ?? '?'}.${name ?? '?'}`;
    if (this.imports.has(path)) {
      return;
    }
    this.imports.add(path);
    const { torchscript } = this.expectation;
    const severity = gradeImport(module, name, torchscript);
    if (severity) {
      const shown = path.slice(0, SHOWN_PATH);
      this.context.add({
        rule: 'pickle/import',
        severity,
        message: `loading this file would import ${shown}`,
        params: { import: shown },
        location: this.at(offset),
      });
    }
  }

  onUnusualOpcode(code: number, offset: number): void {
    if (!this.unusual.has(code)) {
      this.unusual.add(code);
      this.context.report(
        'pickle/opcode',
        `opcode ${opcodeName(code)} is not written by PyTorch`,
        this.at(offset),
      );
    }
  }

  onCall(call: PickleObject, offset: number): void {
    const objection = checkCall(call);
    if (objection !== undefined) {
      this.context.report('pickle/indirect-call', objection, this.at(offset));
    }
  }

  onIndirectCall(offset: number): void {
    this.context.report(
      'pickle/indirect-call',
      'the stream calls something that it computes first',
      this.at(offset),
    );
  }

  onChange(offset: number): void {
    this.context.report(
      'pickle/changed-import',
      'the stream changes something that it imported',
      this.at(offset),
    );
  }

  onBytes(offset: number, length: number): void {
    scanBytes(this.source, offset, length, this.place(offset), this.context);
  }

  onText(text: string, offset: number): void {
    scanText(text, this.place(offset), this.context);
  }

  onBuild(target: PickleObject, position: number): number {
    if (target.path !== JOBLIB_ARRAY) {
      return position;
    }
    const { source, context } = this;
    const array = skipJoblibArray(target, position, source);
    const start = array.kind === 'raw' ? position : array.start;
    scanContent(
      subSource(source, start, source.size - start),
      this.place(start),
      context,
    );
    if (array.kind === 'raw') {
      return array.end;
    }
    if (this.depth >= ARRAY_DEPTH) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `arrays of objects nest more than ${ARRAY_DEPTH} times`,
        { offset: position },
      );
    }
    const inner = new ByteCursor(source, array.start);
    scanPickle(inner, source, this.expectation, context, this.depth + 1);
    return inner.position;
  }

  onBreak(error: FormatError, position: number): void {
    const { context, source } = this;
    context.report(
      'pickle/broken',
      `the stream breaks off: ${error.message}`,
      this.at(error.offset ?? position),
    );
    scanRemainder(
      source,
      Math.min(position, source.size),
      this.place(0),
      context,
    );
  }

  private at(offset: number) {
    const { member } = this.expectation;
    return { offset, ...(member !== undefined && { member }) };
  }

  private place(offset: number) {
    const { torchscript } = this.expectation;
    return { ...this.at(offset), torchscript };
  }
}

function opcodeName(code: number): string {
  const known = Object.entries(OP).find(([, value]) => value === code);
  return known ? known[0] : `0x${code.toString(16)}`;
}
