import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const script = resolve(__dirname, '../../../../scripts/generate-openapi.mjs');

describe('what is made of the OpenAPI file', () => {
  it('is up to date', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [script, '--check'],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
