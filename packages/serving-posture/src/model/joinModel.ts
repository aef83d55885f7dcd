import { finding } from '../finding/finding';
import type {
  Evidence,
  Finding,
  ModelJoin,
  ModelJoinKind,
  WorkloadRole,
} from '../types';
import type { Pod, Workload } from '../workload/Workload';
import type { KnownModel, KnownVersion } from './KnownModel';
import type { ModelIndex } from './ModelIndex';
import { type ComparedWith, compareServedBytes } from './servedBytes';
import { statedModel } from './statedModel';

export interface JoinedModel {
  model: ModelJoin;
  findings: Finding[];
  /** Who the model's owner means to call it; empty when nothing is said. */
  allowedCallers: readonly string[];
  /** Something ties the workload to a model, even if not to one only. */
  tied: boolean;
  role: WorkloadRole;
}

interface Candidates {
  join: ModelJoinKind;
  refs: string[];
  evidence: Evidence[];
}

/**
 * Ties a workload to a model. A digest beats a reference beats a URI beats the
 * entity's own word.
 */
export function joinModel(
  workload: Workload,
  pods: readonly Pod[],
  models: ModelIndex,
  basis: ComparedWith,
): JoinedModel {
  const stated = statedModel(workload, pods);
  const steps: (() => Candidates)[] = [
    () => {
      const hits = stated.digests.filter(
        item => models.byDigest(item.digest).length,
      );
      return {
        join: 'digest',
        refs: hits.flatMap(item => models.byDigest(item.digest)).map(refOf),
        evidence: hits.map(item => item.evidence),
      };
    },
    () => ({
      join: 'annotation',
      refs: stated.ref === undefined ? [] : [stated.ref],
      evidence: [],
    }),
    () => {
      const hits = stated.uris.filter(item => models.byUrl(item.uri).length);
      return {
        join: 'uri',
        refs: hits.flatMap(item => models.byUrl(item.uri)).map(refOf),
        evidence: hits.map(item => item.evidence),
      };
    },
    () => models.byComponent(workload),
  ];
  const findings: Finding[] = [];
  const found = firstWithRefs(steps);
  const refs = [...new Set(found?.refs ?? [])].sort();
  // The same bytes under two names: the annotation may say which is meant.
  const chosen =
    refs.length > 1 && stated.ref !== undefined && refs.includes(stated.ref)
      ? stated.ref
      : refs[0];
  const ambiguous = refs.length > 1 && chosen !== stated.ref;
  if (ambiguous) {
    findings.push(
      finding(
        'model_ambiguous',
        `May serve any of ${refs.slice(0, 10).join(', ')}`,
        {
          models: refs.slice(0, 10),
        },
      ),
    );
  }
  const ref = ambiguous ? undefined : chosen;
  const known = ref === undefined ? undefined : models.byRef(ref);
  if (ref !== undefined && stated.ref !== undefined && ref !== stated.ref) {
    findings.push(
      finding(
        'model_ref_conflict',
        `Annotated as ${stated.ref}, but the digest is that of ${ref}`,
        { stated: stated.ref, found: ref },
      ),
    );
  }
  if (ref !== undefined && models.given && isMissing(known, basis)) {
    findings.push(
      finding(
        'model_not_registered',
        basis.registered
          ? `${ref} is not registered`
          : `${ref} is none of the models given`,
        { model: ref },
      ),
    );
  }
  const bytes = compareServedBytes(stated, known, basis);
  const [digest] = stated.digests.filter(
    ({ from }) => from !== 'image' && from !== 'status',
  );
  return {
    model: {
      ref: ref ?? null,
      version: versionOf(stated.version, found?.join, known, bytes.version),
      ...(digest ? { digest: digest.digest } : {}),
      ...(bytes.version?.manifestDigest === undefined
        ? {}
        : { manifestDigest: bytes.version.manifestDigest }),
      join: ref === undefined ? 'none' : found?.join ?? 'none',
      servedBytes: ref === undefined ? 'unknown' : bytes.servedBytes,
      level: ref === undefined ? 'unknown' : bytes.level,
      evidence: [
        ...(found?.evidence ?? []),
        ...stated.evidence,
        ...bytes.evidence,
      ],
    },
    findings: [...findings, ...bytes.findings],
    allowedCallers: known?.entity?.allowedCallers ?? [],
    tied: refs.length > 0,
    role: stated.role,
  };
}

/** A registry that was given and holds no version has not registered the model. */
function isMissing(
  known: KnownModel | undefined,
  { registered }: ComparedWith,
): boolean {
  return !known || (registered && known.versions.length === 0);
}

/** Bytes and URI name one version; a reference alone does not. */
function versionOf(
  stated: string | undefined,
  join: ModelJoinKind | undefined,
  known: KnownModel | undefined,
  bytes: KnownVersion | undefined,
): string | null {
  if (stated !== undefined) return stated;
  if (bytes) return bytes.labels[0] ?? null;
  return join === 'uri' ? known?.entity?.version ?? null : null;
}

function firstWithRefs(steps: (() => Candidates)[]): Candidates | undefined {
  for (const step of steps) {
    const found = step();
    if (found.refs.length) return found;
  }
  return undefined;
}

function refOf(model: KnownModel): string {
  return model.ref;
}
