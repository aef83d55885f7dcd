import { OperatorCount } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { codeNames } from './codeNames';
import { gradeOperator } from './gradeOperator';
import {
  nativeClassOf,
  OperatorName,
  operatorOfPath,
  operatorOfSchema,
} from './operatorName';

/** Runs while the file is loaded, and with it what it calls. */
const ON_LOAD = '__setstate__';
/** What generated code takes operators from; it never keeps them under another name. */
const ROOTS = new Set(['torch', 'ops']);
const SHOWN = 200;

interface Mention {
  operator: OperatorName;
  kind: 'operator' | 'class';
  /** the method that has it */
  method: string;
  member: string;
}

/** Operators and native classes of one archive's code, and what they reach for. */
export class ScriptOperators {
  private readonly counts = new Map<string, OperatorCount>();
  private readonly mentions = new Map<string, Mention>();
  /** last names of what each method names */
  private readonly calls = new Map<string, Set<string>>();
  private hasCode = false;

  constructor(private readonly context: InspectionContext) {}

  /** The text of a member `code/**.py`. */
  readCode(text: string, member: string): void {
    let renamed = false;
    for (const { path, method, called, bare } of codeNames(text)) {
      if (bare && ROOTS.has(path) && !renamed) {
        renamed = true;
        this.context.report(
          'torch/renamed-operator',
          `the code passes “${path}” on as a value`,
          { member },
        );
      }
      this.note(method, path.slice(path.lastIndexOf('.') + 1));
      const nativeClass = nativeClassOf(path);
      const operator = nativeClass ?? operatorOfPath(path);
      if (operator) {
        const kind = nativeClass ? 'class' : 'operator';
        this.mention({ operator, kind, method, member });
        if (called && kind === 'operator') {
          this.hasCode = true;
          this.count(operator);
        }
      }
    }
  }

  /**
   * An operator of the bytecode of `method`. It says the same as the code, where
   * there is any, and what it says alone is listed as well.
   */
  readBytecode(name: string, method: string, member: string): void {
    const operator = operatorOfSchema(name);
    this.mention({
      operator,
      kind: 'operator',
      method: method.slice(method.lastIndexOf('.') + 1),
      member,
    });
    if (!this.hasCode || !this.counts.has(keyOf(operator))) {
      this.count(operator);
    }
  }

  /** A class that the bytecode or a pickle names, as `__torch__.torch.classes.a.B`. */
  readClass(path: string, member: string): void {
    const operator = nativeClassOf(path);
    if (operator) {
      // Its own __setstate__, of native code, makes it from its state.
      this.mention({ operator, kind: 'class', method: ON_LOAD, member });
    }
  }

  /** Sets the facts and reports what was found: to be called once, last. */
  finish(): void {
    const { counts, context } = this;
    if (counts.size > 0) {
      context.facts.operators = [...counts.values()].sort((a, b) =>
        keyOf(a) < keyOf(b) ? -1 : 1,
      );
    }
    const onLoad = this.reachedOnLoad();
    const told = new Set<string>();
    // The worst place of each is told.
    const mentions = [...this.mentions.values()].sort(
      (a, b) => Number(onLoad.has(b.method)) - Number(onLoad.has(a.method)),
    );
    for (const mention of mentions) {
      const key = `${mention.kind} ${keyOf(mention.operator)}`;
      if (!told.has(key)) {
        told.add(key);
        this.judge(mention, onLoad.has(mention.method));
      }
    }
  }

  private judge(
    { operator, kind, method, member }: Mention,
    onLoad: boolean,
  ): void {
    const { context } = this;
    const grade = gradeOperator(operator);
    if (grade === 'built-in') {
      return;
    }
    const name = keyOf(operator).slice(0, SHOWN);
    const location = { member };
    const params = { operator: name };
    if (grade === 'acts') {
      context.add({
        rule: 'torch/file-operator',
        severity: onLoad ? 'critical' : 'high',
        message: onLoad
          ? `loading the model runs ${name} (in ${method})`
          : `${method || 'the code'} runs ${name}`,
        params,
        location,
      });
      return;
    }
    context.add({
      rule: kind === 'class' ? 'torch/native-class' : 'torch/custom-operator',
      severity: grade === 'extension' ? 'info' : 'low',
      message:
        kind === 'class'
          ? `the class ${name} is no part of PyTorch`
          : `the operator ${name} is no part of PyTorch`,
      params,
      location,
    });
  }

  /** Names of methods that may run while the file is loaded: by their last names, so rather more than less. */
  private reachedOnLoad(): Set<string> {
    const reached = new Set([ON_LOAD]);
    for (const method of reached) {
      for (const callee of this.calls.get(method) ?? []) {
        if (this.calls.has(callee)) {
          reached.add(callee);
        }
      }
    }
    return reached;
  }

  private note(method: string, name: string): void {
    let names = this.calls.get(method);
    if (!names) {
      this.context.assertLimit('identifiers', this.calls.size + 1);
      names = new Set();
      this.calls.set(method, names);
    }
    names.add(name);
  }

  private mention(mention: Mention): void {
    const key = `${mention.kind} ${keyOf(mention.operator)} ${mention.method}`;
    if (!this.mentions.has(key)) {
      this.context.assertLimit('identifiers', this.mentions.size + 1);
      this.mentions.set(key, mention);
    }
  }

  private count(operator: OperatorName): void {
    const key = keyOf(operator);
    const known = this.counts.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    this.context.assertLimit('operatorTypes', this.counts.size + 1);
    this.counts.set(key, { ...operator, count: 1 });
  }
}

function keyOf({ domain, type }: OperatorName): string {
  return `${domain}::${type}`;
}
