import { counted } from '../counted';
import { MAX_EVIDENCE } from '../limits';
import { quote } from '../quote';
import { REQUIRED_FIELDS } from './checkRegistration';
import type { Problem } from './Problem';
import type {
  Check,
  CheckedArtifact,
  CheckId,
  CheckOutcome,
  TripleCheckInput,
} from './TripleCheckInput';

// One function per check: its problems in, its outcome and evidence out.

export function integrityCheck(
  artifacts: readonly CheckedArtifact[],
  problems: Problem[],
): Check {
  const undeclared = artifacts.filter(
    ({ declaredDigest }) => declaredDigest === undefined,
  ).length;
  const compared = artifacts.length - undeclared;
  if (problems.length > 0) {
    return failed('integrity', problems, 'bytes differ from what is declared');
  }
  if (undeclared > 0 || compared === 0) {
    return check('integrity', 'unknown', {
      message: `no digest is declared for ${undeclared} of ${counted(
        artifacts.length,
        'file',
      )}; the bytes are recorded as found`,
      params: { undeclared, files: artifacts.length },
    });
  }
  return check('integrity', 'passed', {
    message: `${counted(
      compared,
      'file',
    )} compared: the bytes are those declared`,
    params: { files: compared },
    evidence: artifacts.map(({ path, digest }) => `${quote(path)} ${digest}`),
  });
}

export function formatCheck(
  artifacts: readonly CheckedArtifact[],
  unscanned: readonly CheckedArtifact[],
  problems: Problem[],
): Check {
  if (problems.length > 0) {
    return failed('format', problems, 'not every file is a readable model');
  }
  const evidence = artifacts.map(
    ({ path, inspection }) =>
      `${quote(path)}: ${inspection.format}, ${inspection.status}`,
  );
  return unscanned.length > 0
    ? check('format', 'unknown', {
        message: `${counted(
          unscanned.length,
          'file',
        )} of a format that is not read`,
        params: { files: unscanned.length },
        evidence,
      })
    : check('format', 'passed', {
        message: `${counted(artifacts.length, 'file')} read to the end`,
        params: { files: artifacts.length },
        evidence,
      });
}

export function scanCheck(
  artifacts: readonly CheckedArtifact[],
  unscanned: readonly CheckedArtifact[],
  problems: Problem[],
  { policy: { refuseAtSeverity: severity } }: TripleCheckInput,
): Check {
  if (problems.length > 0) {
    return failed('scan', problems, `findings at ${severity} or above`);
  }
  if (unscanned.length > 0 || artifacts.length === 0) {
    return check('scan', 'unknown', {
      message: `${unscanned.length} of ${counted(
        artifacts.length,
        'file',
      )} not scanned to the end`,
      params: { files: unscanned.length },
      evidence: unscanned.map(({ path }) => quote(path)),
    });
  }
  const findings = artifacts.flatMap(({ path, inspection }) =>
    inspection.findings.map(
      ({ rule, severity: found }) => `${quote(path)}: ${found} ${rule}`,
    ),
  );
  return check('scan', 'passed', {
    message:
      findings.length > 0
        ? `${counted(findings.length, 'finding')}, all below ${severity}`
        : 'nothing found',
    params: { findings: findings.length, severity },
    evidence: findings,
  });
}

export function companionCheck(
  artifacts: readonly CheckedArtifact[],
  companions: ReadonlySet<string>,
  problems: Problem[],
): Check {
  if (problems.length > 0) {
    return failed('companions', problems, 'files that are needed are missing');
  }
  const unread = artifacts.filter(
    ({ inspection }) => inspection.status === 'failed',
  ).length;
  if (unread > 0 || artifacts.length === 0) {
    return check('companions', 'unknown', {
      message: `${counted(unread, 'file')} not read to where others are named`,
      params: { files: unread },
    });
  }
  return check('companions', 'passed', {
    message:
      companions.size > 0
        ? `${counted(companions.size, 'file')} that others need, all there`
        : 'no file needs another',
    params: { files: companions.size },
    evidence: [...companions].map(quote),
  });
}

export function completenessCheck(problems: Problem[]): Check {
  return problems.length > 0
    ? failed('completeness', problems, 'required fields are not complete')
    : check('completeness', 'passed', {
        message: `all ${REQUIRED_FIELDS.length} required fields are there`,
        params: { fields: REQUIRED_FIELDS.length },
      });
}

export function interfaceCheck(
  outcomes: readonly CheckOutcome[],
  problems: Problem[],
): Check {
  if (problems.length > 0) {
    return failed(
      'interface',
      problems,
      'declared is not what the file states',
    );
  }
  return outcomes.every(outcome => outcome === 'passed')
    ? check('interface', 'passed', {
        message: 'declared inputs and outputs agree with the file',
      })
    : check('interface', 'unknown', {
        message:
          'inputs and outputs are not both declared and stated by the file; nothing contradicts',
      });
}

function failed(id: CheckId, problems: Problem[], message: string): Check {
  return check(id, 'failed', {
    message,
    params: { problems: problems.length },
    evidence: problems.map(problem => problem.message),
  });
}

function check(
  id: CheckId,
  outcome: CheckOutcome,
  {
    message,
    params,
    evidence = [],
  }: Pick<Check, 'message' | 'params' | 'evidence'>,
): Check {
  return {
    id,
    outcome,
    message,
    ...(params ? { params } : {}),
    ...(evidence.length > 0
      ? { evidence: evidence.slice(0, MAX_EVIDENCE) }
      : {}),
  };
}
