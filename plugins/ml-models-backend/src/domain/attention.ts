import { scanOf, signatureOf } from './facts';
import type { ModelState, VersionState } from './ModelState';
import { JudgedServing, worstServingConcern } from './servingConcern';
import { latestVersion } from './versions';
import { bytesVerdict } from './views/bytesVerdict';
import { driftVerdict } from './views/driftVerdict';

/** The sentence that asks for a person. */
export interface Attention {
  /** message id */
  id: string;
  message: string;
  params: Record<string, string | number>;
}

/**
 * What about a model asks for a person, the worst first; `undefined` when nothing does. A missing card or bill of
 * materials alone does not. Without `serving` it is what the history alone says.
 */
export function attentionOf(
  state: ModelState,
  serving?: JudgedServing,
): Attention | undefined {
  const latest = latestVersion(state);
  const label = state.latest?.version ?? '';
  const served = serving && worstServingConcern(serving);
  return (
    (latest && (ended(latest, label) ?? badBytes(latest, label))) ??
    (served?.concern === 'bad' ? servingAttention(served) : undefined) ??
    (latest && (badSignature(latest, label) ?? drifted(latest, 'bad'))) ??
    openReview(state) ??
    blockedBefore(state) ??
    (served && servingAttention(served)) ??
    (latest && (drifted(latest, 'attention') ?? scanned(latest, label)))
  );
}

/** What takes a version out of use. */
function ended(latest: VersionState, label: string): Attention | undefined {
  if (latest.blocked) {
    return blocked(label, latest.blocked);
  }
  if (latest.integrityFailed) {
    return {
      id: 'attention.integrity',
      message: `the bytes of ${label} were found changed`,
      params: { version: label, digest: latest.integrityFailed.digest },
    };
  }
  return latest.stage === 'invalid'
    ? {
        id: 'attention.invalid',
        message: `${label} failed its last validation`,
        params: { version: label },
      }
    : undefined;
}

function badBytes(latest: VersionState, label: string): Attention | undefined {
  if (bytesVerdict(latest).concern === 'bad') {
    return {
      id: 'attention.bytes',
      message: `the bytes of ${label} are not those that are declared`,
      params: { version: label },
    };
  }
  return scanOf(latest) === 'failed' ? scanned(latest, label) : undefined;
}

function badSignature(
  latest: VersionState,
  label: string,
): Attention | undefined {
  return signatureOf(latest) === 'rejected'
    ? {
        id: 'attention.signature',
        message: `the signature of ${label} was rejected`,
        params: { version: label },
      }
    : undefined;
}

function openReview({ reviews }: ModelState): Attention | undefined {
  const open = reviews.filter(review => review.state === 'open');
  return open.length > 0
    ? {
        id: 'attention.review',
        message: `${open.length} open review${open.length === 1 ? '' : 's'}: ${
          open[0].reason
        }`,
        params: { count: open.length, reason: open[0].reason },
      }
    : undefined;
}

function blockedBefore({ versions }: ModelState): Attention | undefined {
  const version = versions.find(each => each.blocked);
  return version?.blocked && blocked(version.labels[0], version.blocked);
}

function blocked(
  label: string,
  { rule, reason }: NonNullable<VersionState['blocked']>,
): Attention {
  return {
    id: 'attention.blocked',
    message: `${label} is blocked by rule ${rule}: ${reason}`,
    params: { version: label, rule, reason },
  };
}

function servingAttention(
  served: NonNullable<ReturnType<typeof worstServingConcern>>,
): Attention {
  return {
    id: 'attention.serving',
    message: `Serving: ${served.message}`,
    params: { finding: served.id },
  };
}

function drifted(
  latest: VersionState,
  asked: 'attention' | 'bad',
): Attention | undefined {
  const { concern, reason } = driftVerdict(latest);
  return concern === asked
    ? {
        id: 'attention.drift',
        message: `Drift: ${reason}`,
        params: { reason },
      }
    : undefined;
}

function scanned(latest: VersionState, label: string): Attention | undefined {
  const scan = scanOf(latest);
  return scan === 'clean'
    ? undefined
    : {
        id: `attention.scan.${scan}`,
        message: {
          findings: `the scan of ${label} found something`,
          unsupported: `${label} has a file that could not be scanned`,
          failed: `${label} has a file that could not be read`,
        }[scan],
        params: { version: label },
      };
}
