import { ByteCursor } from '../source/ByteCursor';
import { Limits } from '../limits';
import { TORCH_OPCODES } from './OP';
import { PickleContainers } from './PickleContainers';
import {
  PickleGlobal,
  PickleObject,
  PicklePersistent,
  PickleSequence,
} from './PickleValue';
import { PickleVisitor } from './PickleVisitor';
import { TensorOpcodes } from './TensorOpcodes';

const REBUILD = 'torch._utils._rebuild_tensor_v2';
/** More opcodes and values than one tensor has. */
const TENSOR_OPCODES = 80;

/** Tuples, objects and the storage. */
const VALUES = 8;

/**
 * Makes tensors in one step each: a state_dict is thousands of them, all of the
 * same 30 opcodes. The outcome is that of the opcodes one by one, to which
 * everything else, and what is near a limit, is left.
 */
export abstract class PickleTensors extends PickleContainers {
  private readonly opcodes: TensorOpcodes;
  private readonly usual: boolean;

  constructor(
    cursor: ByteCursor,
    limits: Pick<Limits, 'pickleOpcodes' | 'pickleValues'>,
    protected readonly visitor: PickleVisitor,
  ) {
    super(cursor, limits);
    this.opcodes = new TensorOpcodes(cursor);
    const { usualOpcodes } = visitor;
    this.usual = usualOpcodes === undefined || usualOpcodes === TORCH_OPCODES;
  }

  /**
   * With the first opcode of the arguments, MARK, just read: takes the tensor,
   * and the names and tensors that follow it in a state_dict. Answers how many
   * opcodes were taken behind the MARK, 0 when nothing was done.
   */
  protected tensors(executed: number): number {
    const { stack, opcodes } = this;
    const callee = stack[stack.length - 1];
    if (
      !this.usual ||
      !(callee instanceof PickleGlobal) ||
      callee.path !== REBUILD
    ) {
      return 0;
    }
    let taken = 0;
    while (
      executed + taken + TENSOR_OPCODES <= this.limits.pickleOpcodes &&
      this.hasRoom(TENSOR_OPCODES) &&
      opcodes.read(this.memo)
    ) {
      this.tensor(callee);
      taken += opcodes.count;
      if (!opcodes.readName(this.memo, callee)) {
        return taken;
      }
      taken += opcodes.count;
      this.rememberAll(opcodes.name);
      stack.push(opcodes.name, callee);
      this.cursor.position = opcodes.end;
    }
    if (taken > 0) {
      // What follows the last name is for the machine, from behind the MARK on.
      this.mark();
    }
    return taken;
  }

  /** In the place of its callee. */
  private tensor(callee: PickleGlobal): void {
    const { stack, opcodes, visitor } = this;
    const id = new PickleSequence('tuple', opcodes.id);
    const shape = new PickleSequence('tuple', opcodes.shape);
    const strides = new PickleSequence('tuple', opcodes.strides);
    const hooks = new PickleObject(
      opcodes.hooks as PickleGlobal,
      new PickleSequence('tuple', []),
    );
    visitor.onCall?.(hooks, opcodes.hooksCall);
    const args = new PickleSequence('tuple', [
      new PicklePersistent(id),
      opcodes.storageOffset,
      shape,
      strides,
      opcodes.requiresGrad,
      hooks,
    ]);
    const call = new PickleObject(callee, args);
    visitor.onCall?.(call, opcodes.call);
    this.rememberAll(opcodes.id[2], id, shape, strides, hooks, args, call);
    this.madeAll(VALUES + opcodes.marks + 1);
    stack[stack.length - 1] = call;
    this.cursor.position = opcodes.end;
  }
}
