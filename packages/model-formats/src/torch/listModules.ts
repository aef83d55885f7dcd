import { NodeInfo } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import {
  PickleDict,
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';

const SCRIPT_CLASS = /^__torch__(\.|$)/;
/** Set apart equal classes of one archive; their numbers mean nothing. */
const MANGLED = /\.___torch_mangle_\d+/g;
const SHORT_TEXT = 200;

/**
 * The tree of TorchScript modules as nodes: path, class, and what attributes
 * they have that are no tensors and no modules.
 */
export function listModules(
  root: PickleValue,
  context: InspectionContext,
): NodeInfo[] {
  const nodes: NodeInfo[] = [];
  const ancestors = new Set<PickleObject>();
  const visit = (module: PickleObject, path: string) => {
    if (ancestors.has(module)) {
      return;
    }
    context.assertLimit('torchModules', nodes.length + 1);
    context.assertLimit('pickleDepth', ancestors.size);
    const callee = module.callee as PickleGlobal;
    const attributes: Record<string, string> = Object.create(null);
    nodes.push({
      name: path,
      domain: callee.module.replace(MANGLED, ''),
      type: callee.name,
      inputs: [],
      outputs: [],
      attributes,
    });
    ancestors.add(module);
    for (const [key, value] of stateOf(module)) {
      if (typeof key !== 'string') {
        continue;
      }
      if (isModule(value)) {
        visit(value, path === '' ? key : `${path}.${key}`);
      } else {
        const text = plainText(value);
        if (text !== undefined) {
          attributes[key] = text;
        }
      }
    }
    ancestors.delete(module);
  };
  if (isModule(root)) {
    visit(root, '');
  }
  return nodes;
}

function isModule(value: PickleValue): value is PickleObject {
  return (
    value instanceof PickleObject &&
    value.callee instanceof PickleGlobal &&
    SCRIPT_CLASS.test(value.callee.module)
  );
}

function stateOf(
  module: PickleObject,
): readonly (readonly [PickleValue, PickleValue])[] {
  return module.state instanceof PickleDict ? module.state.entries : [];
}

/** Numbers, texts and short sequences of them. */
function plainText(value: PickleValue): string | undefined {
  if (value instanceof PickleSequence) {
    const parts = value.items.slice(0, SHORT_TEXT).map(plainText);
    return parts.includes(undefined)
      ? undefined
      : `[${parts.join(', ')}]`.slice(0, SHORT_TEXT);
  }
  if (value instanceof PickleObject) {
    // Lists of plain numbers come through `build_intlist` and its like.
    return value.path?.startsWith('torch.jit._pickle.build_') &&
      value.args instanceof PickleSequence
      ? plainText(value.args.items[0] ?? null)
      : undefined;
  }
  return value === null || typeof value !== 'object'
    ? String(value).slice(0, SHORT_TEXT)
    : undefined;
}
