import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_RULES } from '@ml-models/model-formats';
import { describeLive, filesBelow, inRepository } from '../support/repository';

// Texts that stand in one place of the sources each, so that a bundle which holds them holds that code.
const MARKERS = {
  readers: ['onnx/external-data-path', 'onnx/unknown-field'],
  digest: ['a SHA-256 has 32 bytes, not '],
  // texts of several pages, and a part that all of them draw
  pages: [
    'The workload does not pin a digest',
    'not among the files of this version',
    'Could not read: {{what}}',
  ],
};

describeLive('the browser’s bundle', () => {
  jest.setTimeout(300_000);
  let scripts: [string, string][];
  beforeAll(() => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        inRepository('node_modules/.bin/backstage-cli'),
        'package',
        'build',
        '--config',
        inRepository('app-config.yaml'),
      ],
      {
        cwd: inRepository('packages/app'),
        encoding: 'utf8',
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    if (status !== 0) throw new Error(stderr);
    const folder = inRepository('packages/app/dist/static');
    scripts = filesBelow(folder)
      .filter(path => path.endsWith('.js'))
      .map(path => [path, readFileSync(join(folder, path), 'utf8')]);
  });
  const holding = (marker: string) =>
    scripts.filter(([, text]) => text.includes(marker)).map(([path]) => path);

  it('holds no reader of model files', () => {
    expect(Object.keys(FINDING_RULES)).toEqual(
      expect.arrayContaining(MARKERS.readers),
    );
    expect(MARKERS.readers.flatMap(holding)).toEqual([]);
  });

  it('holds the digest definitions in the worker’s own file', () => {
    const chunks = MARKERS.digest.flatMap(holding);
    expect(chunks).toEqual([expect.stringMatching(/^ml-models-local-copy\./)]);
    // The page's entry points are loaded by every visitor.
    const html = readFileSync(
      inRepository('packages/app/dist/index.html'),
      'utf8',
    );
    expect(html).not.toContain(chunks[0]);
  });

  it('holds the texts and parts of all pages once, and loads them with the first page', () => {
    const chunks = new Set(MARKERS.pages.flatMap(holding));
    expect([...chunks]).toHaveLength(1);
    const html = readFileSync(
      inRepository('packages/app/dist/index.html'),
      'utf8',
    );
    expect(html).not.toContain([...chunks][0]);
  });
});
