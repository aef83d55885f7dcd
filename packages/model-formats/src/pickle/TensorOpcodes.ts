import { ByteCursor } from '../source/ByteCursor';
import { OP } from './OP';
import { PickleGlobal, PickleValue } from './PickleValue';

/** More than the opcodes of one tensor and of the name before it take. */
const TENSOR_BYTES = 512;
const AHEAD_BYTES = 16 * 1024;
const MAX_RANK = 8;
/** Digits of a storage's key. */
const MAX_KEY_BYTES = 16;
const MAX_NAME_BYTES = 128;
/** A longer run of them may be an encoded stream (`encodedData`). */
const MAX_RUN = 23;
const DOT = 0x2e;

/**
 * The opcodes by which torch.save states the arguments of `_rebuild_tensor_v2`
 * and calls it (torch/_tensor.py `__reduce_ex__`, protocol 2): always in one
 * order, all new values put into the memo one after the other.
 */
export class TensorOpcodes {
  /** `('storage', type, key, device, count)` */
  id: PickleValue[] = [];
  storageOffset = 0;
  shape: number[] = [];
  strides: number[] = [];
  requiresGrad = false;
  /** callee of the call that makes the hooks */
  hooks: PickleGlobal | undefined;
  /** positions in the stream */
  hooksCall = 0;
  call = 0;
  end = 0;
  /** key of the dictionary, before the next tensor */
  name = '';
  /** how many they are, and how many of them are MARK */
  count = 0;
  marks = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private at = 0;
  private nextPut = 0;
  private wrong = false;

  constructor(private readonly cursor: ByteCursor) {}

  /**
   * Reads those that begin at the cursor, behind the first MARK, and leaves it
   * there. `false` when they are not exactly
   * that.
   */
  read(memo: readonly PickleValue[]): boolean {
    this.look();
    this.count = 0;
    this.marks = 1;
    this.wrong = false;
    this.nextPut = memo.length;

    this.expect(OP.MARK);
    const tag = this.recall(memo);
    const type = this.recall(memo);
    const key = this.key();
    const device = this.recall(memo);
    this.id = [tag, type, key, device, this.int()];
    this.expect(OP.TUPLE);
    this.put();
    this.expect(OP.BINPERSID);
    this.storageOffset = this.int();
    this.shape = this.ints();
    this.strides = this.ints();
    this.requiresGrad = this.truth();
    const hooks = this.recall(memo);
    this.expect(OP.EMPTY_TUPLE);
    this.hooksCall = this.start + this.at;
    this.expect(OP.REDUCE);
    this.put();
    this.expect(OP.TUPLE);
    this.put();
    this.call = this.start + this.at;
    this.expect(OP.REDUCE);
    this.put();
    this.end = this.start + this.at;
    if (this.wrong || !(hooks instanceof PickleGlobal)) {
      return false;
    }
    this.hooks = hooks;
    return true;
  }

  /**
   * Reads what stands between two tensors of a state_dict: a name, the memo's
   * `callee` and the first MARK. `false` when it is anything else, or a name in
   * which something could hide.
   */
  readName(memo: readonly PickleValue[], callee: PickleGlobal): boolean {
    this.look();
    this.count = 0;
    this.marks = 0;
    this.wrong = false;
    this.nextPut = memo.length;
    this.expect(OP.BINUNICODE);
    this.name = this.plainText();
    this.put();
    const called = this.recall(memo);
    this.expect(OP.MARK);
    this.end = this.start + this.at;
    return !this.wrong && called === callee;
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

  /** Past the end it is `undefined`, which no opcode is. */
  private opcode(): number {
    this.count += 1;
    return this.bytes[this.at++];
  }

  private number(length: number): number {
    const { bytes, at } = this;
    this.at += length;
    if (this.at > bytes.length) {
      this.wrong = true;
      return 0;
    }
    if (length === 1) {
      return bytes[at];
    }
    const low = bytes[at] | (bytes[at + 1] << 8);
    return length === 2
      ? low
      : low | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  }

  private expect(code: number): void {
    if (this.opcode() !== code) {
      this.wrong = true;
    }
  }

  private put(): void {
    const code = this.opcode();
    const index =
      code === OP.LONG_BINPUT
        ? this.number(4)
        : this.number(code === OP.BINPUT ? 1 : 0);
    if (
      (code !== OP.BINPUT && code !== OP.LONG_BINPUT) ||
      index !== this.nextPut
    ) {
      this.wrong = true;
    }
    this.nextPut += 1;
  }

  private recall(memo: readonly PickleValue[]): PickleValue {
    const code = this.opcode();
    if (code !== OP.BINGET && code !== OP.LONG_BINGET) {
      this.wrong = true;
      return null;
    }
    const index = this.number(code === OP.BINGET ? 1 : 4);
    const value = index >= 0 && index < memo.length ? memo[index] : undefined;
    if (value === undefined) {
      this.wrong = true;
      return null;
    }
    return value;
  }

  private int(): number {
    switch (this.opcode()) {
      case OP.BININT1:
        return this.number(1);
      case OP.BININT2:
        return this.number(2);
      case OP.BININT:
        return this.number(4);
      default:
        this.wrong = true;
        return 0;
    }
  }

  /** A tuple of one to `MAX_RANK` numbers. */
  private ints(): number[] {
    const items: number[] = [];
    const marked = this.bytes[this.at] === OP.MARK;
    if (marked) {
      this.expect(OP.MARK);
      this.marks += 1;
    }
    let next = this.bytes[this.at];
    while (
      items.length < MAX_RANK &&
      (next === OP.BININT1 || next === OP.BININT2 || next === OP.BININT)
    ) {
      items.push(this.int());
      next = this.bytes[this.at];
    }
    if (marked) {
      this.expect(OP.TUPLE);
    } else if (items.length >= 1 && items.length <= 3) {
      this.expect(OP.TUPLE1 + items.length - 1);
    } else {
      this.wrong = true;
    }
    this.put();
    return items;
  }

  private truth(): boolean {
    const code = this.opcode();
    if (code !== OP.NEWTRUE && code !== OP.NEWFALSE) {
      this.wrong = true;
    }
    return code === OP.NEWTRUE;
  }

  /** A short text of digits. */
  private key(): string {
    this.expect(OP.BINUNICODE);
    const length = this.number(4);
    if (!(length >= 1 && length <= MAX_KEY_BYTES)) {
      this.wrong = true;
      return '';
    }
    let text = '';
    for (let i = 0; i < length; i++) {
      const code = this.bytes[this.at + i];
      if (!(code >= 0x30 && code <= 0x39)) {
        this.wrong = true;
        return '';
      }
      text += String.fromCharCode(code);
    }
    this.at += length;
    this.put();
    return text;
  }

  /** Printable, and without a run that could be encoded data. */
  private plainText(): string {
    const length = this.number(4);
    const start = this.at;
    const end = start + length;
    if (
      !(length >= 0 && length <= MAX_NAME_BYTES && end <= this.bytes.length)
    ) {
      this.wrong = true;
      return '';
    }
    let run = 0;
    for (let i = start; i < end; i++) {
      const code = this.bytes[i];
      run = code === DOT ? 0 : run + 1;
      if (run > MAX_RUN || code < 0x20 || code > 0x7e) {
        this.wrong = true;
        return '';
      }
    }
    this.at = end;
    return String.fromCharCode.apply(
      undefined,
      this.bytes.subarray(start, end) as unknown as number[],
    );
  }
}
