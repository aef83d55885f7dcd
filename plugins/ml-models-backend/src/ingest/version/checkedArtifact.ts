import type { RecordedCheck } from '@ml-models/backstage-plugin-ml-models-common';
import type { Check, CheckedArtifact } from '@ml-models/model-governance';
import type { InspectedArtifact } from '../artifact/InspectedArtifact';

const MAX_EVIDENCE_LENGTH = 2000;

/** A file as the triple check looks at it. */
export function checkedArtifact({
  recorded,
  inspection,
}: InspectedArtifact): CheckedArtifact {
  return {
    path: recorded.path,
    size: Number(recorded.size),
    digest: recorded.digest,
    ...(recorded.declared_digest && {
      declaredDigest: recorded.declared_digest,
    }),
    inspection,
  };
}

/** A check as events keep it: its evidence is a parameter of the message. */
export function recordedCheck({
  evidence,
  params,
  ...check
}: Check): RecordedCheck {
  const all = {
    ...params,
    ...(evidence && {
      evidence: evidence.join('\n').slice(0, MAX_EVIDENCE_LENGTH),
    }),
  };
  return { ...check, ...(Object.keys(all).length > 0 && { params: all }) };
}
