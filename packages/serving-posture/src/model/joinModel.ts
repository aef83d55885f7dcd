import { finding } from '../finding/finding';
import type { Finding, ModelJoin, ModelJoinKind, WorkloadRole } from '../types';
import type { Pod, Workload } from '../workload/Workload';
import { chooseModel } from './chooseModel';
import type { KnownModel, KnownVersion } from './KnownModel';
import type { ModelIndex } from './ModelIndex';
import { type ComparedWith, compareServedBytes } from './servedBytes';
import type { StatedDigest } from './statedDigests';
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

/**
 * Ties a workload to a model and holds what it states against what is known of
 * that model.
 */
export function joinModel(
  workload: Workload,
  pods: readonly Pod[],
  models: ModelIndex,
  basis: ComparedWith,
): JoinedModel {
  const stated = statedModel(workload, pods);
  const { ref, join, candidates, tied, ...chosen } = chooseModel(
    workload,
    stated,
    models,
    basis,
  );
  const findings = [...chosen.findings];
  const known = ref === undefined ? undefined : models.byRef(ref);
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
  const digest = bytes.digest ?? stated.digests.find(isOwnDigest)?.digest;
  return {
    model: {
      ref: ref ?? null,
      ...(candidates.length ? { candidates } : {}),
      version: versionOf(stated.version, join, known, bytes.version),
      ...(digest === undefined ? {} : { digest }),
      ...(bytes.version?.manifestDigest === undefined
        ? {}
        : { manifestDigest: bytes.version.manifestDigest }),
      join: ref === undefined ? 'none' : join,
      servedBytes: ref === undefined ? 'unknown' : bytes.servedBytes,
      level: ref === undefined ? 'unknown' : bytes.level,
      evidence: [...chosen.evidence, ...stated.evidence, ...bytes.evidence],
      ...(ref !== undefined && bytes.also.length ? { also: bytes.also } : {}),
    },
    findings: [...findings, ...bytes.findings],
    allowedCallers: known?.entity?.allowedCallers ?? [],
    tied,
    role: stated.role,
  };
}

/** Digests of images are those of the server, those of variables of anything, until a known version has them. */
function isOwnDigest({ from }: StatedDigest): boolean {
  return (
    from === 'storageUri' || from === 'verification' || from === 'annotation'
  );
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
  join: ModelJoinKind,
  known: KnownModel | undefined,
  bytes: KnownVersion | undefined,
): string | null {
  if (stated !== undefined) return stated;
  if (bytes) return bytes.labels[0] ?? null;
  return join === 'uri' ? known?.entity?.version ?? null : null;
}
