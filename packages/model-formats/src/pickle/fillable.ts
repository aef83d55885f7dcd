import { gradeImport } from './gradeImport';
import {
  PickleDict,
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleValue,
} from './PickleValue';

/** Opcodes that put something into what stands on the stack. */
export type Filling = 'pairs' | 'items' | 'members' | 'state';

/** Of the imports that are harmless: those whose objects are filled that way. */
const FILLABLE: Record<Filling, ReadonlySet<string>> = {
  pairs: new Set([
    'collections.OrderedDict',
    'collections.Counter',
    'collections.defaultdict',
    'builtins.dict',
    '__builtin__.dict',
  ]),
  items: new Set(['collections.deque', 'builtins.list', '__builtin__.list']),
  members: new Set(['builtins.set', '__builtin__.set']),
  state: new Set([
    'collections.OrderedDict',
    'collections.Counter',
    'collections.defaultdict',
    'collections.deque',
    'argparse.Namespace',
    'types.SimpleNamespace',
    'uuid.UUID',
    'numpy.dtype',
    'numpy.ndarray',
    'numpy.core.multiarray._reconstruct',
    'numpy._core.multiarray._reconstruct',
  ]),
};

/** Kinds of sequences that the opcodes APPEND(S) and ADDITEMS fill. */
const SEQUENCE_OF: Partial<Record<Filling, PickleSequence['kind']>> = {
  items: 'list',
  members: 'set',
};

/**
 * Whether Python’s pickler would fill `target` in this way. Assigning to an
 * element of a tensor rewrites a weight while it is loaded (CVE-2026-24747).
 * Objects of imports that are findings themselves may be anything.
 */
export function isFillable(target: PickleValue, filling: Filling): boolean {
  if (target instanceof PickleDict) {
    return filling === 'pairs';
  }
  if (target instanceof PickleSequence) {
    return target.kind === SEQUENCE_OF[filling];
  }
  if (!(target instanceof PickleObject)) {
    return false;
  }
  const { callee, path } = target;
  if (!(callee instanceof PickleGlobal) || path === undefined) {
    return true;
  }
  if (FILLABLE[filling].has(path)) {
    return true;
  }
  if (callee.module === '__torch__' || callee.module.startsWith('__torch__.')) {
    return filling === 'state';
  }
  return gradeImport(callee.module, callee.name, false) !== undefined;
}

/** `(requires_grad, volatile, hooks)`, which PyTorch before 0.4 wrote behind a parameter. */
const PARAMETER_STATE = 3;

/** Whether `target` is given a state as picklers give it. */
export function mayHaveState(target: PickleValue, state: PickleValue): boolean {
  if (target instanceof PickleObject && target.state !== null) {
    // Python would merge both, or let the object do what it likes.
    return false;
  }
  return (
    isFillable(target, 'state') ||
    (target instanceof PickleObject &&
      target.path === 'torch.nn.parameter.Parameter' &&
      state instanceof PickleSequence &&
      state.items.length === PARAMETER_STATE)
  );
}
