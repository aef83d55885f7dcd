import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, subSource } from '../source/ByteSource';
import { scanBytes, scanContent, scanText } from '../content/scanContent';
import { checkCall } from './checkCall';
import { roomOf } from './roomOf';
import { rewrittenAttribute } from './rewrittenAttribute';
import { gradeImport, JOBLIB_ARRAY } from '../pickle/gradeImport';
import { Filling } from '../pickle/fillable';
import { OP, torchOpcodes } from '../pickle/OP';
import { PickleExpectation } from '../pickle/PickleExpectation';
import { PickleObject } from '../pickle/PickleValue';
import { PickleVisitor } from '../pickle/PickleVisitor';
import { scanRemainder } from './scanRemainder';
import { skipJoblibArray } from './skipJoblibArray';

/** Arrays of objects in arrays of objects; joblib itself nests none. */
const ARRAY_DEPTH = 16;
const SHOWN_PATH = 200;
/** Elements that a stream may ask room for in all, without having them: real ones ask for none. */
const ROOM = 100_000_000;

const MISFITS: Record<Filling, string> = {
  pairs: 'the stream assigns to elements of something that is no dictionary',
  items: 'the stream appends to something that is no list',
  members: 'the stream adds to something that is no set',
  state: 'the stream gives something a state that no pickler gives it',
};

/** Reports what a stream imports, calls and carries. */
export class ScanningVisitor implements PickleVisitor {
  usualOpcodes: Uint8Array | undefined;
  private readonly unusual = new Set<number>();
  private readonly imports = new Set<string>();
  private readonly misfits = new Set<Filling>();
  private exhausting = false;
  /** elements that calls so far asked room for */
  private room = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly expectation: PickleExpectation,
    private readonly context: InspectionContext,
    private readonly depth: number,
    /** scans the stream that begins at the cursor, one level deeper */
    private readonly scanInner: (cursor: ByteCursor) => void,
  ) {}

  onStart(protocol: number | undefined): void {
    this.usualOpcodes = this.expectation.torch
      ? torchOpcodes(protocol)
      : undefined;
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
    this.expectation.onImport?.(path);
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
    this.room += roomOf(call);
    if (this.room > ROOM) {
      this.onExhaustion(
        `the stream asks for room for ${this.room} elements that it does not have`,
        offset,
      );
    }
    const attribute = rewrittenAttribute(call);
    if (attribute !== undefined) {
      this.reportRewrite(
        `the stream replaces “${attribute}” of a tensor that it made`,
        offset,
      );
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

  onMisfit(filling: Filling, offset: number): void {
    if (!this.misfits.has(filling)) {
      this.misfits.add(filling);
      this.reportRewrite(MISFITS[filling], offset);
    }
  }

  private reportRewrite(message: string, offset: number): void {
    this.context.report('pickle/rewritten-object', message, this.at(offset));
  }

  onExhaustion(message: string, offset: number): void {
    if (!this.exhausting) {
      this.exhausting = true;
      this.context.report('pickle/exhausting', message, this.at(offset));
    }
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
    this.scanInner(inner);
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
  return OP[code] ?? `0x${code.toString(16)}`;
}
