import type {
  RecordedArtifact,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import {
  compareContent,
  compareModels,
  ListDifference,
} from '@ml-models/model-formats';
import type { ModelState } from '../../domain/ModelState';
import { getVersion } from '../../domain/versions';
import type { ModelStore } from '../../store/ModelStore';
import { HTTP_LIMITS } from '../limits';
import { declaredFacts, NOT_COMPARED } from './declaredFacts';
import { FilePair, pairFiles } from './pairFiles';
import { readStructure } from './readStructure';

type FileDifference = Wire['FileDifference'];
type Entry = Wire['ListEntry'];

const NOTHING = { reasons: [], changes: {}, sections: {}, notCompared: [] };
const SAME = {
  ...NOTHING,
  state: 'identical',
  weights: 'equal',
  interface: 'equal',
  compatibility: 'compatible',
} as const;
const ADDED = {
  ...NOTHING,
  state: 'added',
  compatibility: 'compatible',
} as const;
const REMOVED = {
  ...NOTHING,
  state: 'removed',
  compatibility: 'unknown',
  reasons: [
    {
      id: 'file-removed',
      verdict: 'unknown' as const,
      message: 'the file is gone, and who needs it is not known',
    },
  ],
} as const satisfies Partial<FileDifference>;

/**
 * What differs between two versions, file by file, from what was recorded of them; no file is read again.
 * Throws `VERSION_NOT_FOUND`, `DOCUMENT_NOT_FOUND`.
 */
export async function versionDifference(
  models: Pick<ModelStore, 'readDocument'>,
  model: ModelState,
  { from, to }: { from: string; to: string },
): Promise<Wire['VersionDifference']> {
  const before = getVersion(model, from);
  const after = getVersion(model, to);
  const files: FileDifference[] = [];
  for (const pair of pairFiles(before.artifacts, after.artifacts)) {
    files.push(await fileDifference(models, pair));
  }
  const facts = [
    filesFact(files),
    ...declaredFacts(
      { version: before, label: from },
      { version: after, label: to },
      model.faults,
    ),
  ];
  return {
    from,
    to,
    same: before.manifestDigest === after.manifestDigest,
    headline: headlineOf(files, facts),
    compatibility: worst(files),
    files,
    facts,
    notCompared: NOT_COMPARED,
  };
}

async function fileDifference(
  models: Pick<ModelStore, 'readDocument'>,
  { before, after }: FilePair,
): Promise<FileDifference> {
  const path = after?.path ?? before?.path ?? '';
  if (!before || !after) {
    return {
      path,
      ...(after
        ? { ...ADDED, to: sideOf(after) }
        : { ...REMOVED, ...(before && { from: sideOf(before) }) }),
    };
  }
  const sides = { from: sideOf(before), to: sideOf(after) };
  const formerPath = before.path === path ? {} : { formerPath: before.path };
  if (before.digest === after.digest) {
    return { path, ...formerPath, ...sides, ...SAME };
  }
  const [was, is] = [
    await readStructure(models, before),
    await readStructure(models, after),
  ];
  const difference = compareModels(was, is);
  const { compatibility, reasons, notCompared } = difference;
  const { format, formatVersion, producer, signature } = difference;
  const { opsets, inputs, outputs, functions, operators } = difference;
  const { tensors, nodes, members, metadata } = difference;
  const content = compareContent(difference, {
    identical: false,
    sameSize: before.size === after.size,
  });
  const cut = [...(was.truncated ?? []), ...(is.truncated ?? [])];
  return {
    path,
    ...formerPath,
    ...sides,
    weights: cut.length > 0 ? 'unknown' : content.weights,
    interface: content.interface,
    state: 'changed',
    compatibility:
      cut.length > 0 ? atLeastUnknown(compatibility) : compatibility,
    reasons: reasons.slice(0, HTTP_LIMITS.differences),
    changes: withoutUndefined({ format, formatVersion, producer, signature }),
    sections: Object.fromEntries(
      Object.entries(
        withoutUndefined({
          opsets,
          inputs,
          outputs,
          functions,
          operators,
          tensors,
          nodes,
          members,
          metadata,
        } as Record<string, ListDifference<object> | undefined>),
      ).map(([name, section]) => [name, cutSection(section)]),
    ),
    notCompared: [
      ...notCompared,
      ...[...new Set(cut)].map(section => ({
        section,
        reason: 'one of the versions keeps only a part of this list',
      })),
    ],
  };
}

function sideOf({ digest, size }: RecordedArtifact): Wire['FileSide'] {
  return { digest, size };
}

/** The files by their digests: the same set of bytes, or another one. */
function filesFact(files: readonly FileDifference[]): Wire['VersionFact'] {
  const count = (state: FileDifference['state']) =>
    files.filter(file => file.state === state).length;
  const differing = files.length - count('identical');
  return {
    fact: 'files',
    state: differing === 0 ? 'equal' : 'changed',
    reason: `${count('identical')} equal, ${count('changed')} changed, ${count(
      'added',
    )} new, ${count('removed')} gone`,
  };
}

const FACT_WORDS: Readonly<Record<Wire['VersionFact']['fact'], string>> = {
  files: 'files',
  license: 'licence',
  declaration: 'declaration',
  card: 'card',
  billOfMaterials: 'bill of materials',
  metrics: 'metrics',
};

/** What differs in a line, such as `weights differ, interface equal, licence changed`. */
function headlineOf(
  files: readonly FileDifference[],
  facts: readonly Wire['VersionFact'][],
): string {
  const changed = files.filter(({ state }) => state !== 'identical');
  const all = (part: 'weights' | 'interface', state: string) =>
    changed.every(file => file[part] === state);
  const some = (part: 'weights' | 'interface', state: string) =>
    changed.some(file => file[part] === state);
  const bytes = some('weights', 'differ') ? 'weights differ' : 'files differ';
  const face =
    (some('interface', 'differ') && 'interface differs') ||
    (all('interface', 'equal') && 'interface equal') ||
    'interface not stated by both';
  return [
    ...(changed.length === 0 ? ['the bytes are the same'] : [bytes, face]),
    ...facts
      .filter(({ fact, state }) => fact !== 'files' && state === 'changed')
      .map(({ fact }) => `${FACT_WORDS[fact]} changed`),
  ].join(', ');
}

function cutSection(
  difference: ListDifference<object>,
): FileDifference['sections'][string] {
  const { added, removed, changed, unchanged } = difference;
  const cut = <T>(entries: T[]) => entries.slice(0, HTTP_LIMITS.differences);
  return {
    added: cut(added) as Entry[],
    removed: cut(removed) as Entry[],
    changed: cut(changed) as FileDifference['sections'][string]['changed'],
    counts: {
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      unchanged,
    },
  };
}

function atLeastUnknown(
  verdict: FileDifference['compatibility'],
): FileDifference['compatibility'] {
  return verdict === 'compatible' ? 'unknown' : verdict;
}

function worst(
  files: readonly FileDifference[],
): FileDifference['compatibility'] {
  const verdicts = files.map(({ compatibility }) => compatibility);
  return (
    (['breaking', 'unknown'] as const).find(verdict =>
      verdicts.includes(verdict),
    ) ?? 'compatible'
  );
}

function withoutUndefined<T>(
  values: Record<string, T | undefined>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, T] => entry[1] !== undefined,
    ),
  );
}
