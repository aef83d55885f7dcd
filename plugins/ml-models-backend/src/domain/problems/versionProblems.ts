import { scanOf, signatureOf } from '../facts';
import type { ModelState, VersionState } from '../ModelState';
import { bytesVerdict } from '../views/bytesVerdict';
import { doubted } from '../views/doubted';
import { scanVerdict } from '../views/scanVerdict';
import { signatureVerdict } from '../views/signatureVerdict';
import { postFileToVersion, postToVersion, shellWord } from './commands';
import { licenseProblem } from './licenseProblem';
import type { RankedProblem } from './problem';
import { sharedFileProblem } from './sharedFile';

type Judge = (
  state: ModelState,
  version: VersionState,
  about: { label: string; inService: boolean },
) => RankedProblem | undefined;

const blocked: Judge = (state, version, { label, inService }) => {
  const { blocked: block, stageBeforeBlock = 'registered' } = version;
  if (!block) {
    return undefined;
  }
  const { rule, reason, at } = block;
  return {
    rank: 'blocked',
    problem: {
      id: 'problem.blocked',
      concern: 'bad',
      message: `${label} is blocked: ${reason}`,
      params: { version: label, rule, reason },
      subject: `version ${label}`,
      version: label,
      inService,
      turn: { role: 'reviewer' },
      since: at,
      reason: `${ruleInWords(rule)}; it stays until a person lifts it`,
      evidence: [
        { role: 'decides', ref: `rule ${rule}`, why: reason, at },
        ...Object.values(version.drift)
          .filter(({ action }) => action === 'block' || action === 'review')
          .map(drift => ({
            role: 'context' as const,
            ref: drift.metric,
            why: drift.reason,
            source: drift.source,
            value: drift.score,
            at: drift.recordedAt,
          })),
      ],
      cure: {
        text: `Whoever has the permission ml-models.model.transition for this model lifts it, with a reason, once the cause is gone; ${label} is then ${stageBeforeBlock} again. Until then register a version that does not have the fault`,
        command: postToVersion(state.modelRef, label, 'transitions', {
          to: 'unblocked',
          reason: 'why it may go on',
        }),
        tab: 'governance',
      },
    },
  };
};

/** Who blocked it, in words: a tier's own rule, a rejected review, a person. */
function ruleInWords(rule: string): string {
  switch (rule) {
    case 'review':
      return 'a person rejected its review';
    case 'manual':
      return 'a person blocked it';
    default:
      return `a breach of the threshold blocks by itself on ${rule}`;
  }
}

const changed: Judge = (state, version, { label, inService }) => {
  const { integrityFailed: failed } = version;
  if (!failed) {
    return undefined;
  }
  const what = failed.path ?? failed.layer;
  const verdict = bytesVerdict(version);
  return {
    rank: 'integrity',
    problem: {
      id: 'problem.integrity',
      concern: 'bad',
      message: `the bytes of ${label} were found changed`,
      params: { version: label, what, digest: failed.digest },
      subject: `version ${label}, ${what}`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      since: failed.at,
      reason: verdict.reason,
      evidence: verdict.evidence,
      cure: {
        text: `Put the registered bytes back at the source and check again; bytes that are meant to be new need a version of their own`,
        ...(failed.path !== undefined && {
          command: `sha256sum ${shellWord(failed.path)}`,
        }),
        action: 'check-again',
        tab: 'files',
      },
    },
  };
};

const invalid: Judge = (state, version, { label, inService }) => {
  if (version.stage !== 'invalid') {
    return undefined;
  }
  const failed = version.checks.filter(({ outcome }) => outcome === 'failed');
  return {
    rank: 'invalid',
    problem: {
      id: 'problem.invalid',
      concern: 'bad',
      message: `${label} failed its last validation`,
      params: { version: label },
      subject: `version ${label}`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      reason:
        failed.length > 0
          ? failed.map(({ message }) => message).join('; ')
          : 'the last validation did not pass',
      evidence: failed.map(({ id, message }) => ({
        role: 'decides' as const,
        ref: `check ${id}`,
        why: message,
      })),
      cure: {
        text: 'Register a version whose files pass their checks',
        ...command(version, 'ml-models scan'),
        tab: 'files',
      },
    },
  };
};

const differing: Judge = (state, version, { label, inService }) => {
  const verdict = bytesVerdict(version);
  if (verdict.concern !== 'bad' || version.integrityFailed) {
    return undefined;
  }
  return {
    rank: 'bytes',
    problem: {
      id: 'problem.bytes',
      concern: 'bad',
      message: `the bytes of ${label} are not those that are declared`,
      params: { version: label },
      subject: `version ${label}`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      since: version.createdAt,
      reason: verdict.reason,
      evidence: verdict.evidence,
      cure: {
        text: 'Declare the digest of the bytes that are meant, or put those bytes at the source, under a new version',
        ...command(version, 'sha256sum'),
        tab: 'files',
      },
    },
  };
};

const badSignature: Judge = (state, version, { label, inService }) => {
  if (signatureOf(version, state.faults) !== 'rejected') {
    return undefined;
  }
  const verdict = signatureVerdict(version);
  return {
    rank: 'signature',
    problem: {
      id: 'problem.signature',
      concern: 'bad',
      message: `the signature of ${label} was rejected`,
      params: { version: label },
      subject: `version ${label}`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      ...(verdict.at !== undefined && { since: verdict.at }),
      reason: verdict.reason,
      evidence: verdict.evidence,
      cure: {
        text: 'A rejection stays with its version. Find out who signed what; sign the bytes that are meant and register them as a new version, then post its bundle as attestation',
        command: postFileToVersion(
          state.modelRef,
          label,
          'attestations',
          'attestation.json',
        ),
      },
    },
  };
};

const scanned: Judge = (state, version, { label, inService }) => {
  const scan = scanOf(version, state.faults);
  if (scan === 'clean') {
    return undefined;
  }
  const verdict = doubted(scanVerdict(version), state.faults);
  return {
    rank: 'scan',
    problem: {
      id: `problem.scan.${scan}`,
      concern: scan === 'failed' ? 'bad' : 'attention',
      message: {
        findings: `the scan of ${label} found something`,
        unsupported: `${label} has a file that could not be scanned`,
        failed: `${label} has a file that could not be read`,
        unknown: `what the scan of ${label} found is unknown`,
      }[scan],
      params: { version: label },
      subject: `version ${label}`,
      version: label,
      inService,
      turn: { role: 'owner', ref: state.owner },
      since: version.createdAt,
      reason: verdict.reason,
      evidence: verdict.evidence.filter(
        ({ why }) => scan === 'unknown' || !why.endsWith(': clean'),
      ),
      cure: {
        text: {
          findings:
            'Each finding says why and what to do; register the repaired file as a new version',
          unsupported:
            'Register the model in a format that is scanned as a new version',
          failed: 'Register a whole file as a new version',
          unknown:
            'Put the document of the scan back from a back-up, or register a new version',
        }[scan],
        ...(verdict.command !== undefined && { command: verdict.command }),
        tab: 'files',
      },
    },
  };
};

function command(version: VersionState, program: string) {
  const path = version.artifacts.at(0)?.path;
  return path === undefined ? {} : { command: `${program} ${shellWord(path)}` };
}

/** What of one version is said as long as it is true, whichever version is newest or served. */
export function stayingProblems(
  state: ModelState,
  version: VersionState,
  about: { label: string; inService: boolean },
): RankedProblem[] {
  return [
    blocked(state, version, about),
    changed(state, version, about),
  ].flatMap(found => found ?? []);
}

/**
 * What else is wrong with one version: its stage, its bytes and whose they are too, its scan, its signature. Looks at
 * all other versions of the model.
 */
export function shownProblems(
  state: ModelState,
  version: VersionState,
  about: { label: string; inService: boolean },
): RankedProblem[] {
  return [
    invalid(state, version, about),
    differing(state, version, about),
    sharedFileProblem(state, version, about),
    badSignature(state, version, about),
    scanned(state, version, about),
    licenseProblem(state, version, about),
  ].flatMap(found => found ?? []);
}
