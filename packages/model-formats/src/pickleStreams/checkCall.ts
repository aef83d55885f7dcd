import {
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';

const FROM_TYPE = 'torch._tensor._rebuild_from_type_v2';
const ENCODE = '_codecs.encode';
/** What Python itself writes for bytes in protocols 0 to 2. */
const ENCODINGS = new Set(['latin1', 'latin-1', 'ascii', 'utf-8']);

/**
 * Calls that are harmless by name, but not with every argument: those that
 * call an argument, and the codecs, which import modules by name. Answers
 * what is wrong.
 */
export function checkCall(call: PickleObject): string | undefined {
  switch (call.path) {
    case FROM_TYPE:
      return argumentsOf(call)[0] instanceof PickleGlobal
        ? undefined
        : 'a tensor is rebuilt by something that the stream computes first';
    case ENCODE: {
      const args = argumentsOf(call);
      return args.length === 1 ||
        (typeof args[1] === 'string' && ENCODINGS.has(args[1]))
        ? undefined
        : 'text is encoded by an unusual codec';
    }
    default:
      return undefined;
  }
}

function argumentsOf({ args }: PickleObject): readonly PickleValue[] {
  return args instanceof PickleSequence ? args.items : [];
}
