import { printable } from '../output/printable';
import { listOf } from './listOf';
import { Job } from './Registry';

/** A job for people: how it stands, what it counted, what it found. */
export function renderJob({ id, kind, state, result, error }: Job): string {
  const lines = [`${kind} ${id}: ${state}`];
  if (error) {
    lines.push(`  ${error.code}: ${error.message}`);
  }
  for (const [name, value] of Object.entries(result ?? {})) {
    if (typeof value !== 'object') {
      lines.push(`  ${name}: ${value}`);
    }
  }
  for (const problem of listOf(result?.problems)) {
    lines.push(`  ! ${problem.kind}: ${problem.message}`);
  }
  for (const { section, reason } of listOf(result?.notCovered)) {
    lines.push(`  not covered: ${section}: ${reason}`);
  }
  return `${lines.map(printable).join('\n')}\n`;
}
