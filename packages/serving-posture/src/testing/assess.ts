import { assessPosture } from '../assessPosture';
import type {
  MtlsDeclared,
  PostureInput,
  PostureReport,
  WorkloadPosture,
} from '../types';

export function assess(
  objects: readonly unknown[],
  options: Omit<PostureInput, 'objects'> = {},
): PostureReport {
  return assessPosture({ objects, all: true, ...options });
}

/** The posture of the workload called `name`, which must be there. */
export function postureOf(
  objects: readonly unknown[],
  name = 'scorer',
  options: Omit<PostureInput, 'objects'> = {},
): WorkloadPosture {
  const { workloads, problems } = assess(objects, options);
  const found = workloads.find(workload => workload.owner.name === name);
  if (!found) throw new Error(`No ${name}: ${JSON.stringify(problems)}`);
  return found;
}

export function declaredOf(
  objects: readonly unknown[],
  port = 8080,
  options: Omit<PostureInput, 'objects'> = {},
): MtlsDeclared | undefined {
  return postureOf(objects, 'scorer', options).ports.find(
    item => item.port === port,
  )?.mtls.declared;
}

export function findingIds(workload: WorkloadPosture): string[] {
  return workload.findings.map(finding => finding.id);
}
