import type {
  Caller,
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';
import { printable } from '../output/printable';

/** One workload as text for people; ends with an empty line. */
export function renderWorkload(workload: WorkloadPosture): string {
  const { namespace, owner, dataPlane, model, secureLoading } = workload;
  const rows: [string, string][] = [
    ['service acc.', workload.serviceAccount],
    ['data plane', `${dataPlane.value} (${dataPlane.level})`],
  ];
  for (const { port, name, mtls, evidence } of workload.ports) {
    const why = evidence.find(({ role }) => role === 'decides');
    rows.push([
      'port',
      `${port}${name ? ` ${name}` : ''}: ${mtls.verdict} ` +
        `(declared ${mtls.declared}, observed ${mtls.observed})`,
    ]);
    if (why) {
      rows.push(['', `${why.ref}: ${why.why}`]);
    }
  }
  const { authorization } = workload;
  rows.push(['callers', `${authorization.value} (${authorization.level})`]);
  workload.callers.forEach(caller => rows.push(['', callerText(caller)]));
  const { encryptedAtRest, decryption } = secureLoading;
  rows.push([
    'at rest',
    `encrypted: ${encryptedAtRest.value} (${encryptedAtRest.level}), ` +
      `decryption: ${decryption.value} (${decryption.level})`,
  ]);
  rows.push([
    'model',
    model.ref
      ? `${workload.role} ${model.ref} ${
          model.version ?? 'of unknown version'
        }, by ${model.join}, served bytes ${model.servedBytes} (${model.level})`
      : 'none known',
  ]);
  for (const { severity, id, message } of workload.findings) {
    rows.push([severity, `${id}: ${message}`]);
  }
  return block(`${owner.kind} ${namespace}/${owner.name}`, rows);
}

/** One rollout as text for people; ends with an empty line. */
export function renderRollout(rollout: RolloutPosture): string {
  const { source, namespace, name, mode, phase, arms } = rollout;
  const rows: [string, string][] = [
    ['mode', mode],
    ['phase', phase],
  ];
  for (const { role, ref, version, weights } of arms) {
    rows.push([
      role,
      `${ref}${version ? ` (${version})` : ''}: declared ` +
        `${share(weights.declared)}, controller ${share(
          weights.controller,
        )}, observed ${share(weights.observed)}`,
    ]);
  }
  for (const { id, message } of rollout.warnings) {
    rows.push(['warning', `${id}: ${message}`]);
  }
  return block(`${source} ${namespace}/${name}`, rows);
}

function callerText({ principal, operations, via }: Caller): string {
  const what = operations.map(({ methods, paths }) =>
    [methods?.join('|'), paths?.join('|')].filter(Boolean).join(' '),
  );
  return `${principal}: ${
    what.filter(Boolean).join('; ') || 'every operation'
  } (${via})`;
}

function share(weight: number | null): string {
  return weight === null ? 'unknown' : `${Number((weight * 100).toFixed(2))} %`;
}

function block(title: string, rows: readonly [string, string][]): string {
  const lines = rows.map(
    ([name, text]) => `  ${printable(name).padEnd(12)} ${printable(text)}`,
  );
  return `${[printable(title), ...lines].join('\n')}\n\n`;
}
