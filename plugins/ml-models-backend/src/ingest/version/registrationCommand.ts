import type {
  MlModelEntityV1alpha1,
  RecordedCheck,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Severity } from '@ml-models/model-formats';
import type { InspectedArtifact } from '../artifact/InspectedArtifact';
import type {
  Declaration,
  ModelCommand,
  RegistrationTrigger,
} from '../../domain/ModelCommand';
import type { DocumentBytes } from '../../store/ModelStore';
import { referenceTo } from '../documents/documentOf';
import { SPDX_PREDICATE } from './billOfMaterials';

/** Everything about a version that passed, as the one command of its commit. */
export function registrationCommand(input: {
  runId: string;
  source: string;
  trigger: RegistrationTrigger;
  schemaHash: string;
  entity: MlModelEntityV1alpha1;
  declaration: Declaration;
  version: string;
  manifestDigest: string;
  artifacts: readonly InspectedArtifact[];
  checks: RecordedCheck[];
  bom: { document: DocumentBytes; gaps: number };
  validatorVersion: string;
}): Extract<ModelCommand, { type: 'RegisterVersion' }> {
  const { artifacts, checks, declaration, bom } = input;
  const size = sum(artifacts.map(({ recorded }) => recorded.size));
  const parameters = artifacts.flatMap(
    ({ inspection }) => inspection.tensors?.parameters ?? [],
  );
  const { changelogUrl } = input.entity.spec;
  return {
    type: 'RegisterVersion',
    modelRef: declaration.model_ref,
    schemaHash: input.schemaHash,
    source: input.source,
    trigger: input.trigger,
    declaration,
    version: input.version,
    manifestDigest: input.manifestDigest,
    artifacts: artifacts.map(({ recorded }) => recorded),
    size,
    ...(parameters.length > 0 && { parameters: sum(parameters) }),
    ...(typeof changelogUrl === 'string' && { changelogUrl }),
    bytesKept: false,
    unsupported: checks.some(
      ({ id, outcome }) =>
        (id === 'format' || id === 'scan') && outcome !== 'passed',
    ),
    validation: {
      runId: input.runId,
      validatorVersion: input.validatorVersion,
      metrics: validationMetrics(artifacts, size),
      checks,
    },
    billOfMaterials: {
      predicateType: SPDX_PREDICATE,
      document: referenceTo(bom.document),
      gaps: bom.gaps,
    },
  };
}

function validationMetrics(
  artifacts: readonly InspectedArtifact[],
  size: string,
): Record<string, number> {
  const findings = artifacts.flatMap(({ inspection }) => inspection.findings);
  const of = (severity: Severity) =>
    findings.filter(finding => finding.severity === severity).length;
  return {
    files: artifacts.length,
    bytes: Number(size),
    findings_critical: of('critical'),
    findings_high: of('high'),
    findings_medium: of('medium'),
    findings_low: of('low'),
    findings_info: of('info'),
  };
}

function sum(numbers: readonly string[]): string {
  return String(numbers.reduce((total, n) => total + BigInt(n), 0n));
}
