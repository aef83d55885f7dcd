// What outlives this process unless it is ended: backends, a PostgreSQL, a mounted disk.
const pending = new Set();

process.on('exit', () => pending.forEach(end => end()));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => process.exit(1));

/** Runs `end`, which must not wait for anything, when this process ends. Answers with how to take that back. */
export function atExit(end) {
  pending.add(end);
  return () => pending.delete(end);
}
