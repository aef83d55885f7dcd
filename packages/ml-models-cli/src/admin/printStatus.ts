import { EXIT, ExitCode } from '../exitCode';
import { record } from '../manifest/record';
import { Output } from '../output/Output';
import { printable } from '../output/printable';
import { Registry } from './Registry';

/**
 * What runs, how the newest job of each kind ended, whether the registry is ready. `FINDINGS` when it is not, or when
 * the last verification found something or there was none: unknown is not well.
 */
export async function printStatus(
  options: { json: boolean },
  output: Output,
  registry = Registry.of(process.env),
): Promise<ExitCode> {
  const status = await registry.get('/admin/status');
  const readiness = record(status.readiness);
  const verification = record(status.verification);
  await output.answer(
    options.json ? `${JSON.stringify(status)}\n` : render(status),
  );
  return readiness.ready === true && verification.ok === true
    ? EXIT.OK
    : EXIT.FINDINGS;
}

function render(status: Record<string, unknown>): string {
  const readiness = record(status.readiness);
  const verification = record(status.verification);
  const running = record(status.running);
  const newest = Array.isArray(status.newest) ? status.newest.map(record) : [];
  const reasons = Array.isArray(readiness.reasons) ? readiness.reasons : [];
  const lines = [
    readiness.ready === true ? 'ready' : `not ready: ${reasons.join(', ')}`,
    status.verification !== undefined
      ? `verified ${verification.verifiedAt}: ${
          verification.ok === true ? 'as recorded' : 'NOT as recorded'
        }`
      : 'never verified',
    status.running ? `${running.kind} runs (${running.id})` : 'nothing runs',
    ...newest.map(job => `${job.kind} ${job.state} ${job.endedAt} (${job.id})`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
