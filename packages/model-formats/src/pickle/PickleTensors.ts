import { ByteCursor } from '../source/ByteCursor';
import { Limits } from '../inspection/limits';
import { TORCH_OPCODES } from './OP';
import { PickleContainers } from './PickleContainers';
import { PickleGlobal } from './PickleValue';
import { PickleVisitor } from './PickleVisitor';
import { NAME_OPCODES, TensorOpcodes } from './TensorOpcodes';

const REBUILD = 'torch._utils._rebuild_tensor_v2';
/** More opcodes and values than one tensor has. */
const TENSOR_OPCODES = 80;

/** A loop over thousands is compiled again while it runs: it begins anew. */
const MAX_TENSORS = 128;

/** Tuples, objects and the storage. */
const VALUES = 8;

/**
 * Makes tensors in one step each: a state_dict is thousands of them, all of the
 * same 30 opcodes. The outcome is that of the opcodes one by one, to which
 * everything else, and what is near a limit, is left.
 */
export abstract class PickleTensors extends PickleContainers {
  private opcodes: TensorOpcodes | undefined;
  private readonly usual: boolean;

  constructor(
    cursor: ByteCursor,
    limits: Pick<Limits, 'pickleOpcodes' | 'pickleValues'>,
    protected readonly visitor: PickleVisitor,
  ) {
    super(cursor, limits);
    const { usualOpcodes } = visitor;
    this.usual = usualOpcodes === undefined || usualOpcodes === TORCH_OPCODES;
  }

  /**
   * With the first opcode of the arguments, MARK, just read: takes the tensor,
   * and the names and tensors that follow it in a state_dict. Answers how many
   * opcodes were taken behind the MARK, 0 when nothing was done.
   */
  protected tensors(executed: number): number {
    const { stack, cursor, visitor } = this;
    const callee = stack[stack.length - 1];
    if (
      !this.usual ||
      !(callee instanceof PickleGlobal) ||
      callee.path !== REBUILD
    ) {
      return 0;
    }
    const opcodes = (this.opcodes ??= new TensorOpcodes(cursor));
    let taken = 0;
    let tensors = 0;
    while (
      executed + taken + TENSOR_OPCODES <= this.limits.pickleOpcodes &&
      this.hasRoom(TENSOR_OPCODES)
    ) {
      const tensor = opcodes.read(this.memo, callee);
      if (tensor === undefined) {
        break;
      }
      if (visitor.onCall) {
        visitor.onCall(opcodes.hooks, opcodes.hooksCall);
        visitor.onCall(tensor, opcodes.call);
      }
      this.rememberTensor(tensor);
      this.madeAll(VALUES + opcodes.marks + 1);
      // In the place of its callee.
      stack[stack.length - 1] = tensor;
      cursor.position = opcodes.end;
      taken += opcodes.count;
      tensors += 1;
      const name =
        tensors < MAX_TENSORS ? opcodes.readName(this.memo, callee) : undefined;
      if (name === undefined) {
        return taken;
      }
      taken += NAME_OPCODES;
      this.rememberName(name);
      stack.push(name, callee);
      cursor.position = opcodes.end;
    }
    if (taken > 0) {
      // What follows the last name is for the machine, from behind the MARK on.
      this.mark();
    }
    return taken;
  }
}
