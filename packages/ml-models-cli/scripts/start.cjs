// Runs code.js, which stands beside this file, as the command line or as a worker thread. Of code.js only what a first
// run needed is compiled, and kept in code.bin: every further start takes it from there instead of compiling again.
// Node's own cache of compiled code would keep no function that is first called after loading, which is nearly all.
'use strict';
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const CODE = join(__dirname, 'code.js');
const COMPILED = join(__dirname, 'code.bin');

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
function readCompiled() {
  try {
    return readFileSync(COMPILED);
  } catch {
    return undefined;
  }
}

// esbuild writes ASCII only, which is the quickest to read.
const script = new Script(readFileSync(CODE, 'latin1'), {
  filename: CODE,
  cachedData: readCompiled(),
});
const code = { exports: {} };
script.runInThisContext()(code.exports, requireLate, code, CODE, __dirname);

/** Keeps what is compiled by now. */
exports.keepCompiled = () => {
  const next = `${COMPILED}.${process.pid}`;
  writeFileSync(next, script.createCachedData());
  renameSync(next, COMPILED);
};
exports.code = code.exports;
