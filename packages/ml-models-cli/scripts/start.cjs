// Runs a code.js of this build. Of it only what a first run needed is compiled, and kept in code.bin: every further
// start takes it from there instead of compiling again. Node's own cache of compiled code would keep no function that
// is first called after loading, which is nearly all.
'use strict';
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** Modules of Node that take longer to load than all of code.js, and that few commands need. */
const LATE = [
  'child_process',
  'crypto',
  'fs/promises',
  'timers/promises',
  'worker_threads',
];

/** `require`, but what is `LATE` is loaded when something of it is first used. */
function requireLate(id) {
  if (!LATE.includes(id.replace('node:', ''))) return require(id);
  return new Proxy({}, { get: (_, name) => require(id)[name] });
}

/** Compiled code, or nothing: V8 refuses what another version made. */
function readCompiled(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The exports of a bundle, and a way to keep what is compiled of it by then. */
exports.start = bundle => {
  const folder = join(__dirname, bundle);
  const path = join(folder, 'code.js');
  const compiled = join(folder, 'code.bin');
  // esbuild writes ASCII only, which is the quickest to read.
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: path,
    cachedData: readCompiled(compiled),
  });
  const code = { exports: {} };
  script.runInThisContext()(code.exports, requireLate, code, path, folder);
  return {
    code: code.exports,
    keepCompiled() {
      const next = `${compiled}.${process.pid}`;
      writeFileSync(next, script.createCachedData());
      renameSync(next, compiled);
    },
  };
};
