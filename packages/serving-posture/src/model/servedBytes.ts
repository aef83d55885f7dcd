import { finding } from '../finding/finding';
import type { Evidence, Finding, ServedBytes } from '../types';
import type { ModelEntity } from './ModelEntity';
import type { StatedModel } from './statedModel';

interface Comparison {
  servedBytes: ServedBytes;
  evidence: Evidence[];
  findings: Finding[];
}

/**
 * Compares the digest that the workload states with the registered one. What a
 * manifest states is a declaration, not a reading of the bytes in memory.
 */
export function compareServedBytes(
  stated: StatedModel,
  ref: string | undefined,
  entity: ModelEntity | undefined,
): Comparison {
  const answer = (
    servedBytes: ServedBytes,
    findings: Finding[] = [],
  ): Comparison => ({
    servedBytes,
    evidence: stated.digests.map(item => ({
      ...item.evidence,
      role: 'context',
    })),
    findings,
  });
  if (ref === undefined) return answer('unknown');
  const registered = (entity?.artifacts ?? []).flatMap(
    artifact => artifact.digest ?? [],
  );
  const versionFindings = compareVersions(stated.version, entity);
  const equal = stated.digests.some(item => registered.includes(item.digest));
  if (equal) return answer('match', versionFindings);
  // An image's digest is that of the server unless it equals the model's.
  const own = stated.digests.filter(item => item.from !== 'image');
  if (!own.length) return answer('unpinned', versionFindings);
  const comparable =
    registered.length === 1 &&
    entity?.artifacts.length === 1 &&
    !versionFindings.length &&
    own.some(
      item =>
        item.from === 'annotation' ||
        entity.artifacts[0].url?.startsWith('oci:'),
    );
  if (!comparable) return answer('unknown', versionFindings);
  return answer('mismatch', [
    finding(
      'served_bytes_mismatch',
      `The workload states ${own[0].digest}, registered for ${ref} is ${registered[0]}`,
      { stated: own[0].digest, registered: registered[0] },
    ),
  ]);
}

function compareVersions(
  stated: string | undefined,
  entity: ModelEntity | undefined,
): Finding[] {
  if (stated === undefined || entity?.version === undefined) return [];
  if (stated === entity.version) return [];
  return [
    finding(
      'model_version_mismatch',
      `The workload serves version ${stated}, the entity declares ${entity.version}`,
      { stated, declared: entity.version },
    ),
  ];
}
