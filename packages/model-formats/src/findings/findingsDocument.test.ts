import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { FINDING_RULES } from './FINDING_RULES';

const script = resolve(__dirname, '../../../../scripts/generate-findings.mjs');

describe('catalogue of findings', () => {
  it('is what docs/findings.md says', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [script, '--check'],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it.each(Object.entries(FINDING_RULES))('%s is complete', (id, rule) => {
    expect(id).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(rule.cwe).toMatch(/^CWE-\d+$/);
    expect(rule.risk).toMatch(/\.$/);
    expect(rule.advice).toMatch(/\.$/);
  });
});
