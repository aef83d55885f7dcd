import { Filling } from './fillable';
import { PickleObject } from './PickleValue';

/** Told while a stream is read, so that nothing is lost by a later error. */
export interface PickleVisitor {
  /** GLOBAL, INST and STACK_GLOBAL, whose parts are `undefined` when computed; EXT has none. */
  onImport(
    module: string | undefined,
    name: string | undefined,
    offset: number,
    isExtension: boolean,
  ): void;
  /** the protocol that the stream states first, if it does */
  onStart?(protocol: number | undefined): void;
  /** opcodes by value that need no mention; read anew for each */
  usualOpcodes?: Uint8Array;
  /** an opcode that `usualOpcodes` does not have */
  onUnusualOpcode?(code: number, offset: number): void;
  /** REDUCE, NEWOBJ, NEWOBJ_EX, INST and OBJ */
  onCall?(call: PickleObject, offset: number): void;
  /** what is called is no global named in the stream */
  onIndirectCall?(offset: number): void;
  /** something imported is filled or given attributes */
  onChange?(offset: number): void;
  /** something is filled that is no container, or given a state that it has already */
  onMisfit?(filling: Filling, offset: number): void;
  /** loading the stream takes time or memory out of all proportion */
  onExhaustion?(message: string, offset: number): void;
  /** bytes or a long text, which may hold a stream of their own */
  onBytes?(offset: number, length: number): void;
  /** a text that may hold one, encoded or not */
  onText?(text: string, offset: number): void;
  /**
   * BUILD on an object of the stream; answers where the stream goes on, for
   * formats that put raw data in between.
   */
  onBuild?(target: PickleObject, position: number): number;
}
