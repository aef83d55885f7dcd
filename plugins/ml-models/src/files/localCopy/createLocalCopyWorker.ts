/**
 * Starts the worker. It is a file of the app's own origin: a content security
 * policy that allows the app's scripts allows it, and would refuse one made of
 * a blob. Alone in its file because only bundlers understand `import.meta`.
 */
export function createLocalCopyWorker(): Worker {
  return new Worker(
    new URL(
      '@ml-models/backstage-plugin-ml-models/localCopyWorker',
      import.meta.url,
    ),
    { type: 'module', name: 'ml-models-local-copy' },
  );
}
