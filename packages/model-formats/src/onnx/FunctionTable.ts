import { InspectionContext } from '../reader/InspectionContext';
import { Body } from './OperatorTable';

/** A model-local function (FunctionProto). */
export interface OnnxFunction {
  /** `operatorKey` of the nodes that call it */
  key: number;
  domain: string;
  name: string;
  body: Body;
  /** by domain */
  opsets: ReadonlyMap<string, number>;
  /** in the file */
  offset: number;
}

/** Domains whose operators the ONNX project defines. */
const STANDARD_DOMAINS = new Set([
  '',
  'ai.onnx.ml',
  'ai.onnx.training',
  'ai.onnx.preview.training',
]);

/** Rules over all functions of a model, once they are read. */
export class FunctionTable {
  private readonly functions = new Map<number, OnnxFunction>();

  constructor(private readonly context: InspectionContext) {}

  add(entry: OnnxFunction): void {
    const { key, domain, name, offset } = entry;
    if (STANDARD_DOMAINS.has(domain)) {
      this.context.report(
        'onnx/function-hides-operator',
        `function “${name}” stands in the domain “${
          domain || 'ai.onnx'
        }” of standard operators`,
        { offset },
      );
    }
    if (this.functions.has(key)) {
      this.context.report(
        'onnx/duplicate-name',
        `two functions are named “${domain}::${name}”`,
        { offset },
      );
      return;
    }
    this.functions.set(key, entry);
  }

  /** Operator sets of the functions against those of the model. */
  checkOpsets(modelOpsets: ReadonlyMap<string, number>): void {
    const { context } = this;
    for (const {
      domain,
      name,
      body,
      opsets,
      offset,
    } of this.functions.values()) {
      const missing = new Set<string>();
      for (const use of body.uses.values()) {
        if (!opsets.has(use.domain)) {
          missing.add(use.domain);
        }
      }
      for (const absent of missing) {
        context.report(
          'onnx/no-opset',
          `function “${domain}::${name}” does not say which version of operator set “${
            absent || 'ai.onnx'
          }” it needs`,
          { offset },
          { domain: absent },
        );
      }
      for (const [opset, version] of opsets) {
        const ofModel = modelOpsets.get(opset);
        if (ofModel !== undefined && ofModel !== version) {
          context.report(
            'onnx/function-opset',
            `function “${domain}::${name}” needs version ${version} of operator set “${
              opset || 'ai.onnx'
            }”, the model version ${ofModel}`,
            { offset },
          );
        }
      }
    }
  }

  /**
   * No function calls itself, however indirectly, and writing all calls out
   * makes no graph that is out of proportion to the file.
   */
  checkCalls(modelBody: Body): void {
    const sizes = this.inlinedSizes();
    const size = inlinedSize(modelBody, sizes);
    if (size > this.context.limits.inlinedNodes) {
      this.context.report(
        'onnx/function-expansion',
        `with its functions written out the model has ${size} nodes`,
        undefined,
        { nodes: size },
      );
    }
  }

  /** Nodes of each function with its calls written out, depth first without recursion. */
  private inlinedSizes(): Map<number, number> {
    const sizes = new Map<number, number>();
    const open = new Set<number>();
    const cyclic = new Set<number>();
    for (const first of this.functions.values()) {
      const path: { entry: OnnxFunction; rest: Iterator<number> }[] = [];
      const enter = (entry: OnnxFunction) => {
        open.add(entry.key);
        path.push({ entry, rest: entry.body.uses.keys() });
      };
      if (!sizes.has(first.key)) {
        enter(first);
      }
      while (path.length > 0) {
        const { entry, rest } = path[path.length - 1];
        const callee = nextOf(rest);
        if (callee === undefined) {
          sizes.set(entry.key, inlinedSize(entry.body, sizes));
          open.delete(entry.key);
          path.pop();
        } else if (open.has(callee)) {
          cyclic.add(callee);
        } else if (this.functions.has(callee) && !sizes.has(callee)) {
          enter(this.functions.get(callee)!);
        }
      }
    }
    for (const key of cyclic) {
      const { domain, name, offset } = this.functions.get(key)!;
      this.context.report(
        'onnx/function-cycle',
        `function “${domain}::${name}” calls itself`,
        { offset },
      );
    }
    return sizes;
  }
}

function nextOf<T>(iterator: Iterator<T>): T | undefined {
  const step = iterator.next();
  return step.done ? undefined : step.value;
}

/** A callee without a size is an operator, or closes a cycle: one node. */
function inlinedSize(body: Body, sizes: ReadonlyMap<number, number>): number {
  let size = 0;
  for (const [key, { count }] of body.uses) {
    size += count * (sizes.get(key) ?? 1);
  }
  return size;
}
