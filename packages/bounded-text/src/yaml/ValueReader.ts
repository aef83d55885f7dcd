import { isAlias, isMap, isNode, isPair, isScalar, isSeq, Scalar } from 'yaml';
import type { Pair, ParsedNode, YAMLSeq } from 'yaml';
import type { Budget } from './Budget';
import { isMapping, Mapping, setKey } from './Mapping';

/** A value and what it costs whoever walks all of it. */
interface Sized {
  value: unknown;
  nodes: number;
  /** UTF-16 units of its scalars and keys */
  characters: number;
  /** levels, itself included */
  height: number;
}

interface MergeSource {
  mapping: Mapping;
  offset: number;
}

/** Quoted it is a key like any other. */
const MERGE = '<<';
const SHOWN_LENGTH = 200;

/**
 * Plain values of the documents of one stream. Aliases share what they repeat and count as if they copied it, so that
 * what this gives can be walked, compared and written out within the limits.
 */
export class ValueReader {
  /** of the document that is read; `undefined` while an anchor's own value is being read */
  private anchors = new Map<string, Sized | undefined>();

  constructor(private readonly budget: Budget) {}

  /** The value of one document. Throws `TextError`. */
  read(contents: ParsedNode): unknown {
    this.anchors = new Map();
    return this.valueOf(contents, 1).value;
  }

  private valueOf(node: unknown, depth: number): Sized {
    const offset = offsetOf(node);
    if (isAlias(node)) {
      const sized = this.repeat(node.source, offset);
      this.budget.depth(depth + sized.height - 1, offset);
      return sized;
    }
    this.budget.depth(depth, offset);
    const anchor = anchorOf(node);
    if (anchor === undefined) {
      return this.fresh(node, depth);
    }
    this.anchors.set(anchor, undefined);
    const sized = this.fresh(node, depth);
    this.anchors.set(anchor, sized);
    return sized;
  }

  private fresh(node: unknown, depth: number): Sized {
    if (isMap(node)) {
      return this.mapping(node.items, depth);
    }
    if (isSeq(node)) {
      return this.sequence(node, depth);
    }
    const value = isScalar(node) ? plain(node.value) : null;
    const characters = String(value).length;
    this.budget.spend(1, characters, offsetOf(node));
    return { value, nodes: 1, characters, height: 1 };
  }

  private sequence(node: YAMLSeq, depth: number): Sized {
    const values: unknown[] = [];
    const sized: Sized = { value: values, nodes: 1, characters: 0, height: 1 };
    this.budget.spend(1, 0, offsetOf(node));
    for (const item of node.items) {
      const child = isPair(item)
        ? this.mapping([item], depth + 1)
        : this.valueOf(item, depth + 1);
      grow(sized, child);
      values.push(child.value);
    }
    return sized;
  }

  private mapping(pairs: readonly Pair[], depth: number): Sized {
    const mapping: Mapping = {};
    const sized: Sized = { value: mapping, nodes: 1, characters: 0, height: 1 };
    const sources: MergeSource[] = [];
    let keys = 0;
    this.budget.spend(1, 0, offsetOf(pairs[0]?.key));
    for (const { key, value } of pairs) {
      const offset = offsetOf(key);
      if (isScalar(key) && key.type === Scalar.PLAIN && key.value === MERGE) {
        const merged = this.valueOf(value, depth + 1);
        grow(sized, merged);
        sources.push(...this.mergeSources(merged.value, offset));
        continue;
      }
      const name = this.keyOf(key);
      sized.characters += name.length;
      keys += 1;
      this.budget.keys(keys, offset);
      if (Object.hasOwn(mapping, name)) {
        this.budget.refuse('DUPLICATE_KEY', `${shown(name)} twice`, offset);
      }
      const child = this.valueOf(value, depth + 1);
      grow(sized, child);
      setKey(mapping, name, child.value);
    }
    this.merge(mapping, keys, sources);
    return sized;
  }

  /** Explicit keys win wherever they stand; of several mappings the earlier one does. */
  private merge(mapping: Mapping, explicit: number, sources: MergeSource[]) {
    let keys = explicit;
    for (const source of sources) {
      for (const [name, value] of Object.entries(source.mapping)) {
        if (!Object.hasOwn(mapping, name)) {
          keys += 1;
          this.budget.keys(keys, source.offset);
          setKey(mapping, name, value);
        }
      }
    }
  }

  private mergeSources(value: unknown, offset: number): MergeSource[] {
    const mappings: unknown[] = Array.isArray(value) ? value : [value];
    return mappings.map(mapping =>
      isMapping(mapping)
        ? { mapping, offset }
        : this.budget.refuse(
            'MALFORMED',
            '<< merges a mapping or a sequence of mappings',
            offset,
          ),
    );
  }

  /** Numbers and booleans are keys by their text, as in JSON that is made of YAML; nothing else is one. */
  private keyOf(key: unknown): string {
    const offset = offsetOf(key);
    const { value } =
      isScalar(key) || isAlias(key) ? this.valueOf(key, 1) : { value: null };
    if (value === null || typeof value === 'object') {
      return this.budget.refuse(
        'INVALID_KEY',
        'a key that is no scalar, as of a template that was not rendered',
        offset,
      );
    }
    return String(value);
  }

  private repeat(name: string, offset: number): Sized {
    this.budget.alias(offset);
    const sized = this.anchors.get(name);
    if (!sized) {
      return this.budget.refuse(
        'MALFORMED',
        this.anchors.has(name)
          ? `the anchor ${shown(name)} contains itself`
          : `no anchor ${shown(name)} stands before`,
        offset,
      );
    }
    this.budget.spend(sized.nodes, sized.characters, offset);
    return sized;
  }
}

/** JSON has no other numbers; what cannot be said is not known. */
function plain(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return null;
  }
  return typeof value === 'bigint' ? Number(value) : value;
}

function grow(parent: Sized, child: Sized): void {
  parent.nodes += child.nodes;
  parent.characters += child.characters;
  parent.height = Math.max(parent.height, child.height + 1);
}

function anchorOf(node: unknown): string | undefined {
  return isNode(node) && !isAlias(node) ? node.anchor : undefined;
}

function offsetOf(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0;
}

function shown(name: string): string {
  return `“${name.slice(0, SHOWN_LENGTH)}”`;
}
