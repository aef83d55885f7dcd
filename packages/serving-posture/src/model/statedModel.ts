import type { Evidence } from '../types';
import type { Workload } from '../workload/Workload';
import { formatEntityRef, parseEntityRef } from './entityRef';
import { isDigest } from './ModelEntity';

const MODEL = 'ml-models/model';
const VERSION = 'ml-models/version';
const DIGEST = 'ml-models/digest';

export interface StatedDigest {
  digest: string;
  from: 'annotation' | 'storageUri' | 'image';
  evidence: Evidence;
}

/** What a workload says about the model it serves. */
export interface StatedModel {
  ref: string | undefined;
  version: string | undefined;
  digests: StatedDigest[];
  /** Storage URIs and images, to compare with artifact URLs. */
  uris: { uri: string; evidence: Evidence }[];
  evidence: Evidence[];
}

/** Annotations of the pod template count before those of its owner. */
export function statedModel(workload: Workload): StatedModel {
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
  return { ref, version: annotation(VERSION), digests, uris, evidence };
}
