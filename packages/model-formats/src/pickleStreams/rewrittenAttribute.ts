import {
  PickleDict,
  PickleObject,
  PickleSequence,
} from '../pickle/PickleValue';

/** Place of the attributes among the arguments of a call that sets them (torch/_utils.py, torch/_tensor.py). */
const STATE_ARGUMENT: Record<string, number> = {
  'torch._utils._rebuild_parameter_with_state': 3,
  'torch._tensor._rebuild_from_type_v2': 3,
};
/** Attributes by which a tensor becomes another one. */
const OWN_ATTRIBUTE = /^(data|grad|real|imag|names|requires_grad|__.*)$/s;

/** The attribute by which a call that rebuilds a tensor would replace what it rebuilt. */
export function rewrittenAttribute(call: PickleObject): string | undefined {
  const place = STATE_ARGUMENT[call.path ?? ''];
  if (place === undefined || !(call.args instanceof PickleSequence)) {
    return undefined;
  }
  const state = call.args.items[place];
  // Of an object with slots it is a pair of dictionaries.
  const parts = state instanceof PickleSequence ? state.items : [state];
  for (const part of parts) {
    for (const [key] of part instanceof PickleDict ? part.entries : []) {
      if (typeof key === 'string' && OWN_ATTRIBUTE.test(key)) {
        return key;
      }
    }
  }
  return undefined;
}
