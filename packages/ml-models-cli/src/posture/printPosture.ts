import { isAtLeast, Severity } from '@ml-models/model-formats';
import {
  assessPosture,
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';
import { record } from '../manifest/record';
import { EXIT, ExitCode, worstExit } from '../exitCode';
import { ManifestProblem } from '../manifest/listManifests';
import { readManifests } from '../manifest/readManifests';
import { Output } from '../output/Output';
import { printable } from '../output/printable';
import { renderRollout, renderWorkload } from './renderPosture';
import { unreadKinds } from './unreadKinds';

export interface PrintPostureOptions {
  json: boolean;
  entities: string[];
  /** also workloads that serve no model */
  all: boolean;
  /** absent: findings never fail */
  failOn?: Severity;
}

/** `posture`: workloads, then rollouts. */
export async function printPosture(
  paths: readonly string[],
  options: PrintPostureOptions,
  output: Output,
): Promise<ExitCode> {
  const manifests = await readManifests(paths);
  const models = await readManifests(options.entities);
  const { objects, others } = sortDocuments(manifests.documents);
  // What an unread file holds is not known, so nothing may count as absent.
  const notReadable = unreadKinds(manifests.problems);
  const report = assessPosture({
    objects,
    entities: models.documents.filter(isModel),
    all: options.all,
    source: 'manifests',
    notReadable,
  });

  const problems: ManifestProblem[] = [
    ...manifests.problems,
    ...models.problems,
    ...report.problems
      // Said already, by file.
      .filter(({ message }) => message !== notReadable[0]?.reason)
      .map(({ ref, code, message }) => ({
        path: ref ?? 'objects',
        message: `${code}: ${message}`,
      })),
  ];
  for (const { path, message } of problems) {
    output.message(`${printable(path)}: ${printable(message)}`);
  }
  if (others > 0) {
    output.message(`${others} documents are no Kubernetes objects`);
  }
  for (const workload of report.workloads) {
    await answer(workload, renderWorkload);
  }
  for (const rollout of report.rollouts) {
    await answer(rollout, renderRollout);
  }
  return worstExit([
    problems.length > 0 ? EXIT.UNREADABLE : EXIT.OK,
    ...report.workloads.map(workload => workloadExit(workload, options.failOn)),
  ]);

  async function answer<T extends WorkloadPosture | RolloutPosture>(
    posture: T,
    render: (posture: T) => string,
  ): Promise<void> {
    await output.answer(
      options.json ? `${JSON.stringify(posture)}\n` : render(posture),
    );
  }
}

function workloadExit(
  { findings }: WorkloadPosture,
  failOn: Severity | undefined,
): ExitCode {
  return failOn && findings.some(finding => isAtLeast(finding.severity, failOn))
    ? EXIT.FINDINGS
    : EXIT.OK;
}

/**
 * A GitOps folder also holds Helm charts, values and patches. Whatever has
 * part of an object's head is judged as one: broken, it may decide.
 */
function sortDocuments(documents: readonly unknown[]) {
  const objects = documents.filter(document => {
    const { apiVersion, kind, metadata } = record(document);
    return (
      (apiVersion ?? kind ?? metadata ?? null) !== null && !isChart(document)
    );
  });
  return { objects, others: documents.length - objects.length };
}

/** Helm's `Chart.yaml`, which has an `apiVersion` and is no object. */
function isChart(document: unknown): boolean {
  const { apiVersion, name, version, kind, metadata } = record(document);
  return (
    (apiVersion === 'v1' || apiVersion === 'v2') &&
    typeof name === 'string' &&
    typeof version === 'string' &&
    (kind ?? metadata ?? null) === null
  );
}

function isModel(document: unknown): boolean {
  return record(document).kind === 'MLModel';
}
