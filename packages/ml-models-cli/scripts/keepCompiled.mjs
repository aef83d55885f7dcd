// The first run of a build: inspects samples of the formats in this process, and keeps what was compiled for it.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [build, bundle, ...samples] = process.argv.slice(2);
const { start } = createRequire(import.meta.url)(join(build, 'start.cjs'));
const { code, keepCompiled } = start(bundle);
const silent = { answer: async () => {}, message() {}, progress() {} };
for (const sample of samples) {
  const exit = await code.runCommandLine(
    ['inspect', '--json', '--fail-on', 'none', sample],
    silent,
  );
  if (exit !== 0) throw new Error(`${sample}: ${exit}`);
}
keepCompiled();
