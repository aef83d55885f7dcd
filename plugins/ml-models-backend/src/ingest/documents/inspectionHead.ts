import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { SEVERITIES, type Inspection } from '@ml-models/model-formats';
import { MAX_HEAD_BYTES } from '../limits';
import { canonicalBytes } from './documentOf';

/**
 * Fields that may be cut, the first one first. What decides a registration stands last; findings come
 * from the readers worst first, so that a cut keeps the worst.
 */
const CUT_ORDER = [
  'metadata',
  'parts',
  'declaredDigests',
  'functions',
  'operators',
  'signature',
  'signatures',
  'companions',
  'opsets',
  'outputs',
  'inputs',
  'findings',
] as const satisfies readonly (keyof Inspection)[];

/** Fields that the triple check reads: with one of them cut, a head does not stand for its inspection. */
const DECIDING = ['companions', 'inputs', 'outputs', 'findings'];

/** Adapted modules that the head names. */
const MAX_ADAPTER_TARGETS = 200;

/**
 * The inspection without its lists of tensors, nodes and members, at most `MAX_HEAD_BYTES` as canonical JSON. `truncated` names
 * the fields that lost entries.
 */
export function inspectionHead(inspection: Inspection): Wire['Inspection'] {
  const {
    tensorList: _tensors,
    nodeList: _nodes,
    memberList: _members,
    ...head
  } = inspection;
  let cut: Wire['Inspection'] = { ...head, findings: worstFirst(head) };
  const truncated: string[] = [];
  if (cut.adapter && cut.adapter.targets.length > MAX_ADAPTER_TARGETS) {
    truncated.push('adapter');
    const targets = cut.adapter.targets.slice(0, MAX_ADAPTER_TARGETS);
    cut = { ...cut, adapter: { ...cut.adapter, targets }, truncated };
  }
  for (const field of CUT_ORDER) {
    if (sizeOf(cut) <= MAX_HEAD_BYTES) {
      break;
    }
    if (cut[field] !== undefined) {
      truncated.push(field);
      cut = cutField({ ...cut, truncated: [...truncated] }, field);
    }
  }
  return cut;
}

/** Whether a stored head says all that the triple check asks for. */
export function isWholeForChecks(head: Wire['Inspection']): boolean {
  return !head.truncated?.some(field => DECIDING.includes(field));
}

function worstFirst(head: Pick<Inspection, 'findings'>) {
  return [...head.findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

/** Keeps as many leading entries of one field as fit. */
function cutField(
  head: Wire['Inspection'],
  field: (typeof CUT_ORDER)[number],
): Wire['Inspection'] {
  const value = head[field];
  const length = typeof value === 'object' ? entriesOf(value) : value?.length;
  let low = 0;
  let high = length ?? 0;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const tried = { ...head, [field]: prefixOf(value, middle) };
    if (sizeOf(tried) <= MAX_HEAD_BYTES) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { ...head, [field]: prefixOf(value, low) };
}

function entriesOf(value: object): number {
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function prefixOf(value: unknown, count: number): unknown {
  if (typeof value === 'string' || Array.isArray(value)) {
    return value.slice(0, count);
  }
  return Object.fromEntries(Object.entries(value ?? {}).slice(0, count));
}

function sizeOf(head: Wire['Inspection']): number {
  return canonicalBytes(head).byteLength;
}
