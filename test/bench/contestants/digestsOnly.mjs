// The digests of `ml-models inspect` without its structure: <sha256|merkle> <file>. Bundled by tools.mjs.
import { inspectFile, openFile } from '@ml-models/artifact-io';

async function printDigest(digests, path) {
  const file = await openFile(path);
  try {
    const inspected = await inspectFile(file, {
      digests,
      inspect: false,
      inCaller: true,
    });
    process.stdout.write(`${inspected.digests.sha256}\n`);
  } finally {
    await file.close();
  }
}

printDigest(...process.argv.slice(2));
