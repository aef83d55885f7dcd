import { ByteCursor } from '../source/ByteCursor';
import { latin1 } from '../source/utf8';
import { OP } from './OP';
import { PickleTensor, TensorKind, TensorParts } from './PickleTensor';
import {
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleValue,
} from './PickleValue';

/** More than the opcodes of one tensor and of the name before it take. */
const TENSOR_BYTES = 512;
const AHEAD_BYTES = 16 * 1024;
const MAX_RANK = 8;
/** Digits of a storage's key. */
const MAX_KEY_BYTES = 16;
const MAX_NAME_BYTES = 128;
/**
 * Not printable, or a run without a dot that is long enough to be an encoded
 * stream (`encodedData`).
 */
const SUSPICIOUS = /[^ -~]|[^.]{24}/;
/** Opcodes of a tensor behind its first MARK, without shape and strides. */
const TENSOR_OPCODES = 24;
/** A name, put into the memo, the callee, and the first MARK. */
export const NAME_OPCODES = 4;

type Memo = readonly (PickleValue | TensorParts)[];

/**
 * The opcodes by which torch.save states the arguments of `_rebuild_tensor_v2`
 * and calls it (torch/_tensor.py `__reduce_ex__`, protocol 2): always in one
 * order, all new values put into the memo one after the other.
 */
export class TensorOpcodes {
  /** the call that makes the hooks of the last tensor */
  hooks = new PickleObject(null, null);
  /** positions in the stream */
  hooksCall = 0;
  call = 0;
  end = 0;
  /** how many they are, and how many of them are MARK */
  count = 0;
  marks = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private at = 0;
  private wrong = false;
  private kind: TensorKind | undefined;
  private readonly numbers: number[] = [];

  constructor(private readonly cursor: ByteCursor) {}

  /**
   * Reads those that begin at the cursor, behind the first MARK, and leaves it
   * there. `undefined` when they are not exactly that.
   */
  read(memo: Memo, callee: PickleGlobal): PickleTensor | undefined {
    this.look();
    this.marks = 1;
    this.wrong = false;
    const put = memo.length;

    this.expect(OP.MARK);
    const tag = this.recall(memo);
    const type = this.recall(memo);
    const key = this.key();
    this.put(put);
    const device = this.recall(memo);
    const count = this.int();
    this.expect(OP.TUPLE);
    this.put(put + 1);
    this.expect(OP.BINPERSID);
    const storageOffset = this.int();
    const shape = this.ints(put + 2);
    const strides = this.ints(put + 3);
    const requiresGrad = this.truth();
    const hooks = this.recall(memo);
    this.expect(OP.EMPTY_TUPLE);
    this.hooksCall = this.start + this.at;
    this.expect(OP.REDUCE);
    this.put(put + 4);
    this.expect(OP.TUPLE);
    this.put(put + 5);
    this.call = this.start + this.at;
    this.expect(OP.REDUCE);
    this.put(put + 6);
    if (this.wrong || !(hooks instanceof PickleGlobal)) {
      return undefined;
    }
    this.end = this.start + this.at;
    this.count =
      TENSOR_OPCODES + shape.length + strides.length + this.marks - 1;
    let { kind } = this;
    if (
      kind === undefined ||
      kind.callee !== callee ||
      kind.tag !== tag ||
      kind.type !== type ||
      kind.device !== device ||
      kind.hooks !== hooks ||
      kind.requiresGrad !== requiresGrad
    ) {
      kind = { callee, tag, type, device, hooks, requiresGrad };
      this.kind = kind;
      this.hooks = new PickleObject(hooks, new PickleSequence('tuple', []));
    }
    return new PickleTensor(
      new TensorParts(kind, key, count, storageOffset, shape, strides, put),
    );
  }

  /**
   * Reads what stands between two tensors of a state_dict: a name, the memo's
   * `callee` and the first MARK. `undefined` when it is anything else, or a
   * name in which something could hide.
   */
  readName(memo: Memo, callee: PickleGlobal): string | undefined {
    this.look();
    this.wrong = false;
    this.expect(OP.BINUNICODE);
    const name = this.plainText();
    this.put(memo.length);
    const called = this.recall(memo);
    this.expect(OP.MARK);
    this.end = this.start + this.at;
    return !this.wrong && called === callee ? name : undefined;
  }

  /** Bytes of a tensor, or up to the end of the stream, are at hand. */
  private look(): void {
    const { position, size } = this.cursor;
    const length = Math.min(TENSOR_BYTES, size - position);
    this.at = position - this.start;
    if (this.at < 0 || this.at + length > this.bytes.length) {
      const end = Math.min(position + AHEAD_BYTES, size);
      // A copy: what the cursor lends is good until its next call.
      this.bytes = new Uint8Array(this.cursor.slice(position, end));
      this.start = position;
      this.at = 0;
    }
  }

  /** Four bytes; past the end of them it is wrong. */
  private i32(): number {
    const { bytes, at } = this;
    this.at = at + 4;
    if (this.at > bytes.length) {
      this.wrong = true;
    }
    return (
      bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24)
    );
  }

  /** Past the end a byte is `undefined`, which no opcode is. */
  private expect(code: number): void {
    if (this.bytes[this.at++] !== code) {
      this.wrong = true;
    }
  }

  private put(index: number): void {
    const { bytes, at } = this;
    const code = bytes[at];
    if (code === OP.LONG_BINPUT) {
      this.at = at + 1;
      if (this.i32() !== index) {
        this.wrong = true;
      }
    } else {
      this.at = at + 2;
      if (code !== OP.BINPUT || bytes[at + 1] !== index) {
        this.wrong = true;
      }
    }
  }

  private recall(memo: Memo): PickleValue {
    const { bytes, at } = this;
    const code = bytes[at];
    let index: number;
    if (code === OP.BINGET) {
      this.at = at + 2;
      index = bytes[at + 1];
    } else {
      this.at = at + 1;
      index = code === OP.LONG_BINGET ? this.i32() : -1;
    }
    const value = index >= 0 && index < memo.length ? memo[index] : undefined;
    // Parts of another tensor are for the machine.
    if (value === undefined || value instanceof TensorParts) {
      this.wrong = true;
      return null;
    }
    return value;
  }

  private int(): number {
    const { bytes, at } = this;
    const code = bytes[at];
    if (code === OP.BININT) {
      this.at = at + 1;
      return this.i32();
    }
    const length = code === OP.BININT1 ? 1 : 2;
    this.at = at + 1 + length;
    if (
      (code !== OP.BININT1 && code !== OP.BININT2) ||
      this.at > bytes.length
    ) {
      this.wrong = true;
      return 0;
    }
    return length === 1 ? bytes[at + 1] : bytes[at + 1] | (bytes[at + 2] << 8);
  }

  /** A tuple of one to `MAX_RANK` numbers, put into the memo. */
  private ints(put: number): number[] {
    const { bytes, numbers } = this;
    const marked = bytes[this.at] === OP.MARK;
    if (marked) {
      this.at += 1;
      this.marks += 1;
    }
    let next = bytes[this.at];
    let length = 0;
    while (
      length < MAX_RANK &&
      (next === OP.BININT1 || next === OP.BININT2 || next === OP.BININT)
    ) {
      numbers[length] = this.int();
      length += 1;
      next = bytes[this.at];
    }
    if (!marked && (length === 0 || length > 3)) {
      this.wrong = true;
    }
    this.expect(marked ? OP.TUPLE : OP.TUPLE1 + length - 1);
    this.put(put);
    // Exactly as long as it has to be, which one that grew is not.
    return numbers.slice(0, length);
  }

  private truth(): boolean {
    const code = this.bytes[this.at++];
    if (code !== OP.NEWTRUE && code !== OP.NEWFALSE) {
      this.wrong = true;
    }
    return code === OP.NEWTRUE;
  }

  /** A short text of digits. */
  private key(): string {
    this.expect(OP.BINUNICODE);
    const length = this.i32();
    const { bytes, at } = this;
    if (!(length >= 1 && length <= MAX_KEY_BYTES)) {
      this.wrong = true;
      return '';
    }
    for (let i = at; i < at + length; i++) {
      const code = bytes[i];
      if (!(code >= 0x30 && code <= 0x39)) {
        this.wrong = true;
        return '';
      }
    }
    this.at = at + length;
    return latin1(bytes.subarray(at, this.at));
  }

  /** Printable, and without a run that could be encoded data. */
  private plainText(): string {
    const length = this.i32();
    const { bytes, at } = this;
    const end = at + length;
    if (!(length >= 0 && length <= MAX_NAME_BYTES && end <= bytes.length)) {
      this.wrong = true;
      return '';
    }
    const text = latin1(bytes.subarray(at, end));
    this.wrong ||= SUSPICIOUS.test(text);
    this.at = end;
    return text;
  }
}
