import { OperatorCount } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { Identifiers } from './Identifiers';

/** More than the limit `identifiers`, so that three ids make one exact number. */
const KEY_BASE = 2 ** 17;

/** One operator, or function, as the nodes of one body use it. */
export interface OperatorUse extends OperatorCount {
  overload: string;
  /** where it was met first, in the file */
  offset: number;
}

/** Nodes with operator sets of their own: all of the model's graphs, or one function. */
export interface Body {
  /** by `operatorKey` */
  readonly uses: Map<number, OperatorUse>;
  /** those of the default domain without overload, by type: most of all nodes */
  readonly plain: OperatorUse[];
}

/** Identifies an operator or function; ids of identifiers, -1 for empty. */
export function operatorKey(
  domain: number,
  type: number,
  overload: number,
): number {
  return ((overload + 1) * KEY_BASE + domain + 1) * KEY_BASE + type;
}

/** Counts operators by domain and type, body by body. */
export class OperatorTable {
  private readonly bodies: Body[] = [];
  private readonly types = new Set<number>();
  private uses = 0;

  constructor(
    private readonly context: InspectionContext,
    private readonly identifiers: Identifiers,
  ) {}

  newBody(): Body {
    const body: Body = { uses: new Map(), plain: [] };
    this.bodies.push(body);
    return body;
  }

  count(
    body: Body,
    domain: number,
    type: number,
    overload: number,
    offset: number,
  ): void {
    const isPlain = domain === -1 && overload === -1;
    if (isPlain && type < body.plain.length && body.plain[type]) {
      body.plain[type].count += 1;
      return;
    }
    const key = operatorKey(domain, type, overload);
    const known = body.uses.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    const { context, identifiers } = this;
    const use: OperatorUse = {
      domain: identifiers.textOf(domain),
      type: identifiers.textOf(type),
      overload: identifiers.textOf(overload),
      count: 1,
      offset,
    };
    body.uses.set(key, use);
    if (isPlain) {
      body.plain[type] = use;
    }
    this.types.add(operatorKey(domain, type, -1));
    context.assertLimit('operatorTypes', this.types.size, offset);
    this.uses += 1;
    context.assertLimit('operatorUses', this.uses, offset);
  }

  /** Every use of every body. */
  *allUses(): Generator<Readonly<OperatorUse>> {
    for (const { uses } of this.bodies) {
      yield* uses.values();
    }
  }

  /** Sums over all bodies, most frequent first. */
  list(): OperatorCount[] {
    const sums = new Map<string, OperatorCount>();
    for (const { domain, type, count } of this.allUses()) {
      const key = `${domain}\n${type}`;
      const sum = sums.get(key);
      if (sum) {
        sum.count += count;
      } else {
        sums.set(key, { domain, type, count });
      }
    }
    return [...sums.values()].sort(
      (a, b) =>
        b.count - a.count ||
        compare(a.domain, b.domain) ||
        compare(a.type, b.type),
    );
  }
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
