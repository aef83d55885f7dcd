import { checkCompanions, companionPaths } from './checkCompanions';
import { checkIntegrity } from './checkIntegrity';
import {
  companionCheck,
  completenessCheck,
  formatCheck,
  integrityCheck,
  scanCheck,
  interfaceCheck,
} from './checkOutcomes';
import { checkRegistration } from './checkRegistration';
import { checkScan, isCompanionData } from './checkScan';
import { compareSignature } from './compareSignature';
import type { Problem, ProblemCode } from './Problem';
import type { TripleCheckInput, TripleCheckResult } from './TripleCheckInput';

const NO_ARTIFACTS: Problem = {
  code: 'NO_ARTIFACTS',
  field: 'artifacts',
  message: 'the version has no file',
  remedy: 'spec:\n  artifacts:\n    - path: model.onnx',
};

/**
 * Integrity, format and completeness of one version: every check with its
 * outcome, and all problems at once. A version registers exactly when there
 * are none; what could not be checked is `unknown`, never `passed`.
 * @public
 */
export function tripleCheck(input: TripleCheckInput): TripleCheckResult {
  const { entity, artifacts, policy } = input;
  const inspections = artifacts.map(({ inspection }) => inspection);
  const companions = companionPaths(artifacts);

  const integrity = checkIntegrity(artifacts);
  const scan = checkScan(artifacts, policy, companions);
  const missing = checkCompanions(artifacts);
  const registration = checkRegistration(entity, inspections);
  const inputs = compareSignature('inputs', entity.spec?.inputs, inspections);
  const outputs = compareSignature(
    'outputs',
    entity.spec?.outputs,
    inspections,
  );

  const formatProblems = ofCode(scan, 'FORMAT_FAILED', 'FORMAT_UNSUPPORTED');
  const noArtifacts = artifacts.length === 0 ? [NO_ARTIFACTS] : [];
  const findingProblems = ofCode(scan, 'SCAN_FINDING');
  const unscanned = artifacts.filter(
    artifact =>
      ['unsupported', 'failed'].includes(artifact.inspection.status) &&
      !isCompanionData(artifact, companions),
  );
  const signature = [...inputs.problems, ...outputs.problems];

  return {
    checks: [
      integrityCheck(artifacts, integrity),
      formatCheck(artifacts, unscanned, [...noArtifacts, ...formatProblems]),
      scanCheck(artifacts, unscanned, findingProblems, input),
      companionCheck(artifacts, companions, missing),
      completenessCheck(registration),
      interfaceCheck([inputs.outcome, outputs.outcome], signature),
    ],
    problems: [
      ...noArtifacts,
      ...integrity,
      ...scan,
      ...missing,
      ...registration,
      ...signature,
    ],
  };
}

function ofCode(problems: Problem[], ...codes: ProblemCode[]): Problem[] {
  return problems.filter(({ code }) => codes.includes(code));
}
