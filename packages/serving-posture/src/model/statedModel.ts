import type { Evidence, WorkloadRole } from '../types';
import type { Pod, Workload } from '../workload/Workload';
import { formatEntityRef, parseEntityRef } from './entityRef';
import { isDigest } from './ModelEntity';

const MODEL = 'ml-models/model';
const VERSION = 'ml-models/version';
const DIGEST = 'ml-models/digest';
const ROLE = 'ml-models/role';
const ROLES: readonly WorkloadRole[] = ['serves', 'trains', 'uses'];

export interface StatedDigest {
  digest: string;
  /**
   * An annotation claims; a storage URI, KServe's `verification.digest` and an
   * image pin; the status of a running pod reports.
   */
  from: 'annotation' | 'storageUri' | 'verification' | 'image' | 'status';
  evidence: Evidence;
}

/** What a workload says about the model it serves. */
export interface StatedModel {
  ref: string | undefined;
  version: string | undefined;
  digests: StatedDigest[];
  /** Storage URIs and images, to compare with artifact URLs. */
  uris: { uri: string; evidence: Evidence }[];
  role: WorkloadRole;
  evidence: Evidence[];
}

/** Annotations of the pod template count before those of its owner. */
export function statedModel(
  workload: Workload,
  pods: readonly Pod[],
): StatedModel {
  const { object, template, inferenceService } = workload;
  const annotation = (key: string) =>
    template.annotations.get(key) ?? object.annotations.get(key);
  const evidence: Evidence[] = [];
  const note = (
    id: string,
    why: string,
    value: string,
    role: Evidence['role'] = 'decides',
  ): Evidence => ({
    ref: object.ref,
    role,
    id,
    why,
    value: value.slice(0, 512),
  });

  const modelText = annotation(MODEL);
  const parsed =
    modelText === undefined
      ? undefined
      : parseEntityRef(modelText, { kind: 'mlmodel', namespace: 'default' });
  const ref =
    parsed?.kind.toLowerCase() === 'mlmodel'
      ? formatEntityRef(parsed)
      : undefined;
  if (modelText !== undefined) {
    evidence.push(
      ref === undefined
        ? note(
            'model_annotation_ignored',
            `Annotation ${MODEL} is not a reference of an MLModel`,
            modelText,
            'ignored',
          )
        : note('model_annotation', `Annotation ${MODEL}`, modelText),
    );
  }
  const digestText = annotation(DIGEST);
  const digests: StatedDigest[] = [];
  if (digestText !== undefined) {
    if (isDigest(digestText)) {
      digests.push({
        digest: digestText,
        from: 'annotation',
        evidence: note('digest_annotation', `Annotation ${DIGEST}`, digestText),
      });
    } else {
      evidence.push(
        note(
          'digest_annotation_ignored',
          `Annotation ${DIGEST} is not sha256: and 64 hex digits`,
          digestText,
          'ignored',
        ),
      );
    }
  }
  const uris = [
    ...(inferenceService?.storageUris ?? []).map(({ uri, pointer }) => ({
      uri,
      from: 'storageUri' as const,
      evidence: { ...note('storage_uri', 'Storage URI', uri), pointer },
    })),
    ...template.containers.flatMap(({ image }) =>
      image === undefined
        ? []
        : [
            {
              uri: image,
              from: 'image' as const,
              evidence: note('image', 'Container image', image),
            },
          ],
    ),
  ];
  for (const { uri, from, evidence: where } of uris) {
    const digest = /@(sha256:[0-9a-f]{64})$/.exec(uri)?.[1];
    if (digest) digests.push({ digest, from, evidence: where });
  }
  const verified = inferenceService?.verificationDigest;
  if (verified !== undefined && isDigest(verified.digest)) {
    digests.push({
      digest: verified.digest,
      from: 'verification',
      evidence: {
        ...note(
          'verification_digest',
          'The loader refuses other bytes',
          verified.digest,
        ),
        pointer: verified.pointer,
      },
    });
  }
  for (const digest of reportedByAll(pods)) {
    digests.push({
      digest,
      from: 'status',
      evidence: note(
        'image_id',
        'Every running pod reports this image',
        digest,
      ),
    });
  }
  const roleText = annotation(ROLE);
  const stated = ROLES.find(role => role === roleText);
  if (roleText !== undefined) {
    evidence.push(
      stated === undefined
        ? note(
            'role_annotation_ignored',
            `Annotation ${ROLE} is none of ${ROLES.join(', ')}`,
            roleText,
            'ignored',
          )
        : note('role_annotation', `Annotation ${ROLE}`, roleText),
    );
  }
  return {
    ref,
    version: annotation(VERSION),
    digests,
    uris,
    role: stated ?? workload.usualRole,
    evidence,
  };
}

/** Digests of images that no running pod lacks: pods of two kinds prove nothing about each other. */
function reportedByAll(pods: readonly Pod[]): string[] {
  const [first, ...rest] = pods.map(({ imageDigests }) => imageDigests);
  return (first ?? []).filter(digest =>
    rest.every(digests => digests.includes(digest)),
  );
}
